import { Interrupted, closed, engineOf } from './engine.js';
import { aborted, fault, within } from './errors.js';
import { addressOf, portable } from './files.js';
import { letGo, overlaps, release, rescaled, scaled, snapshot } from './snapshot.js';

/** @import { Activation, Classifier, ClassifyOptions, FoundFace, FrameSource, Group, LoadOptions } from '../types.d.ts' */
/** @import { Metadata, Prediction } from '../types.d.ts' */
/**
 * @typedef {object} Job a frame on its way
 * @property {Promise<import('./snapshot.js').Frame>} frame
 * @property {ClassifyOptions} options
 * @property {boolean} live the frame is one of a video
 * @property {(prediction: Prediction | null) => void} resolve
 * @property {(error: unknown) => void} reject
 * @property {() => void} done forgets the signal, which may outlive many frames
 */

/** The WebAssembly that every browser runs, and the faster one for those that can. */
const BUILDS = {
  plain: new URL('../pkg/mimique_bg.wasm', import.meta.url),
  relaxed: new URL('../pkg/mimique_relaxed_bg.wasm', import.meta.url),
};

/**
 * Loads a checkpoint in a worker.
 * @param {LoadOptions} [options]
 * @returns {Promise<Classifier>}
 */
export async function loadClassifier({ weights, detector, wasm, worker, signal } = {}) {
  signal?.throwIfAborted();
  if (typeof Worker === 'undefined') {
    throw fault('no-worker', 'loadClassifier needs a browser: call it in a page, not on a server');
  }
  const [ofWeights, near, far] = await within(
    Promise.all([
      portable(weights ?? new URL('../../models/lenet.safetensors', import.meta.url), 'weights'),
      portable(detector ?? new URL('../../models/face.safetensors', import.meta.url), 'detector'),
      detector ? null : addressOf(new URL('../../models/face-far.safetensors', import.meta.url)),
    ]),
    signal,
  );
  const { plain, relaxed } = wasm ? { plain: wasm, relaxed: wasm } : BUILDS;
  const builds = { plain: addressOf(plain), relaxed: addressOf(relaxed) };
  const client = new Client(engineOf(worker && addressOf(worker)), { weights: ofWeights, near, far, builds });
  try {
    await within(client.load(), signal);
    return client;
  } catch (error) {
    client.close();
    throw error;
  }
}

/** @implements {Classifier} */
class Client {
  /** @type {string[]} */
  labels = [];
  /** @type {Group[]} */
  groups = [];
  /** @type {Metadata} */
  metadata = {};

  #engine;
  #key;
  #files;
  /** Aborted by `close()`, which ends every answer that is still awaited. */
  #life = new AbortController();
  #generation = -1;
  /** @type {Promise<void> | null} */
  #loading = null;
  /** @type {Job | null} */
  #inFlight = null;
  /** @type {Job | null} */
  #waiting = null;

  /**
   * @param {import('./engine.js').Engine} engine
   * @param {Record<'weights' | 'near' | 'far', string | ArrayBuffer | null> & { builds: Record<'plain' | 'relaxed', string> }} files
   */
  constructor(engine, files) {
    this.#engine = engine;
    this.#key = engine.join();
    this.#files = files;
  }

