import { aborted, fault, withCode, within } from '../client/errors.js';
import { Network } from './network.js';
import { Reading } from './reading.js';
import { loadErrorWords } from './words/words.js';
import { openPhoto } from './photo.js';
import { rescaled, scaled } from '../client/snapshot.js';
import { sample } from '../sample.js';

/** @import { Classifier, FaceBox, FoundFace, MeterState, Prediction } from '../types.d.ts' */
/** @typedef {import('./wanted.js').Wish} Wish */
/** @typedef {{ face: FoundFace, prediction?: Prediction | null }} Card a face of the picture; undefined: not read yet */
/**
 * @typedef {object} Owner what a run tells its element, as long as it has not been ended
 * @property {HTMLVideoElement} video
 * @property {{ readonly maxFps: number, readonly smoothingSeconds: number }} settings
 * @property {() => boolean} isShown whether it has a place on the page, which an observer tells with the next frame only
 * @property {() => void} onChange `state` or anything else that is shown has changed
 * @property {() => void} onLoaded the network is there
 * @property {(image: ImageBitmap) => void} onStill
 * @property {(prediction: Prediction | null, changed: boolean) => void} onPrediction `reading` holds it; `changed`: whether a face came or went
 * @property {(error: import('../client/errors.js').Fault) => void} onError the run's `wish.fault` is shown
 * @property {(error: import('../client/errors.js').Fault) => void} onFail another run will tell it, in place of this one
 */

/**
 * All that goes on for one wish: it owns the camera or the picture, the network, the cards and every answer that is awaited.
 * `end` ends all of it, and nothing that comes later is heard.
 */
export class Run {
  /** @type {MeterState} */
  state = 'idle';
  /** @type {import('./camera.js').Camera | null} */
  camera = null;
  /** @type {import('./photo.js').Photo | null} */
  photo = null;
  /** A box given by hand, in pixels of the photo or the video. @type {FaceBox | null} */
  face = null;
  /** All faces of the picture, if they were asked for. @type {Card[] | null} */
  cards = null;
  reading = new Reading();
  /** Whether the last frame held no face. */
  faceless = false;
  /** Resolves with the first reading of a picture, or once a camera runs; rejects when that fails or is ended. @type {Promise<Prediction | null>} */
  done = Promise.resolve(null);
  #owner;
  #network;
  #life = new AbortController();
  #paused = true;
  /** Lets on who waits until the element can be seen. @type {() => void} */
  #show = () => {};
  #moved = false;
  #reading = false;

  /**
   * @param {Wish} wish
   * @param {Owner} owner
   * @param {Network | null} network what the run before leaves
   */
  constructor(wish, owner, network) {
    this.wish = wish;
    this.#owner = owner;
    this.#network = network;
  }

