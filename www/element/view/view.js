import { Announcer } from './announce.js';
import { Bars } from './bars.js';
import { Controls, button } from './controls.js';
import { make, paint } from '../../dom.js';
import { errorText, figureSentence, nameOf, percentIn, tenSay } from '../words/words.js';
import { photoIntake } from './intake.js';
import { css } from './styles.js';
import { dress } from './sheets.js';

/** @import { Box } from './box.js' */
/** @import { FaceBox, MeterState } from '../../types.d.ts' */
/** @typedef {import('./model.js').Model} Model */
/**
 * @typedef {import('./controls.js').Handlers & {
 *   onFile: (file: File | Blob) => void, onBox: (face: FaceBox | null) => void,
 * }} Handlers
 */

/** What stands in the element's shadow: built once, then told what to show. */
export class View {
  // Muted, inline and in the document before the camera starts: iOS plays nothing else.
  video = make('video', { part: 'video', playsinline: true, autoplay: true, muted: true, hidden: true });
  still = make('canvas', { part: 'video', role: 'img', hidden: true });
  #stage = make('div', { class: 'stage' });
  #face = make('canvas', { part: 'face', role: 'img', width: 48, height: 48 });
  #bars = new Bars();
  #announcer = new Announcer();
  #overline = make('p', { class: 'overline' });
  #label = make('p', { class: 'label' });
  #percent = make('p', { class: 'percent' });
  #message = make('p', { part: 'message' });
  #actions = make('div', { class: 'actions' });
  #fallback = make('slot', { name: 'fallback' });
  #poster = make('div', { class: 'poster' }, this.#fallback, this.#message, this.#actions);
  #hint = make('p', { class: 'hint' });
  #figure = make('span', { class: 'figure' });
  #notice = make('slot', { name: 'notice' });
  /** @type {Model | undefined} */
  #model;
  /** @type {(fraction: number) => string} */
  #format = String;