  load() {
    return uninterrupted(() => this.#load());
  }

  /** Loads once, and once more whenever the worker has been replaced or the last load has failed. */
  #load() {
    if (!this.#loading || this.#generation !== this.#engine.generation) {
      this.#generation = this.#engine.generation;
      const loading = this.#engine.call('load', { key: this.#key, ...this.#files }).then((about) => {
        Object.assign(this, about);
      });
      this.#loading = loading;
      loading.catch(() => {
        if (this.#loading === loading) this.#loading = null;
      });
    }
    return this.#loading;
  }

  /**
   * @param {'classify' | 'detect' | 'activations' | 'probabilities'} task
   * @param {{ image?: import('./engine.js').Image, [more: string]: unknown }} request
   */
  #ask(task, request) {
    return uninterrupted(async (image = request.image) => {
      try {
        await this.#load();
        return await this.#engine.call(task, { key: this.#key, ...request, image });
      } catch (error) {
        if (!(error instanceof Interrupted)) letGo(image);
        throw error;
      }
    });
  }

  /**
   * An answer that is awaited as long as the classifier is open and the caller wants it.
   * @template T
   * @param {AbortSignal | undefined} signal
   * @param {() => Promise<T>} act
   * @returns {Promise<T>}
   */
  #answer(signal, act) {
    if (this.#life.signal.aborted) return Promise.reject(closed());
    if (signal?.aborted) return Promise.reject(signal.reason);
    return within(act(), this.#life.signal, signal);
  }

  /**
   * @param {FrameSource} source
   * @param {ClassifyOptions} [options]
   * @returns {Promise<Prediction | null>}
   */
  classify(source, options = {}) {
    return this.#answer(options.signal, () => this.#queue(source, options));
  }

  /**
   * @param {FrameSource} source
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<FoundFace[]>}
   */
  detect(source, { signal } = {}) {
    return this.#answer(signal, async () => {
      const { image, scale } = await snapshot(source);
      const faces = await this.#ask('detect', { image });
      return faces.map((/** @type {FoundFace} */ face) => scaled(face, 1 / scale));
    });
  }

  /**
   * @param {Uint8ClampedArray} crop
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<Activation[]>}
   */
  activations(crop, { signal } = {}) {
    return this.#answer(signal, () => this.#ask('activations', { crop }));
  }

  /**
   * @param {Uint8ClampedArray} crops
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {Promise<Float32Array>}
   */
  probabilities(crops, { signal } = {}) {
    return this.#answer(signal, () => this.#ask('probabilities', { crops }));
  }

  close() {
    if (this.#life.signal.aborted) return;
    this.#life.abort(aborted('the classifier was closed'));
    if (this.#waiting) this.#cancel(this.#waiting, this.#life.signal.reason);
    this.#engine.leave(this.#key);
  }

  /**
   * Has a frame wait for its turn, in place of the one that waits.
   * @param {FrameSource} source
   * @param {ClassifyOptions} options
   * @returns {Promise<Prediction | null>}
   */
  #queue(source, options) {
    return new Promise((resolve, reject) => {
      const frame = snapshot(source);
      frame.catch(reject);
      const cancel = () => this.#cancel(job, options.signal?.reason);
      const done = () => options.signal?.removeEventListener('abort', cancel);
      const job = { frame, options, live: source instanceof HTMLVideoElement, resolve, reject, done };
      options.signal?.addEventListener('abort', cancel);
      if (this.#waiting) this.#cancel(this.#waiting, aborted('a newer frame took the place of this one'));
      this.#waiting = job;
      this.#next();
    });
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
    if (!job || this.#inFlight) return;
    this.#waiting = null;
    this.#inFlight = job;
    try {
      job.resolve(await this.#read(job));
    } catch (error) {
      job.reject(error);
    }
    job.done();
    this.#inFlight = null;
    this.#next();
  }

  /** @param {Job} job */
  async #read({ frame, live, options: { detect = true, face } }) {
    const { image, scale } = await frame;
    const box = face ? scaled(face, scale) : undefined;
    if (box && !overlaps(box, image)) {
      letGo(image);
      throw fault(
        'face-box',
        `expected a box that reaches into the picture, got ${JSON.stringify(face)}: give its place in pixels from the top left`,
      );
    }
    const prediction = await this.#ask('classify', { image, detect, live, face: box });
    return prediction && rescaled(prediction, 1 / scale);
  }
}

/**
 * Does something once more when another call's trap has cut it short.
 * @template T
 * @param {(image?: import('./engine.js').Image) => Promise<T>} act is given the image that came back
 * @returns {Promise<T>}
 */
const uninterrupted = (act) =>
  act().catch((error) => {
    if (error instanceof Interrupted) return act(error.image);
    throw error;
  });
