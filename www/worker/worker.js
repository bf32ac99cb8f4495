// Runs the network; scripts/worker.mjs packs it into one file, pkg/worker.js. Messages in: { id, task, key, … }; out: { id, value },
// { id, error } or, for a call that the trap of another has cut short, { id, interrupted, image }.
import init, { Classifier, Detector, Frame } from '../pkg/mimique.js';
import { pixels } from './pixels.js';
import { bytesOf, download, shared } from './downloads.js';
import { aborted, fault, withCode } from '../client/errors.js';
import { hasRelaxedSimd, hasSimd } from './relaxed-simd.js';

/** @import { FaceBox, FoundFace } from '../types.d.ts' */
/** @typedef {ImageBitmap | VideoFrame | ImageData} Image */
/** @typedef {string | ArrayBuffer} File an address, or bytes */
/** @typedef {{ plain: string, relaxed: string }} Builds addresses of the wasm */
/**
 * @typedef {object} Loaded
 * @property {Classifier} classifier
 * @property {AbortSignal} signal
 * @property {{ near: File, far: File | null }} files of the detector, which is loaded when a frame first needs it
 * @property {Promise<Detector> | null} detector
 * @property {boolean} hasFar
 */

/** @type {Map<number, Loaded>} */
const classifiers = new Map();
/** Aborted when the classifier is closed: ends its downloads. @type {Map<number, AbortController>} */
const lives = new Map();
let started = false;

const tasks = {
  /** @param {{ key: number, weights: File, near: File, far: File | null, builds: Builds }} options */
  async load({ key, weights, near, far, builds }) {
    const life = new AbortController();
    lives.set(key, life);
    const { signal } = life;
    const [data] = await Promise.all([read(weights, 'weights', signal), start(builds, signal)]);
    signal.throwIfAborted();
    const classifier = new Classifier(data);
    classifiers.set(key, { classifier, signal, files: { near, far }, detector: null, hasFar: false });
    const { labels, groups, metadata } = classifier;
    return { labels, groups, metadata };
  },

  /** @param {{ key: number, image: ImageData, face?: FaceBox, detect: boolean, live: boolean }} options */
  async classify({ key, image, face, detect, live }) {
    const { classifier } = loaded(key);
    const frame = frameOf(image);
    try {
      const found = !face && detect && !frame.isFace ? await find(key, frame, live) : [undefined];
      if (found.length === 0) return null;
      const prediction = classifier.classify(frame, face ?? found[0]);
      const faces = found.length;
      return { labels: classifier.labels, ...prediction, face: found[0] ?? prediction.face, faces };
    } finally {
      frame.free();
    }
  },

  /** @param {{ key: number, image: ImageData }} options */
  async detect({ key, image }) {
    const frame = frameOf(image);
    try {
      return await detectAll(key, frame);
    } finally {
      frame.free();
    }
  },

  /** @param {{ key: number, crop: Uint8ClampedArray }} options */
  activations: ({ key, crop }) => loaded(key).classifier.activations(new Uint8Array(crop)),

  /** @param {{ key: number, crops: Uint8ClampedArray }} options */
  probabilities: ({ key, crops }) => loaded(key).classifier.probabilities(new Uint8Array(crops)),

  /** @param {{ key: number }} options */
  close({ key }) {
    lives.get(key)?.abort(aborted('the classifier was closed'));
    lives.delete(key);
    const about = classifiers.get(key);
    classifiers.delete(key);
    about?.classifier.free();
    about?.detector?.then((detector) => detector.free()).catch(() => {});
  },
};

/**
 * All faces of a picture, or the one that is followed where frames are live.
 * @param {number} key
 * @param {Frame} frame
 * @param {boolean} live
 * @returns {Promise<FoundFace[]>}
 */
async function find(key, frame, live) {
  if (!live) return detectAll(key, frame);
  const face = (await detectorOf(key)).track(frame, performance.now() / 1000);
  return face ? [face] : [];
}

