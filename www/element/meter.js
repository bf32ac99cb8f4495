import { MeterAttributes, NAMES } from './attributes.js';
import { NOTHING, Wanted, isSame } from './wanted.js';
import { aborted, fault } from '../client/errors.js';
import { errorText, languageOf, wordsIn } from './words/words.js';
import { watchLanguage, watchPresence } from './presence.js';
import { Display } from './view/display.js';
import { Run } from './run.js';
import { Trial } from './trial.js';
import { dress } from './view/sheets.js';
import { labelsOf } from './reading.js';
import { pasted } from './view/intake.js';

/** @import { FrameSource, MeterSource, MeterState, Prediction, Texts } from '../types.d.ts' */

/**
 * `<expression-meter>`: one bar per label for the expression on a face, from the camera, a photo or a sample.
 *
 * @fires expression-ready - The network is loaded.
 * @fires expression-change - A reading is shown; one for every frame that holds a face.
 * @fires expression-lost - No face is found any more, or a picture holds none: the last reading no longer holds.
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

  #wanted = new Wanted();
  /** @type {Texts} */
  #texts = {};
  /** Aborted when the element leaves its place in the page. */
  #stay = new AbortController();
  #trial = new Trial();
  #display = new Display(this.attachShadow({ mode: 'open' }), {
    onSource: (source) => this.#choose(source),
    onClasses: (classes) => (this.classes = classes),
    // The default needs no attribute, and an attribute would refuse a checkpoint without that answer.
    onAnswer: (answer) => (answer === 'votes' ? this.removeAttribute('answer') : (this.answer = answer)),
    onStart: () => this.start(),
    onStop: () => this.stop(),
    onSwitch: () => this.#switch(),
    onMirror: () => this.setAttribute('mirrored', `${!this.mirrored}`),
    onFile: (file) => this.#take(file),
    onBox: (face) => this.#run.moveBox(face),
    onFaces: () => this.#run.toggleCards(),
    onNoFaces: () => this.#run.cards && this.#run.toggleCards(),
    onReset: () => this.#load(null),
    onToggle: () => this.#render(),
  });
  /** @type {import('./run.js').Owner} */
  #owner = {
    video: this.#display.video,
    settings: this,
    isShown: () => this.getClientRects().length > 0,
    onChange: () => this.#render(),
    onLoaded: () => this.#know(),
    onStill: (image) => this.#display.draw(image),
    onPrediction: (prediction, changed) => this.#read(prediction, changed),
    onError: (error) => this.#tell(error),
    onFail: (error) => (this.#wanted.fail(error), this.#update()),
  };
  #run = new Run(NOTHING, this.#owner, null);

  connectedCallback() {
    this.upgrade();
    this.#stay.abort();
    this.#stay = new AbortController();
    const { signal } = this.#stay;
    const paste = (/** @type {ClipboardEvent} */ event) => {
      const photo = pasted(event, this, this.shows('paste'));
      if (photo) this.#take(photo);
    };
    this.ownerDocument.addEventListener('paste', paste, { signal });
    watchLanguage(this, () => this.#render(), signal);
    watchPresence(this, (seen) => ((this.#wanted.seen = seen), this.#update(), this.#render()), signal);
    this.#wanted.follow(this);
    this.#run.see(this.#wanted.seen); // a video that is moved stops
    this.#update();
    this.#render();
  }

  disconnectedCallback() {
    // An element that is only moved is back before the next task.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#stay.abort();
      this.#wanted.leave();
      this.#trial.end();
      this.#update();
    });
  }

  adoptedCallback() {
    dress(/** @type {ShadowRoot} */ (this.shadowRoot));
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    if (before === after || !this.isConnected) return;
    if (name === 'weights') this.#trial.end();
    this.#wanted.follow(this);
    this.#update();
    this.#render();
  }

  /** `ready`: the network is loaded and a still picture, if any, is read; `running`: camera frames are being read. @returns {MeterState} */
  get state() {
    return this.#run.state;
  }

  /** The labels of the bars, as the checkpoint spells them. */
  get labels() {
    return labelsOf(this.#run.classifier, this.classes);
  }

  /** The network's last answer, neither smoothed nor grouped. */
  get prediction() {
    return this.#run.reading.prediction;
  }

  /** What the checkpoint says of itself, once loaded. */
  get metadata() {
    return this.#run.classifier?.metadata ?? null;
  }

  /** Words of your own in place of the built-in ones, such as `{ happiness: 'smile' }`. @returns {Texts} */
  get texts() {
    return this.#texts;
  }
  set texts(value) {
    this.#texts = value;
    this.#render();
  }

  /**
   * Starts the source, unless it is being read already. Resolves when it is being read, or has failed: see `state`. A camera
   * waits until the element can be seen, an element that is in no page until it is in one.
   */
  async start() {
    this.#wanted.start();
    await this.#outcome().catch(() => {}); // told by `state` and `expression-error`
  }

  /** Stops, and lets go of the camera. */
  stop() {
    this.#wanted.stop();
    this.#update();
  }

  /**
   * Shows and reads a picture; rejects, besides showing it, when that fails.
   * @param {FrameSource} source
   * @returns {Promise<Prediction | null>} null when it holds no face
   */
  async classify(source) {
    if (!this.isConnected) throw fault('not-in-page', 'expected an element in a page: append it first');
    this.#wanted.give(source);
    this.source = 'photo';
    return this.#outcome();
  }

  /** @protected */
  facesVisitor() {
    return this.#run?.camera?.facesVisitor ?? true;
  }

  /** @protected */
  hasVotes() {
    return this.metadata ? Boolean(this.metadata.votes) : undefined;
  }

  /** @param {MeterSource} source */
  #choose(source) {
    this.#wanted.choose(source);
    this.source = source;
    this.#update();
  }

  #switch() {
    const { camera } = this.#run;
    if (camera) this.#wanted.switchTo(camera.next);
    this.#update();
  }

  /** A file that was dropped or chosen: a checkpoint or a photo. @param {Blob & { name?: string }} file */
  #take(file) {
    if (file.name?.endsWith('.safetensors')) this.#display.taking(this.#load(file));
    else this.classify(file).catch(() => {});
  }

  /**
   * Puts a checkpoint in the place of the one in use, which stays if it does not fit.
   * @param {Blob | null} file null: the one that the attribute names
   */
  async #load(file) {
    if (!this.isConnected) throw aborted('the element has left the page');
    const network = await this.#trial.of(file);
    this.#wanted.load(file);
    this.#update(network);
  }

  /** What becomes of what is wanted; a failure has been told by then. */
  async #outcome() {
    const { done } = this.#update();
    try {
      return await done;
    } finally {
      if (this.#run.wish.fault) await this.#run.done.catch(() => {});
    }
  }

  /** Has the run be the one that is wanted. @param {import('./network.js').Network | null} [network] for it */
  #update(network = null) {
    const wish = this.isConnected ? this.#wanted.decide() : NOTHING;
    if (network || !isSame(wish, this.#run.wish)) {
      const kept = this.#run.end(network ? NOTHING : wish);
      this.#run = new Run(wish, this.#owner, network ?? kept);
      this.#run.begin();
    }
    this.#run.see(this.#wanted.seen);
    return this.#run;
  }

  /** The network is there: an attribute may ask for what it has not. */
  #know() {
    const { source } = this.#run.wish;
    this.#wanted.follow(this);
    if (this.#update().wish.source === source) this.#emit('expression-ready', { labels: this.labels });
  }

  /** @param {import('../client/errors.js').Fault} error */
  #tell(error) {
    const message = errorText(wordsIn(languageOf(this), this.#texts), error);
    this.#emit('expression-error', { code: error.code, message });
  }

  /** @param {Prediction | null} prediction @param {boolean} changed whether a face came or went */
  #read(prediction, changed) {
    const shown = this.#display.read(this, this.#run);
    if (prediction) this.#emit('expression-change', { ...shown, face: prediction.face });
    else if (changed) this.#emit('expression-lost', {});
  }

  #render() {
    this.#display.render(this, this.#run, this.#wanted);
  }

  /**
   * @param {keyof import('../types.d.ts').MeterEvents} type
   * @param {object} detail
   */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}