  begin() {
    const { source, fault } = this.wish;
    const act = fault
      ? () => this.#tell(fault)
      : source && (() => (source === 'camera' ? this.#readCamera() : this.#readPhoto()));
    this.#enter(act ? 'loading' : 'idle');
    this.#announce();
    if (!act || this.#life.signal.aborted) return;
    this.done = this.#own(act());
    this.done.catch((error) => this.#fail(error));
  }

  /**
   * Ends all that the run owns, but for the network if the next one wants the same: it is not loaded twice.
   * @param {Wish} next
   * @returns {Network | null}
   */
  end(next) {
    this.#life.abort(next.fault ?? aborted('the element was stopped, or started on something else'));
    const network = this.#network;
    this.#network = this.photo = this.camera = this.cards = null;
    const wanted = next.weights === network?.weights && (next.source || network?.classifier);
    if (network && wanted && !network.failed) return network;
    network?.close();
    return null;
  }

  /** The network, once it is loaded. @returns {Classifier | null} */
  get classifier() {
    return this.#network?.classifier ?? null;
  }

  /** The size of what is on the stage. @returns {{ width: number, height: number } | null} */
  get frame() {
    const { videoWidth: width, videoHeight: height } = this.#owner.video;
    return this.photo ?? (this.camera && { width, height });
  }

  get paused() {
    return this.#paused;
  }

  /** A camera is neither opened nor looked at for an element that cannot be seen. @param {boolean} seen */
  see(seen) {
    this.#paused = !seen;
    if (seen) this.#show();
    this.camera?.pause(this.#paused);
  }

  /** Resolves while the element can be seen. */
  async #sight() {
    while (this.#paused || !this.#owner.isShown()) {
      const shown = new Promise((resolve) => (this.#show = () => resolve(null)));
      await this.#own(this.#paused ? shown : new Promise(requestAnimationFrame));
    }
  }

  /** Reads with the box elsewhere; null: where it was, or where the face is found. @param {FaceBox | null} face */
  moveBox(face) {
    this.face = face ?? this.#given;
    if (!this.photo || this.state !== 'ready') return;
    this.#moved = true;
    this.#readOn();
  }

  /** Reads every face of the picture, a card for each; or puts the cards away. */
  async toggleCards() {
    if (this.cards || !this.photo || !this.classifier) this.cards = null;
    else {
      /** @type {Card[]} */
      const cards = (this.cards = []);
      const { image, scale } = this.photo;
      try {
        const faces = await this.#own(this.classifier.detect(image, { signal: this.#life.signal }));
        for (const face of faces) cards.push({ face: scaled(face, 1 / scale) });
      } catch (error) {
        return this.#fail(error);
      }
      this.#readOn();
    }
    this.#owner.onChange();
  }

  /** The sample's face is known. */
  get #given() {
    return this.wish.source === 'sample' ? sample.face : null;
  }

  /** @param {import('../client/errors.js').Fault} fault */
  async #tell(fault) {
    await this.#own(loadErrorWords());
    this.#enter('error');
    this.#owner.onError(fault);
    return null;
  }

  async #readPhoto() {
    const loading = this.#load(); // meanwhile; what fails is told below
    loading.catch(() => {});
    this.photo = await this.#own(openPhoto(this.wish.picture?.from ?? sample.url, this.#life.signal));
    this.face = this.#given;
    this.#owner.onStill(this.photo.image);
    await this.#own(loading);
    const prediction = await this.#classify(this.face);
    this.state = 'ready';
    this.#read(prediction);
    return prediction;
  }

  /**
   * Reads one thing at a time, as a newer call would take the place of one that waits: the box where it is by now, then
   * the cards.
   */
  async #readOn() {
    if (this.#reading) return;
    this.#reading = true;
    try {
      for (;;) {
        const card = this.cards?.find(({ prediction }) => prediction === undefined);
        if (this.#moved) {
          this.#moved = false;
          this.#read(await this.#classify(this.face));
        } else if (card) {
          card.prediction = await this.#classify(card.face);
          this.#owner.onChange();
        } else break;
      }
    } catch (error) {
      this.#fail(error);
    }
    this.#reading = false;
  }

  /** Reads the picture. @param {FaceBox | null} face */
  async #classify(face) {
    const { signal } = this.#life;
    signal.throwIfAborted();
    const { image, scale } = /** @type {import('./photo.js').Photo} */ (this.photo);
    const classifier = /** @type {Classifier} */ (this.classifier);
    const given = face && scaled(face, scale);
    const prediction = await this.#own(classifier.classify(image, { face: given, signal }));
    return prediction && rescaled(prediction, 1 / scale);
  }

  async #readCamera() {
    const { signal } = this.#life;
    const { video, settings } = this.#owner;
    const loading = this.#load(); // while the visitor answers the browser's question
    loading.catch(() => {});
    // Visitors without a camera need none of it.
    const script = import('./camera.js').catch(() => {
      throw fault('camera-failed', 'the script for cameras could not be fetched');
    });
    const { Camera } = await this.#own(script);
    await this.#sight();
    this.camera = await this.#own(
      Camera.open(video, this.wish.camera ?? {}, {
        signal,
        onEnded: () => this.#fail(fault('camera-unplugged', 'the camera has stopped')),
        onChange: () => this.#hear(),
      }),
    );
    this.camera.pause(this.#paused);
    const classifier = await this.#own(loading);
    this.#enter('running');
    this.camera.follow(async () => {
      try {
        const prediction = await this.#own(classifier.classify(video, { face: this.face, signal }));
        if (!this.#paused && !this.camera?.silent) this.#read(prediction);
      } catch (error) {
        this.#fail(error);
      }
    }, settings);
    return null;
  }

  /** The camera has fallen silent, or is heard again: what was read before is not what is seen now. */
  async #hear() {
    if (this.camera?.silent) {
      this.reading.clear();
      this.faceless = false;
      await loadErrorWords();
    }
    if (!this.#life.signal.aborted) this.#owner.onChange();
  }

  /** @param {Prediction | null} prediction */
  #read(prediction) {
    const changed = !this.camera || this.faceless !== !prediction;
    this.reading.add(prediction, this.camera ? this.#owner.settings.smoothingSeconds : 0);
    this.faceless = !prediction;
    if (changed) this.#owner.onChange();
    this.#owner.onPrediction(prediction, changed);
  }

  async #load() {
    this.#network ??= new Network(/** @type {string | Blob} */ (this.wish.weights));
    const classifier = await this.#own(this.#network.loaded);
    this.#announce();
    return classifier;
  }

  /** Tells of a network once, whichever run it came to. */
  #announce() {
    if (!this.#network?.classifier || this.#network.announced) return;
    this.#network.announced = true;
    this.#owner.onLoaded();
  }

  /**
   * An answer, unless the run has been ended meanwhile.
   * @template T
   * @param {Promise<T>} answer
   * @returns {Promise<T>}
   */
  async #own(answer) {
    const value = await within(answer, this.#life.signal);
    this.#life.signal.throwIfAborted();
    return value;
  }

  /** @param {MeterState} state */
  #enter(state) {
    this.state = state;
    this.#owner.onChange();
  }

  /** Only what the run itself awaits can fail it: once it has been ended it has nothing to say. @param {unknown} error */
  #fail(error) {
    if (!this.#life.signal.aborted) this.#owner.onFail(withCode(error));
  }
}
