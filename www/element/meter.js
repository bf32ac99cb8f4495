import { MeterAttributes, NAMES } from './attributes.js';
import { fault } from '../client/errors.js';
import { errorText, languageOf, wordsIn } from './words/words.js';
import { Panels } from './panels/panels.js';
import { watchPresence } from './presence.js';
import { Reader } from './reader.js';
import { Reading, labelsOf } from './reading.js';
import { isFace, somewhere } from '../client/snapshot.js';
import { sample } from '../sample.js';
import { View } from './view/view.js';

/** @import { Classifier, FrameSource, MeterSource, MeterState, Prediction, Texts } from '../types.d.ts' */

/**
 * `<expression-meter>`: one bar per label for the expression on a face, from the camera, a photo or a sample.
 *
 * @fires expression-ready - The network is loaded.
 * @fires expression-change - A reading is shown; one for every frame that holds a face.
 * @fires expression-error - Something went wrong; `message` is in the element's language.
 *
 * @slot - What the page shows until the element is defined.
 * @slot fallback - Shown with the message when something goes wrong, such as a still picture of the widget.
 * @slot notice - Words in place of the notice under the bars.
 *
 * @csspart video - The picture: the camera's, the photo or the sample.
 * @csspart face - The 48×48 face that the network sees.
 * @csspart bars - All bars.
 * @csspart bar - A bar with its label and value.
 * @csspart label - A bar's label.
 * @csspart value - A bar's percentage.
 * @csspart message - What is said in the picture's place.
 * @csspart button - Any button.
 *
 * @cssprop --meter-accent - The highest bar, the first button, the outline of what has the focus.
 * @cssprop --meter-on-accent - Text on the accent.
 * @cssprop --meter-ink - Text.
 * @cssprop --meter-muted - Text of less weight.
 * @cssprop --meter-surface - What buttons stand on.
 * @cssprop --meter-track - The stage and what bars run on.
 * @cssprop --meter-bar - The other bars.
 * @cssprop --meter-line - Borders.
 * @cssprop --meter-radius - How round corners are.
 * @cssprop --meter-gap - The space between the parts.
 * @cssprop --meter-size - The size of the text, which all sizes follow.
 * @cssprop --meter-bar-gap - The space between bars.
 * @cssprop --meter-bar-height - The height of a bar.
 */
export class ExpressionMeter extends MeterAttributes {
  static observedAttributes = [...NAMES, 'lang'];

  /** @type {MeterState} */
  #state = 'idle';
  /** @type {import('../client/errors.js').Fault | null} */
  #error = null;
  /** @type {Classifier | null} */
  #classifier = null;
  #reading = new Reading();
  /** @type {FrameSource | null} the picture that the visitor or the page gave */
  #photo = null;
  /** @type {Texts} */
  #texts = {};
  #started = false;
  #seen = false;
  #quiet = false;
  #told = ''; // the attribute that was said to be wrong
  #faceless = false;
  /** @type {(() => void) | null} */
  #unwatch = null;
  #view;
  #reader;
  #panels;

