import { engine } from './engine.js';
import { aborted, fault } from './errors.js';
import { found, release, rescaled, scaled, snapshot } from './frame.js';

/** @import { Activation, Classifier, ClassifyOptions, FoundFace, FrameSource, Group, LoadOptions } from './types.d.ts' */
/** @import { Metadata, Prediction } from './types.d.ts' */
/**
 * @typedef {object} Job a frame on its way
 * @property {Promise<import('./frame.js').Frame>} frame
 * @property {ClassifyOptions} options
 * @property {boolean} live the frame is one of a video
 * @property {(prediction: Prediction | null) => void} resolve
 * @property {(error: unknown) => void} reject
 * @property {() => void} done forgets the signal, which may outlive many frames
 */

const BUILDS = {
  plain: new URL('./pkg/mimique_bg.wasm', import.meta.url),
  relaxed: new URL('./pkg/mimique_relaxed_bg.wasm', import.meta.url),
};

/**
 * Loads a checkpoint in a worker.
 * @param {LoadOptions} [options]
 * @returns {Promise<Classifier>}
 */
export async function loadClassifier({ weights, detector, signal } = {}) {
  signal?.throwIfAborted();
  if (typeof Worker === 'undefined') {
    throw fault('no-worker', 'loadClassifier needs a browser: call it in a page, not on a server');
  }
  const client = new Client({
    weights: portable(weights ?? new URL('../models/lenet.safetensors', import.meta.url)),
    near: portable(detector ?? new URL('../models/face.safetensors', import.meta.url)),
    far: detector ? null : portable(new URL('../models/face-far.safetensors', import.meta.url)),
  });
  const stop = () => client.close();
  signal?.addEventListener('abort', stop);
  try {
    await client.load();
    signal?.throwIfAborted();
    return client;
  } catch (error) {
    client.close();
    throw signal?.aborted ? signal.reason : error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/**
 * A worker resolves addresses against its own script, so they are made absolute here.
 * @param {string | URL | ArrayBuffer} from
 */
const portable = (from) => (from instanceof ArrayBuffer ? from : new URL(from, document.baseURI).href);

/** @implements {Classifier} */
class Client {
  /** @type {string[]} */
  labels = [];
  /** @type {Group[]} */
  groups = [];
  /** @type {Metadata} */
  metadata = {};

  #key = engine.join();
  #files;
  #generation = -1;
  /** @type {Promise<void> | null} */
  #loading = null;
  /** @type {Job | null} */
  #inFlight = null;
  /** @type {Job | null} */
  #waiting = null;
  #closed = false;

  /** @param {Record<'weights' | 'near' | 'far', string | ArrayBuffer | null>} files */
  constructor(files) {
    this.#files = files;
  }

  /** Loads once, and once more whenever the worker has been replaced. */
  load() {
    if (!this.#loading || this.#generation !== engine.generation) {
      this.#generation = engine.generation;
      const builds = { plain: portable(BUILDS.plain), relaxed: portable(BUILDS.relaxed) };
      const options = { key: this.#key, builds, ...this.#files };
      this.#loading = engine.call('load', options).then((about) => {
        Object.assign(this, about);
      });
    }
    return this.#loading;
  }

  /**
   * @param {FrameSource} source
   * @param {ClassifyOptions} [options]
   * @returns {Promise<Prediction | null>}
   */
  classify(source, options = {}) {
    const { signal } = options;
    if (this.#closed) return Promise.reject(fault('closed', 'the classifier is closed: load another one'));
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const frame = snapshot(source);
      frame.catch(reject);
      const cancel = () => this.#cancel(job, signal?.reason);
      const done = () => signal?.removeEventListener('abort', cancel);
      const job = { frame, options, live: source instanceof HTMLVideoElement, resolve, reject, done };
      signal?.addEventListener('abort', cancel);
      if (this.#waiting) this.#cancel(this.#waiting, aborted('a newer frame took the place of this one'));
      this.#waiting = job;
      this.#next();
    });
  }

  /**
   * @param {FrameSource} source
   * @returns {Promise<FoundFace[]>}
   */
  async detect(source) {
    const { image, scale } = await snapshot(source);
    await this.load();
    const faces = await engine.call('detect', { key: this.#key, image }, 'close' in image ? [image] : []);
    return faces.map((/** @type {FoundFace} */ face) => found(face, 1 / scale));
  }

  /**
   * @param {Uint8ClampedArray} crop
   * @returns {Promise<Activation[]>}
   */
  async activations(crop) {
    await this.load();
    return engine.call('activations', { key: this.#key, crop });
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    const reason = aborted('the classifier was closed');
    this.#inFlight?.reject(reason);
    if (this.#waiting) this.#cancel(this.#waiting, reason);
    engine.leave(this.#key);
  }

  /**
   * Settles a call at once. A frame that is already in flight keeps its turn until the worker has answered.
   * @param {Job} job
   * @param {unknown} reason
   */
  #cancel(job, reason) {
    job.reject(reason);
    job.done();
    if (this.#waiting !== job) return;
    this.#waiting = null;
    release(job.frame);
  }

  async #next() {
    const job = this.#waiting;
    if (!job || this.#inFlight || this.#closed) return;
    this.#waiting = null;
    this.#inFlight = job;
    try {
      await this.load();
      job.resolve(await this.#read(job));
    } catch (error) {
      job.reject(error);
      release(job.frame);
    }
    job.done();
    this.#inFlight = null;
    this.#next();
  }

  /** @param {Job} job */
  async #read({ frame, live, options: { detect = true, face } }) {
    const { image, scale } = await frame;
    const options = { key: this.#key, image, detect, live, face: face ? scaled(face, scale) : undefined };
    const transfer = 'close' in image ? [image] : [];
    const prediction = await engine.call('classify', options, transfer);
    return prediction && rescaled(prediction, 1 / scale);
  }
}
