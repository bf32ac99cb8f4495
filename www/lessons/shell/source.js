import { make, paint } from '../../dom.js';
import { Camera } from '../../element/camera.js';
import { openPhoto } from '../../element/photo.js';
import { pasted, photoIntake } from '../../element/view/intake.js';
import { errorText, languages, loadErrorWords } from '../../element/words/words.js';
import { loadClassifier } from '../../client/classifier.js';
import { fault, withCode } from '../../client/errors.js';
import { sample } from '../../sample.js';
import { button, choice } from './controls.js';
import { sayer, shellWords } from './words.js';

/** @import { Classifier, Prediction } from '../../types.d.ts' */
/** @typedef {'sample' | 'camera' | 'photo'} Kind */
/**
 * @typedef {object} Look what a lesson is given to look at
 * @property {Prediction} prediction with the face
 * @property {CanvasImageSource} frame
 * @property {number} width of the frame
 * @property {number} height
 */

/** The preview is drawn in no more pixels than these. */
const PREVIEW = 320;

/** Where a lesson's picture comes from: the sample, the camera or a photo, which can be frozen. Fires `look`, and `fault` when it ends. */
export class LessonSource extends EventTarget {
  /** @type {Look | null} */
  latest = null;
  /** @type {Kind} */
  kind = 'sample';
  frozen = false;
  element = make('section', { class: 'source', 'data-control': 'source' });
  /** @type {import('../../figures/words.js').Lang} */
  #lang = 'en';
  #video = make('video', { playsinline: true, muted: true, 'aria-hidden': 'true', tabindex: -1 });
  #whole = make('canvas', { class: 'whole', role: 'img', width: PREVIEW, height: PREVIEW });
  #face = make('canvas', { class: 'face', role: 'img', width: 48, height: 48 });
  #message = make('p', { class: 'message', role: 'status' });
  #controls = make('div', { class: 'source-controls' });
  /** @type {Camera | null} */
  #camera = null;
  #run = new AbortController();
  /** @type {Promise<Classifier> | null} */
  #loading = null;
  /** Closes the photo that is shown, which outlives the run that opened it. */
  #still = new AbortController();
  #intake = photoIntake(this.element, (file) => this.#take(file));
  /** What the message says, for when the language changes. @type {(say: import('./words.js').Say) => string} */
  #told = () => '';

  constructor() {
    super();
    this.#video.muted = true;
    document.addEventListener('paste', this.#onPaste);
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  /** @param {import('../../figures/words.js').Lang} lang */
  speak(lang) {
    this.#lang = lang;
    const say = sayer(lang, shellWords);
    this.#whole.setAttribute('aria-label', say('wholeAlt'));
    this.#face.setAttribute('aria-label', say('faceAlt'));
    this.element.setAttribute('aria-label', say('source'));
    this.#fillControls();
    this.#message.textContent = this.#told(say);
    this.element.replaceChildren(
      this.#video,
      make('figure', {}, this.#whole),
      make('figure', {}, this.#face, make('figcaption', {}, say('faceCaption'))),
      make('div', {}, this.#controls, this.#intake.input, this.#message),
    );
  }

  /** Shows a source; the camera waits for its button unless `now`. @param {Kind} kind @param {boolean} [now] */
  start(kind, now = false) {
    this.kind = kind;
    this.frozen = false;
    if (kind === 'camera') return now ? this.#readCamera() : this.#offer();
    return kind === 'photo' ? this.#intake.choose() : this.#readStill(sample.url, sample.face);
  }

  /** Lets go of the camera. */
  stop() {
    const had = this.#camera !== null;
    this.#end();
    if (had) this.#offer();
  }

  /** Frees everything; there is no way back. */
  close() {
    this.#end();
    document.removeEventListener('paste', this.#onPaste);
    this.#still.abort();
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#loading?.then((classifier) => classifier.close()).catch(() => {});
  }

  #onVisibility = () => this.#camera?.pause(document.hidden || this.frozen);

  #onPaste = (/** @type {ClipboardEvent} */ event) => {
    const photo = pasted(event, this.element, true);
    if (photo) this.#take(photo);
  };

  #fillControls() {
    const say = sayer(this.#lang, shellWords);
    const kinds = /** @type {[Kind, string][]} */ ([
      ['sample', say('sample')],
      ['camera', say('camera')],
    ]);
    const shown = this.kind === 'photo' ? 'photo' : this.kind;
    const nodes = [
      choice('from', say('source'), kinds, shown, (kind) => {
        this.start(/** @type {Kind} */ (kind), true);
        this.dispatchEvent(new Event('choice'));
      }),
      button('photo', say('photo'), () => this.#intake.choose(), { pressed: this.kind === 'photo' }),
    ];
    if (this.kind === 'camera' && this.#camera)
      nodes.push(
        button('freeze', say(this.frozen ? 'frozen' : 'freeze'), () => this.#freeze(), {
          pressed: this.frozen,
        }),
      );
    else if (this.kind === 'camera' && !this.#run.signal.aborted)
      nodes.push(button('start', say('startCamera'), () => this.#readCamera()));
    const focused = document.activeElement?.closest?.('[data-control]')?.getAttribute('data-control');
    const inside = this.#controls.contains(document.activeElement);
    this.#controls.replaceChildren(...nodes);
    if (inside && focused) {
      const again = this.#controls.querySelector(`[data-control=${focused}]`);
      const place = again?.querySelector('input:checked') ?? again ?? this.#controls.querySelector('button');
      /** @type {HTMLElement | null} */ (place)?.focus();
    }
  }

  #freeze() {
    this.frozen = !this.frozen;
    this.#onVisibility();
    this.#fillControls();
  }

  /** @param {(say: import('./words.js').Say) => string} told */
  #tell(told) {
    this.#told = told;
    this.#message.textContent = told(sayer(this.#lang, shellWords));
  }

  #offer() {
    this.#end();
    this.#tell((say) => say('stays'));
    this.#fillControls();
  }

  /** @param {File | Blob} file */
  #take(file) {
    this.kind = 'photo';
    this.frozen = false;
    this.#readStill(file);
    this.dispatchEvent(new Event('choice'));
  }

  #begin() {
    this.#end();
    return this.#run.signal;
  }

  #end() {
    this.#run.abort();
    this.#run = new AbortController();
    this.#camera = null; // the signal has let go of it
  }

  #classifier() {
    this.#loading ??= loadClassifier().catch((error) => {
      this.#loading = null;
      throw error;
    });
    return this.#loading;
  }

