// Runs the network; scripts/worker.mjs packs it into one file, pkg/worker.js. Messages in: { id, task, key, … }; out: { id, value } or { id, error }.
import init, { Classifier, Detector, Frame } from './pkg/mimique.js';
import { checkSize, fault, withCode } from './errors.js';
import { hasRelaxedSimd } from './relaxed-simd.js';

/** @import { FaceBox, FoundFace } from './types.d.ts' */
/** @typedef {ImageBitmap | VideoFrame | ImageData} Image */
/** @typedef {string | ArrayBuffer} File an address, or bytes */
/** @typedef {{ plain: string, relaxed: string }} Builds addresses of the wasm */
/**
 * @typedef {object} Loaded
 * @property {Classifier} classifier
 * @property {{ near: File, far: File | null }} files of the detector, which is loaded when a frame first needs it
 * @property {Promise<Detector> | null} detector
 * @property {boolean} hasFar
 */

/** @type {Map<number, Loaded>} */
const classifiers = new Map();
/** @type {Promise<unknown> | null} */
let ready = null;
/** @type {OffscreenCanvasRenderingContext2D | null} */
let context = null;

/** Weights on their way, by address: those that load at the same time share them. @type {Map<File, Promise<Uint8Array>>} */
const coming = new Map();

const tasks = {
  /** @param {{ key: number, weights: File, near: File, far: File | null, builds: Builds }} options */
  async load({ key, weights, near, far, builds }) {
    const both = Promise.all([weightsOf(weights), start(builds)]);
    const [data] = await both.finally(() => coming.delete(weights));
    const classifier = new Classifier(data);
    classifiers.set(key, { classifier, files: { near, far }, detector: null, hasFar: false });
    const { labels, groups, metadata } = classifier;
    return { labels, groups, metadata };
  },

  /** @param {{ key: number, image: Image, face?: FaceBox, detect: boolean, live: boolean }} options */
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

  /** @param {{ key: number, image: Image }} options */
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

  /** @param {{ key: number }} options */
  close({ key }) {
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
  detector.addFar(await read(about.files.far, 'detector'));
  about.hasFar = true;
  return detector.detect(frame);
}

/** Loads the detector once; a failed load is forgotten, so that the next frame tries again. @param {number} key */
function detectorOf(key) {
  const about = loaded(key);
  about.detector ??= read(about.files.near, 'detector')
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

/** @param {Image} image */
function frameOf(image) {
  const { data, width, height } = image instanceof ImageData ? image : pixels(image);
  return new Frame(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), width, height);
}

/** @param {File} file @param {'weights' | 'detector'} what */
async function read(file, what) {
  const source = typeof file === 'string' ? await download(file, what) : file;
  return new Uint8Array(source instanceof Response ? await source.arrayBuffer() : source);
}

/** @param {File} file */
function weightsOf(file) {
  const promise = coming.get(file) ?? read(file, 'weights');
  coming.set(file, promise);
  return promise;
}

/** Starts wasm once; a failed start is forgotten, so that the next load tries again. @param {Builds} builds */
function start({ plain, relaxed }) {
  ready ??= download(hasRelaxedSimd() ? relaxed : plain, 'engine')
    .then((module_or_path) => init({ module_or_path }))
    .catch((error) => {
      ready = null;
      if (!(error instanceof WebAssembly.CompileError)) throw error;
      throw fault('engine-unsupported', `this browser cannot run WebAssembly with SIMD: ${error.message}`);
    });
  return ready;
}

/**
 * @param {string} url
 * @param {'weights' | 'detector' | 'engine'} what
 */
async function download(url, what) {
  const response = await fetch(url).catch((error) => {
    throw fault(`${what}-unreachable`, `${url} could not be fetched: ${error.message}`);
  });
  if (!response.ok) throw fault(`${what}-missing`, `${url} answered ${response.status}: check the address`);
  // Many servers answer a missing file with their home page and status 200.
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    throw fault(`${what}-html`, `${url} is a web page, not a file of mimique: check the address`);
  }
  if (what !== 'engine') checkSize(Number(response.headers.get('content-length')));
  return response;
}

/** @param {ImageBitmap | VideoFrame} image */
function pixels(image) {
  const width = 'width' in image ? image.width : image.displayWidth;
  const height = 'height' in image ? image.height : image.displayHeight;
  context ??= new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw fault('engine-unsupported', 'this browser gives workers no canvas');
  if (context.canvas.width !== width) context.canvas.width = width;
  if (context.canvas.height !== height) context.canvas.height = height;
  context.globalCompositeOperation = 'copy';
  context.drawImage(image, 0, 0);
  image.close();
  return context.getImageData(0, 0, width, height);
}

self.addEventListener('message', async ({ data: { id, task, ...options } }) => {
  try {
    self.postMessage({ id, value: await tasks[/** @type {keyof typeof tasks} */ (task)](options) });
  } catch (error) {
    const { code, message } = withCode(error);
    self.postMessage({ id, error: { code, message, fatal: error instanceof WebAssembly.RuntimeError } });
  }
});
