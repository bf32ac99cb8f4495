import { MeterAttributes, NAMES } from './attributes.js';
import { errorText, languageOf, wordsIn } from './i18n.js';
import { watchPresence } from './presence.js';
import { Reader } from './reader.js';
import { Reading, labelsOf } from './reading.js';
import { isFace, somewhere } from './frame.js';
import { sample } from './sample.js';
import { View } from './view.js';

/** @import { Classifier, FrameSource, MeterSource, MeterState, Prediction } from './types.d.ts' */
/** @typedef {import('./i18n.js').Texts} Texts */

/** `<expression-meter>`: one bar per label for the expression on a face, from the camera, a photo or a sample. */
export class ExpressionMeter extends MeterAttributes {
  static observedAttributes = [...NAMES, 'lang'];

  /** @type {MeterState} */
  #state = 'idle';
  /** @type {import('./errors.js').Fault | null} */
  #error = null;
  /** @type {Classifier | null} */
  #classifier = null;
  #reading = new Reading();
  /** @type {FrameSource | null} the picture that the visitor or the page gave */
  #photo = null;
  /** @type {Partial<Texts>} */
  #texts = {};
  #started = false;
  #seen = false;
  #quiet = false;
  #faceless = false;
  /** @type {(() => void) | null} */
  #unwatch = null;
  #view;
  #reader;