/**
 * All faces; where there seems to be none, the network for small faces is loaded and looks again.
 * @param {number} key
 * @param {Frame} frame
 * @returns {Promise<FoundFace[]>}
 */
async function detectAll(key, frame) {
  const detector = await detectorOf(key);
  const faces = detector.detect(frame);
  const about = loaded(key);
  if (faces.length > 0 || about.hasFar || !about.files.far) return faces;
  detector.addFar(await read(about.files.far, 'detector', about.signal));
  about.hasFar = true;
  return detector.detect(frame);
}

/** Loads the detector once; a failed load is forgotten, so that the next frame tries again. @param {number} key */
function detectorOf(key) {
  const about = loaded(key);
  about.detector ??= read(about.files.near, 'detector', about.signal)
    .then((data) => new Detector(data))
    .catch((error) => {
      about.detector = null;
      throw error;
    });
  return about.detector;
}

/** @param {number} key */
function loaded(key) {
  const about = classifiers.get(key);
  if (!about) throw fault('closed', 'the classifier is closed: load another one');
  return about;
}

/** @param {ImageData} image */
const frameOf = ({ data, width, height }) =>
  new Frame(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), width, height);

/** @param {File} file @param {'weights' | 'detector'} what @param {AbortSignal} signal */
async function read(file, what, signal) {
  if (typeof file !== 'string') return new Uint8Array(file);
  const data = await shared(file, signal, async (life) => bytesOf(await download(file, what, life)));
  return new Uint8Array(data);
}

/** Starts wasm once. @param {Builds} builds @param {AbortSignal} signal */
async function start({ plain, relaxed }, signal) {
  if (started) return;
  const url = hasRelaxedSimd() ? relaxed : plain;
  await shared(url, signal, (life) =>
    download(url, 'engine', life)
      .then((module_or_path) => init({ module_or_path }))
      .catch((error) => {
        const { CompileError, LinkError } = WebAssembly;
        if (!(error instanceof CompileError || error instanceof LinkError)) throw error;
        if (hasSimd()) throw fault('engine-damaged', `${url} is damaged or incomplete: ${error.message}`);
        throw fault('engine-unsupported', `this browser cannot run WebAssembly with SIMD: ${error.message}`);
      }),
  );
  started = true;
}

/** @typedef {{ image?: Image, [more: string]: unknown }} Request */
/** Calls without an answer yet. @type {Map<number, Request>} */
const open = new Map();
let trapped = false;

/** @param {number} id @param {object} message @param {Transferable[]} [transfer] */
function answer(id, message, transfer) {
  if (open.delete(id)) self.postMessage({ id, ...message }, { transfer });
}

/** After a trap nothing runs here any more: what was not its cause can run in another worker. @param {number} id */
function giveBack(id) {
  const image = open.get(id)?.image;
  answer(id, { interrupted: true, image }, image && 'close' in image ? [image] : []);
}

self.addEventListener('message', async ({ data: { id, task, ...request } }) => {
  if (task === 'ping') return self.postMessage({});
  open.set(id, request);
  if (trapped) return giveBack(id);
  try {
    if (request.image && !(request.image instanceof ImageData)) {
      const taken = pixels(request.image);
      request.image = taken instanceof ImageData ? taken : await taken; // at once, as a rule
    }
    if (trapped) return giveBack(id);
    const value = await tasks[/** @type {keyof typeof tasks} */ (task)](request);
    // Layers are handed over: to copy all of them twice takes about as long as to compute some.
    answer(
      id,
      { value },
      task === 'activations'
        ? value.map((/** @type {{ data: Float32Array<ArrayBuffer> }} */ { data }) => data.buffer)
        : [],
    );
  } catch (error) {
    const { code, message } = withCode(error);
    const fatal = error instanceof WebAssembly.RuntimeError;
    answer(id, { error: { code, message, fatal } });
    if (!fatal) return;
    trapped = true;
    for (const each of [...open.keys()]) giveBack(each);
  }
});