  /** @param {Blob | string} from @param {import('../../types.d.ts').FaceBox} [face] */
  async #readStill(from, face) {
    const signal = this.#begin();
    this.#fillControls();
    this.#tell((say) => (this.latest ? '' : say('loading')));
    const life = new AbortController();
    signal.addEventListener('abort', () => life !== this.#still && life.abort());
    try {
      const { image: still } = await openPhoto(from, life.signal);
      const classifier = await this.#classifier();
      let prediction = await classifier.classify(still, { face, signal });
      const found = prediction !== null;
      prediction ??= await classifier.classify(still, { detect: false, signal });
      signal.throwIfAborted();
      this.#still.abort();
      this.#still = life;
      this.#tell((say) => (found ? '' : say('middle')));
      if (prediction) this.#show({ prediction, frame: still, width: still.width, height: still.height });
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  async #readCamera() {
    const signal = this.#begin();
    this.#tell((say) => say('asking'));
    try {
      const loading = this.#classifier(); // while the visitor answers the browser's question
      loading.catch(() => {});
      const onEnded = () => this.#fail(fault('camera-unplugged', 'the camera has stopped'));
      const owner = { signal, onEnded, onChange: () => {} };
      const camera = await Camera.open(this.#video, { facingMode: 'user' }, owner);
      this.#camera = camera;
      this.#onVisibility();
      this.#fillControls();
      this.#tell((say) => say('loading'));
      const classifier = await loading;
      signal.throwIfAborted();
      this.#tell(() => '');
      this.#follow(classifier, camera, signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
  }

  /** @param {Classifier} classifier @param {Camera} camera @param {AbortSignal} signal */
  #follow(classifier, camera, signal) {
    let busy = false;
    let lost = false;
    camera.follow(async () => {
      if (busy || this.frozen) return;
      busy = true;
      try {
        const prediction = await classifier.classify(this.#video, { signal });
        if (signal.aborted || this.frozen) return;
        if (lost !== !prediction) this.#tell((say) => (prediction ? '' : say('noFace')));
        lost = !prediction;
        const { videoWidth: width, videoHeight: height } = this.#video;
        if (prediction) this.#show({ prediction, frame: this.#video, width, height });
        else this.#preview(this.#video, width, height, null);
      } catch (error) {
        if (!signal.aborted) this.#fail(error);
      } finally {
        busy = false;
      }
    });
  }

  /** @param {Look} look */
  #show(look) {
    this.latest = look;
    this.#preview(look.frame, look.width, look.height, look.prediction.square);
    paint(this.#face, look.prediction.crop);
    this.dispatchEvent(new Event('look'));
  }

  /** @param {CanvasImageSource} frame @param {number} width @param {number} height @param {Prediction['square'] | null} square */
  #preview(frame, width, height, square) {
    const canvas = this.#whole;
    const scale = PREVIEW / Math.max(width, height);
    const size = [Math.round(width * scale), Math.round(height * scale)];
    // Setting a canvas' size lays the page out anew, even where it is the same.
    if (canvas.width !== size[0]) canvas.width = size[0];
    if (canvas.height !== size[1]) canvas.height = size[1];
    const context = canvas.getContext('2d');
    if (!context) return;
    context.resetTransform();
    context.clearRect(0, 0, canvas.width, canvas.height); // a photo may be transparent
    context.drawImage(frame, 0, 0, canvas.width, canvas.height);
    if (!square) return;
    const half = (square.side / 2) * scale;
    context.translate(square.x * scale + half, square.y * scale + half);
    context.rotate(square.roll);
    for (const [colour, line] of /** @type {[string, number][]} */ ([
      ['#000', 5],
      ['#fff', 2.5],
    ])) {
      context.strokeStyle = colour;
      context.lineWidth = line;
      context.strokeRect(-half, -half, 2 * half, 2 * half);
    }
  }

  /** What was shown stays. @param {unknown} error */
  async #fail(error) {
    this.#end();
    this.dispatchEvent(new Event('fault'));
    const { signal } = this.#run;
    await loadErrorWords('en', 'fr'); // it is told anew when the language changes
    if (signal.aborted) return;
    this.#tell(() => errorText(languages[this.#lang] ?? {}, withCode(error)));
    this.#fillControls();
  }
}