  constructor() {
    super();
    this.#view = new View(this.attachShadow({ mode: 'open' }), {
      onSource: (source) => (source === 'photo' ? this.#view.photo.choose() : this.#switchTo(source)),
      onClasses: (classes) => (this.classes = classes),
      // The default needs no attribute, and an attribute would refuse a checkpoint without that answer.
      onAnswer: (answer) => (answer === 'votes' ? this.removeAttribute('answer') : (this.answer = answer)),
      onStart: () => this.start(),
      onStop: () => this.stop(),
      onSwitch: () => this.#reader.camera.chooseNext().then(() => this.start()),
      onMirror: () => this.setAttribute('mirrored', `${!this.mirrored}`),
      onFaces: () => this.#showFaces(),
      onModel: async () => (await this.#panels.model()).toggle(),
      onFile: (file) => this.#take(file),
      onBox: (face) => this.#reader.moveBox(face ?? (this.source === 'sample' ? sample.face : null)),
    });
    this.#reader = new Reader(this.#view.video, {
      onState: (state, error) => this.#enter(state, error),
      onLoaded: (classifier) => this.#know(classifier),
      onStill: (image) => this.#view.draw(image),
      onPrediction: (prediction, live) => this.#read(prediction, live),
    });
    this.#panels = new Panels(this.#view, {
      onFace: (face) => this.#reader.moveBox(face),
      onCheckpoint: async (file) => {
        await this.#reader.loadFile(file);
        await this.start();
      },
      onReset: () => {
        this.#reader.weights = this.weights;
        this.start();
      },
    });
    this.#render();
  }

  connectedCallback() {
    this.upgrade();
    if (typeof this.#reader.weights === 'string') this.#reader.weights = this.weights;
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
    if (((name === 'source' || name === 'src') && !this.#quiet) || this.wrong !== this.#told) {
      this.#photo = null;
      this.#reader.stop();
      this.#started = false;
      this.#startIfSeen();
    }
    this.#render();
    this.#show();
    if ((name === 'classes' || name === 'answer') && this.#view.faces.firstChild) this.#showFaces();
  }

  /** `ready`: the network is loaded and a still picture, if any, is read; `running`: camera frames are being read. */
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

  /** Words of your own in place of the built-in ones, such as `{ happiness: 'smile' }`. @returns {Texts} */
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

  /** @protected */
  facesVisitor() {
    return this.#reader?.camera.facesVisitor ?? true;
  }

  /** @protected */
  hasVotes() {
    return this.metadata ? Boolean(this.metadata.votes) : undefined;
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
    if (!this.#seen || this.#started) return;
    if (!this.#isWrong() && this.source !== 'camera') this.start();
  }

  /** Says which attribute is wrong, if one is. */
  #isWrong() {
    this.#told = this.wrong;
    const codes = { [this.refused]: 'weights-foreign', 'answer="votes"': 'head-missing' };
    if (this.#told) this.#reader.fail(fault(codes[this.#told] ?? 'attribute-unknown', this.#told));
    return Boolean(this.#told);
  }

  /**
   * @param {MeterState} state
   * @param {import('../client/errors.js').Fault} [error]
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
    if (this.wrong !== this.#told && this.#isWrong()) return;
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
    const shown = this.#reading.as(this.#classifier, this.classes, this.answer);
    if (!shown || !prediction) return null;
    const { camera, face, frame } = this.#reader;
    this.#view.show(shown, camera.running);
    if (!isFace(frame)) this.#view.place(face ?? prediction.face, frame, face !== null);
    return shown;
  }

  #showFaces() {
    const { still } = this.#reader;
    if (!this.#classifier || !still) return;
    const { classes, answer } = this;
    this.#panels.showFaces({ classifier: this.#classifier, image: still, classes, answer });
  }

  /** A file that was dropped or chosen: a checkpoint or a photo. @param {Blob & { name?: string }} file */
  async #take(file) {
    if (file.name?.endsWith('.safetensors')) (await this.#panels.model()).take(file);
    else this.classify(file).catch(() => {});
  }

  #words() {
    return wordsIn(languageOf(this), this.#texts);
  }

  #render() {
    const { camera, still, paused, face } = this.#reader;
    const { state, source, classes, answer, mirrored, labels, metadata } = this;
    const live = camera.running && state !== 'loading';
    const groups = this.#classifier?.groups ?? [];
    this.#view.render({
      ...{ state, source, classes, answer, mirrored, labels, live, paused, error: this.#error },
      shows: (control) => this.shows(control),
      texts: this.#words(),
      lang: languageOf(this),
      still: still !== null,
      ownGroups: groups.length > 0 && groups.every(({ members }) => members.length === 1),
      cameras: camera.count,
      figures: answer === 'votes' ? metadata?.votes?.figures : metadata?.figures,
      hasVotes: this.hasVotes() ?? false,
      alt: source === 'sample' ? 'sampleAlt' : 'photoAlt',
      canStart: source !== 'photo' || Boolean(this.#photo ?? this.src),
      fit: source === 'photo' ? 'contain' : 'cover',
      faces: this.prediction?.faces ?? 1,
      hint: this.#faceless && !face,
    });
    this.#panels?.show({ lang: languageOf(this), metadata: this.metadata });
  }

  /**
   * @param {'expression-ready' | 'expression-change' | 'expression-error'} type
   * @param {object} detail
   */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