  constructor() {
    super();
    this.#view = new View(this.attachShadow({ mode: 'open' }), {
      onSource: (source) => (source === 'photo' ? this.#view.photo.choose() : this.#switchTo(source)),
      onClasses: (classes) => (this.classes = classes),
      onStart: () => this.start(),
      onStop: () => this.stop(),
      onSwitch: () => this.#reader.camera.chooseNext().then(() => this.start()),
      onMirror: () => this.setAttribute('mirrored', `${!this.mirrored}`),
      onFaces: () => this.#showFaces(),
      onPhoto: (photo) => void this.classify(photo).catch(() => {}),
      onBox: (face) => this.#reader.moveBox(face ?? (this.source === 'sample' ? sample.face : null)),
    });
    this.#reader = new Reader(this.#view.video, {
      onState: (state, error) => this.#enter(state, error),
      onLoaded: (classifier) => this.#know(classifier),
      onStill: (image) => this.#view.draw(image),
      onPrediction: (prediction, live) => this.#read(prediction, live),
    });
    this.#render();
  }

  connectedCallback() {
    this.upgrade();
    this.#reader.weights = this.weights;
    this.#reader.maxFps = this.maxFps;
    this.#render();
    document.addEventListener('paste', this.#view.photo.paste);
    this.#reader.pause(this.#reader.paused); // a video that is moved stops
    this.#unwatch ??= watchPresence(this, (seen) => this.#see(seen));
  }

  disconnectedCallback() {
    // An element that is only moved is back before the next task.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#unwatch?.();
      this.#unwatch = null;
      document.removeEventListener('paste', this.#view.photo.paste);
      this.#reader.stop();
      this.#reader.unload();
      this.#classifier = null;
      this.#started = false;
    });
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    if (before === after || !this.isConnected) return;
    if (name === 'max-fps') this.#reader.maxFps = this.maxFps;
    if (name === 'weights') this.#reader.weights = this.weights;
    if (name === 'weights' && this.#state !== 'idle') this.start();
    if ((name === 'source' || name === 'src') && !this.#quiet) {
      this.#photo = null;
      this.#reader.stop();
      this.#started = false;
      this.#startIfSeen();
    }
    this.#render();
    this.#show();
    if (name === 'classes' && this.#view.faces.firstChild) this.#showFaces();
  }

  get state() {
    return this.#state;
  }

  /** The labels of the bars, as the checkpoint spells them. */
  get labels() {
    return labelsOf(this.#classifier, this.classes);
  }

  /** The network's last answer, neither smoothed nor grouped. */
  get prediction() {
    return this.#reading.prediction;
  }

  /** What the checkpoint says of itself, once loaded. */
  get metadata() {
    return this.#classifier?.metadata ?? null;
  }

  /** Words of your own in place of the built-in ones, such as `{ happiness: 'smile' }`. */
  get texts() {
    return this.#texts;
  }
  set texts(value) {
    this.#texts = value;
    this.#render();
    this.#show();
  }

  /** Starts the source. Resolves when it is being read, or has failed: see `state`. */
  async start() {
    this.#started = true;
    const photo = this.#photo ?? this.src;
    try {
      if (this.source === 'camera') await this.#reader.readCamera();
      else if (this.source === 'sample') await this.#reader.readStill(sample.url, { face: sample.face });
      else if (photo) await this.#reader.readStill(photo);
      else this.#reader.stop();
    } catch {
      // Already told by `state` and `expression-error`.
    }
  }

  /** Stops, and lets go of the camera. */
  stop() {
    this.#reader.stop();
  }

  /**
   * Shows and reads a picture; rejects, besides showing it, when that fails.
   * @param {FrameSource} source
   * @returns {Promise<Prediction | null>} null when it holds no face
   */
  classify(source) {
    this.#setSource('photo');
    this.#photo = source;
    return this.#reader.readStill(source);
  }

  facesVisitor() {
    return this.#reader?.camera.facesVisitor ?? true;
  }

  /** @param {MeterSource} source */
  #switchTo(source) {
    this.#setSource(source);
    this.start();
  }

  /** Changes the attribute without starting anything. @param {MeterSource} source */
  #setSource(source) {
    this.#started = true;
    this.#quiet = true;
    this.source = source;
    this.#quiet = false;
  }

  /** @param {boolean} seen */
  #see(seen) {
    this.#seen = seen;
    this.#reader.pause(!seen);
    this.#render();
    this.#startIfSeen();
  }

  /** Nothing is downloaded for an element that is not near the screen, and no camera starts by itself. */
  #startIfSeen() {
    if (this.#seen && !this.#started && this.source !== 'camera') this.start();
  }

  /**
   * @param {MeterState} state
   * @param {import('./errors.js').Fault} [error]
   */
  #enter(state, error) {
    this.#state = state;
    this.#error = error ?? null;
    if (error?.code === 'photo-unreadable') this.#photo = null;
    if (state === 'idle' || state === 'loading' || state === 'error') {
      this.#reading.clear();
      this.#view.clear(state === 'loading' ? '…' : this.#words().waiting);
      this.#view.place(null, null, false);
      this.#faceless = false;
    }
    this.#render();
    if (error) this.#emit('expression-error', { code: error.code, message: errorText(this.#words(), error) });
  }

  /** @param {Classifier} classifier */
  #know(classifier) {
    this.#classifier = classifier;
    this.#render();
    this.#emit('expression-ready', { labels: this.labels });
  }

  /**
   * @param {Prediction | null} prediction
   * @param {boolean} live
   */
  #read(prediction, live) {
    this.#reading.add(prediction, live ? this.smoothingSeconds : 0);
    if (!live || !prediction !== this.#faceless) {
      this.#faceless = !prediction;
      this.#render();
    }
    if (!prediction) {
      const { frame } = this.#reader;
      this.#view.clear(this.#words().noFace);
      if (frame) this.#view.place(somewhere(frame), frame, false);
      return;
    }
    this.#view.showFace(prediction.crop);
    this.#emit('expression-change', { ...this.#show(), face: prediction.face });
  }

  /** Shows the last reading, as seven classes or three groups. */
  #show() {
    const { prediction } = this.#reading;
    const shown = this.#reading.as(this.#classifier, this.classes);
    if (!shown || !prediction) return null;
    const { camera, face, frame } = this.#reader;
    this.#view.show(shown, camera.running);
    if (!isFace(frame)) this.#view.place(face ?? prediction.face, frame, face !== null);
    return shown;
  }

  /** Every face of the picture on a card; the script for it is loaded then. */
  async #showFaces() {
    const { still } = this.#reader;
    if (!this.#classifier || !still) return;
    const { showFaces } = await import('./faces.js');
    await showFaces(this.#view.faces, {
      ...this.#view.writing,
      classifier: this.#classifier,
      image: still,
      classes: this.classes,
      onFace: (face) => this.#reader.moveBox(face),
    }).catch(() => {}); // the picture has been changed for another
  }

  #words() {
    return wordsIn(languageOf(this), this.#texts);
  }

  #render() {
    const { camera, still, paused, face } = this.#reader;
    const { state, source, classes, controls, mirrored, labels } = this;
    const live = camera.running && state !== 'loading';
    const groups = this.#classifier?.groups ?? [];
    this.#view.render({
      ...{ state, source, classes, controls, mirrored, labels, live, paused, error: this.#error },
      texts: this.#words(),
      lang: languageOf(this),
      still: still !== null,
      ownGroups: groups.length > 0 && groups.every(({ members }) => members.length === 1),
      cameras: camera.count,
      figures: this.metadata?.figures,
      alt: source === 'sample' ? 'sampleAlt' : 'photoAlt',
      canStart: source !== 'photo' || Boolean(this.#photo ?? this.src),
      fit: source === 'photo' ? 'contain' : 'cover',
      faces: this.prediction?.faces ?? 1,
      hint: this.#faceless && !face,
    });
  }

  /**
   * @param {'expression-ready' | 'expression-change' | 'expression-error'} type
   * @param {object} detail
   */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

if (globalThis.customElements && !customElements.get('expression-meter')) {
  customElements.define('expression-meter', ExpressionMeter);
}
