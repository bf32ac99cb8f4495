import { Camera, eachFrame } from './camera.js';
import { loadClassifier } from '../client/classifier.js';
import { aborted, checkSize, fault, withCode } from '../client/errors.js';
import { loadErrorWords } from './words/words.js';
import { openPhoto } from './photo.js';
import { pacer } from './smoothing.js';

/** @import { Classifier, FaceBox, FrameSource, MeterState, Prediction } from '../types.d.ts' */
/**
 * @typedef {object} Hooks what a reader tells its element
 * @property {(state: MeterState, error?: import('../client/errors.js').Fault) => void} onState
 * @property {(classifier: Classifier) => void} onLoaded
 * @property {(image: ImageBitmap) => void} onStill
 * @property {(prediction: Prediction | null, live: boolean) => void} onPrediction
 */
/** @typedef {{ face?: FaceBox | null, detect?: boolean }} Where */

/** Reads one source at a time: a still picture or the camera. Starting another, or stopping, ends the last. */
export class Reader {
  camera;
  maxFps = 30;
  /** @type {string | Blob} an address, or a file that the visitor chose */
  weights = '';
  /** @type {FaceBox | null} a box given by hand, in frame pixels */
  face = null;
  /** @type {ImageBitmap | null} */
  still = null;
  #paused = false;
  #video;
  #hooks;
  #run = new AbortController();
  /** @type {{ weights: string | Blob, promise: Promise<Classifier> } | null} */
  #loading = null;

  /**
   * @param {HTMLVideoElement} video
   * @param {Hooks} hooks
   */
  constructor(video, hooks) {
    this.#video = video;
    this.#hooks = hooks;
    this.camera = new Camera(video, () => this.fail(fault('camera-unplugged', 'the camera has stopped')));
  }

  /**
   * Shows and reads a still picture.
   * @param {FrameSource | string} source
   * @param {Where} [where]
   * @returns {Promise<Prediction | null>}
   */
  async readStill(source, { face = null, detect } = {}) {
    const { signal } = this.#begin();
    return this.#guard(signal, async () => {
      this.load(signal).catch(() => {}); // meanwhile; what fails says so below
      const image = await openPhoto(source);
      signal.throwIfAborted();
      this.face = face;
      this.still = image;
      this.#hooks.onStill(image);
      return this.#readAgain(signal, detect);
    });
  }

  /**
   * Reads the still picture again, with a box put elsewhere.
   * @param {FaceBox | null} face
   */
  async moveBox(face) {
    this.face = face;
    if (!this.still) return;
    const { signal } = this.#run;
    await this.#guard(signal, () => this.#readAgain(signal)).catch(() => {});
  }

  /**
   * @param {AbortSignal} signal
   * @param {boolean} [detect]
   */
  async #readAgain(signal, detect) {
    const classifier = await this.load(signal);
    const prediction = await classifier.classify(/** @type {ImageBitmap} */ (this.still), {
      face: this.face,
      detect,
      signal,
    });
    signal.throwIfAborted();
    this.#hooks.onState('ready');
    this.#hooks.onPrediction(prediction, false);
    return prediction;
  }

  /** Reads the camera until something else is asked for. */
  async readCamera() {
    const { signal } = this.#begin();
    await this.#guard(signal, async () => {
      // Both at once: the network loads while the visitor answers the browser's question.
      const loading = this.load(signal);
      loading.catch(() => {});
      await this.camera.start(signal);
      this.camera.pause(this.#paused);
      const classifier = await loading;
      this.#hooks.onState('running');
      this.#follow(classifier, signal);
    });
  }

  /**
   * @param {Classifier} classifier
   * @param {AbortSignal} signal
   */
  #follow(classifier, signal) {
    const wanted = pacer();
    let busy = false;
    eachFrame(this.#video, signal, async (now) => {
      if (busy || this.#paused || !wanted(now, this.maxFps)) return;
      busy = true;
      try {
        const prediction = await classifier.classify(this.#video, { face: this.face, signal });
        if (!signal.aborted && !this.#paused) this.#hooks.onPrediction(prediction, true);
      } catch (error) {
        if (!signal.aborted) this.fail(error);
      }
      busy = false;
    });
  }

  /**
   * Loads the classifier once for each address of weights; a load that failed is forgotten.
   * @param {AbortSignal} signal
   */
  async load(signal) {
    if (this.#loading?.weights !== this.weights) {
      this.unload();
      const promise = classifierOf(this.weights);
      const loading = { weights: this.weights, promise };
      this.#loading = loading;
      promise.then(
        (classifier) => {
          if (this.#loading === loading) this.#hooks.onLoaded(classifier);
        },
        () => {
          if (this.#loading === loading) this.#loading = null;
        },
      );
    }
    const classifier = await this.#loading?.promise;
    signal.throwIfAborted();
    return /** @type {Classifier} */ (classifier);
  }

  /**
   * Puts a checkpoint that the visitor chose in place of the one in use, which stays if it does not fit.
   * @param {Blob} file
   */
  async loadFile(file) {
    const classifier = await classifierOf(file);
    this.unload();
    this.weights = file;
    this.#loading = { weights: file, promise: Promise.resolve(classifier) };
    this.#hooks.onLoaded(classifier);
  }

  /** Frees the network. */
  unload() {
    this.#loading?.promise.then(
      (classifier) => classifier.close(),
      () => {},
    );
    this.#loading = null;
  }

  stop() {
    this.#end();
    this.#hooks.onState('idle');
  }

  /** Neither looks at the camera nor lets go of it. @param {boolean} paused */
  pause(paused) {
    this.#paused = paused;
    this.camera.pause(paused);
  }

  /** The size of what is on the stage. @returns {{ width: number, height: number } | null} */
  get frame() {
    if (this.still) return { width: this.still.width, height: this.still.height };
    return this.camera.running ? { width: this.#video.videoWidth, height: this.#video.videoHeight } : null;
  }

  get paused() {
    return this.#paused;
  }

  #begin() {
    this.#end();
    this.#hooks.onState('loading');
    return this.#run;
  }

  #end() {
    this.#run.abort(aborted('the element was stopped, or started on something else'));
    this.#run = new AbortController();
    this.camera.stop();
    this.still?.close();
    this.still = null;
    this.face = null;
  }

  /**
   * Shows what goes wrong in a run, unless the run has been ended.
   * @template T
   * @param {AbortSignal} signal
   * @param {() => Promise<T>} act
   */
  async #guard(signal, act) {
    try {
      return await act();
    } catch (error) {
      const superseded = /** @type {Error} */ (error)?.name === 'AbortError';
      if (!signal.aborted && !superseded) await this.fail(error);
      throw error;
    }
  }

  /** @param {unknown} error */
  async fail(error) {
    this.#end();
    const { signal } = this.#run;
    await loadErrorWords();
    if (!signal.aborted) this.#hooks.onState('error', withCode(error));
  }
}

/** @param {string | Blob} weights */
async function classifierOf(weights) {
  if (!(weights instanceof Blob)) return loadClassifier({ weights: weights || undefined });
  checkSize(weights.size);
  return loadClassifier({ weights: await weights.arrayBuffer() });
}