  /**
   * @param {ShadowRoot} root
   * @param {Handlers} handlers
   */
  constructor(root, handlers) {
    this.#root = root;
    this.#handlers = handlers;
    this.video.muted = true;
    const stage = this.#stage;
    this.#controls = new Controls(handlers);
    stage.append(this.still, this.video, this.#hint, this.#poster, this.#controls.onStage);
    const reading = make('div', { class: 'reading' }, this.#overline, this.#label, this.#percent);
    const head = make('div', { class: 'head' }, reading, this.#face);
    const panel = make('div', { class: 'panel' }, head, this.#bars.element);
    const body = make('div', { class: 'body' }, stage, panel);
    this.faces = make('div', { class: 'faces', hidden: true });
    this.model = make('div', { class: 'model', hidden: true });
    const foot = make('p', { class: 'foot' }, this.#figure, ' ', this.#notice, ' ', this.#controls.model);
    const meter = make('div', { class: 'meter' }, this.#controls.toolbar, body, this.faces, foot, this.model);
    this.photo = photoIntake(meter, handlers.onFile);
    meter.append(this.photo.input, this.#announcer.element);
    dress(root, css);
    root.append(meter);
    stage.addEventListener('blur', () => stage.removeAttribute('tabindex'));
  }

  #root;

  #handlers;
  #controls;

  /** Words and numbers as the view writes them. */
  get writing() {
    return { texts: /** @type {Model} */ (this.#model).texts, percent: this.#format };
  }

  /** @param {Model} model */
  render(model) {
    const { texts, lang, state, live, still, labels, alt, figures, hint } = model;
    const ofVotes = model.answer === 'votes';
    const focused = this.#root.activeElement;
    if (lang !== this.#model?.lang) this.#format = percentIn(lang);
    this.#model = model;
    this.#controls.render(model);
    this.#controls.model.setAttribute('aria-expanded', `${!this.model.hidden}`);
    this.#bars.setLabels(labels, texts, ofVotes ? texts.barsOfVotes : texts.bars);
    this.#stage.dataset.state = state;
    this.#stage.dataset.fit = model.fit;
    // Of votes a reading that is shown has words of its own: see `show`.
    if (!ofVotes || !this.#percent.textContent) this.#introduce();
    this.#face.setAttribute('aria-label', texts.face);
    this.#face.title = texts.face;
    this.video.hidden = !live;
    this.video.classList.toggle('mirrored', live && model.mirrored);
    this.video.setAttribute('aria-label', texts.videoAlt);
    this.still.hidden = live || !still;
    this.still.setAttribute('aria-label', texts[alt]);
    this.#box?.element.setAttribute('aria-label', texts.box);
    this.#hint.textContent = texts.hint;
    this.#hint.hidden = !hint;
    this.#figure.textContent = figureSentence(figures, {
      ...{ lang, groups: this.#grouped },
      text: ofVotes ? texts.figureOfVotes : texts.figure,
    });
    this.#notice.textContent = ofVotes ? texts.noticeOfVotes : texts.notice;
    this.#renderPoster(model);
    if (focused && (focused === this.#stage || !isVisible(focused))) this.focusStage();
  }

  /** What had the focus is gone: the first button on the stage takes it, or the stage until there is one. */
  focusStage() {
    const target = [...this.#stage.querySelectorAll('button')].find(isVisible) ?? this.#stage;
    if (target === this.#stage) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  /** The panel of the model has been closed: its button takes the focus. */
  focusModel() {
    this.#controls.model.focus();
    if (this.#root.activeElement !== this.#controls.model) this.focusStage();
  }

  /** What the label is, as long as there is none. */
  #introduce() {
    const { answer, texts } = /** @type {Model} */ (this.#model);
    this.#overline.textContent = answer === 'votes' ? texts.people : texts.nearest;
  }

  /** Whether the bars are sums over labels. */
  get #grouped() {
    return this.#model?.classes === '3' && !this.#model.ownGroups;
  }

  /** What lies over the picture: an invitation, or what went wrong and the ways on. @param {Model} model */
  #renderPoster({ texts, state, source, live, still, paused, silent, error, canStart }) {
    /** @type {[string, () => void][]} */
    const actions = [];
    let words = '';
    const { onStart } = this.#handlers;
    const { choose } = this.photo;
    if (error) {
      words = errorText(texts, error);
      if (canStart) actions.push([texts.retry, onStart]);
      if (source !== 'sample') actions.push([texts.choosePhoto, choose]);
    } else if (state === 'loading') words = source === 'camera' && !live ? texts.askingCamera : texts.loading;
    else if (paused) words = texts.paused;
    else if (silent) words = texts.silent;
    else if (!live && !still) {
      words = { camera: texts.cameraPoster, photo: texts.photoPoster, sample: '' }[source];
      if (source === 'camera') actions.push([texts.startCamera, onStart]);
      else if (source === 'photo') actions.push([texts.choosePhoto, choose]);
      else actions.push([texts.startSample, onStart]);
    }
    const key = words + actions.map(([text]) => text).join();
    if (key === this.#posterKey) return;
    this.#posterKey = key;
    this.#poster.hidden = !key;
    this.#poster.classList.toggle('error', Boolean(error));
    this.#fallback.hidden = !error;
    this.#poster.classList.toggle('veil', live || still);
    this.#poster.setAttribute('role', error ? 'alert' : 'none');
    this.#message.textContent = words;
    const buttons = actions.map(([, onclick]) => button({ onclick }));
    buttons.forEach((element, i) => (element.textContent = actions[i][0]));
    this.#actions.replaceChildren(...buttons);
  }

  #posterKey = '-';

  /** Draws a picture on the stage. @param {ImageBitmap} image */
  draw(image) {
    const shrink = Math.min(1, 1600 / Math.max(image.width, image.height));
    this.still.width = Math.max(1, Math.round(image.width * shrink));
    this.still.height = Math.max(1, Math.round(image.height * shrink));
    this.still.getContext('2d')?.drawImage(image, 0, 0, this.still.width, this.still.height);
  }

  /**
   * Shows a reading; called for every frame.
   * @param {import('../reading.js').Shown} shown
   * @param {boolean} live
   */
  show(shown, live) {
    const { answer, probabilities, label, probability, unsure } = shown;
    const { texts } = /** @type {Model} */ (this.#model);
    this.#cleared = '';
    const name = nameOf(shown, texts);
    const written = this.#bars.show(probabilities, { percent: this.#format, live });
    if (written) {
      this.#label.classList.remove('none');
      this.#label.textContent = name;
      this.#percent.textContent = this.#format(probability);
      this.#percent.hidden = unsure;
      this.#overline.textContent = unsure
        ? texts.unsure
        : answer === 'votes'
          ? tenSay(probability, texts, this.#model?.classes === '3')
          : texts.nearest;
    }
    this.#announcer.offer(unsure ? name : label, () =>
      unsure || answer === 'votes'
        ? `${this.#overline.textContent} ${name}`
        : `${name}, ${this.#percent.textContent}`,
    );
  }

  /**
   * Draws the box round the face; its script is loaded with the first one.
   * @param {(FaceBox & { score?: number | null }) | null} face null for none
   * @param {{ width: number, height: number } | null} frame
   * @param {boolean} byHand
   */
  place(face, frame, byHand) {
    this.#placed = [face, frame, byHand];
    if (!this.#box) {
      if (face && !this.#loading) this.#loadBox();
      return;
    }
    const { fit, mirrored, live } = /** @type {Model} */ (this.#model);
    this.#box.element.classList.toggle('assumed', !byHand && face?.score === null);
    this.#box.show(face, frame && { frame, fit, mirrored: live && mirrored });
  }

  /** @type {Box | null} */
  #box = null;
  #loading = false;
  /** @type {Parameters<View['place']>} */
  #placed = [null, null, false];

  async #loadBox() {
    this.#loading = true;
    const module = await import('./box.js').catch(() => null); // a network that failed is tried again
    this.#loading = false;
    if (!module) return;
    this.#box = new module.Box(this.#stage, this.#handlers.onBox);
    this.#hint.before(this.#box.element);
    if (this.#model) this.render(this.#model);
    this.place(...this.#placed);
  }

  /** @param {Uint8ClampedArray} crop */
  showFace(crop) {
    paint(this.#face, crop);
  }

  #cleared = '';

  /**
   * There is nothing to read; why is spoken once it has held.
   * @param {MeterState} state
   * @param {boolean} faceless the frame holds no face
   */
  clear(state, faceless) {
    const { texts } = /** @type {Model} */ (this.#model);
    const loading = state === 'loading';
    const why = faceless ? texts.noFace : loading ? '…' : texts.waiting;
    const said = faceless ? why : loading ? texts.loading : '';
    if (why + said === this.#cleared) return;
    this.#cleared = why + said;
    this.#bars.clear();
    this.#announcer.clear();
    if (said) this.#announcer.offer(said, () => said);
    this.#label.textContent = why;
    this.#label.classList.add('none');
    this.#percent.textContent = '';
    this.#introduce();
    this.#face.getContext('2d')?.clearRect(0, 0, 48, 48);
  }
}

/** @param {Element} element */
const isVisible = (element) => element.getClientRects().length > 0;
