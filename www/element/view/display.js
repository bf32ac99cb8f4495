import { SILENT, languageOf, languages, loadWords, wordsIn } from '../words/words.js';
import { modelOf, showReading } from './model.js';
import { Panels } from '../panels/panels.js';
import { View } from './view.js';

/** @typedef {import('../meter.js').ExpressionMeter} ExpressionMeter */
/** @typedef {import('../run.js').Run} Run */
/**
 * @typedef {Omit<import('./view.js').Handlers, 'onModel'> & import('../panels/panels.js').Hooks} Handlers
 *   `onToggle`: words, too, have come
 */

/** What an element shows: its view and its panels, in its language. */
export class Display {
  /** The language that is spoken: another one is once its words have come. @type {import('../words/words.js').Lang | null} */
  #lang = null;
  #handlers;
  #view;
  #panels;

  /** @param {ShadowRoot} root @param {Handlers} handlers */
  constructor(root, handlers) {
    this.#handlers = handlers;
    this.#view = new View(root, {
      ...handlers,
      onSource: (source) => (source === 'photo' ? this.#view.photo.choose() : handlers.onSource(source)),
      onModel: () => this.#panels.toggleModel(),
    });
    this.#panels = new Panels(this.#view, handlers);
  }

  get video() {
    return this.#view.video;
  }

  /** @param {ImageBitmap} image */
  draw(image) {
    this.#view.draw(image);
  }

  /** Tells what becomes of a checkpoint that was given. @param {Promise<void>} outcome */
  taking(outcome) {
    this.#panels.taking(outcome);
  }

  /** @param {ExpressionMeter} meter @param {Run} run @param {import('../wanted.js').Wanted} wanted */
  render(meter, run, wanted) {
    const { cards, classifier } = run;
    const { classes, answer, metadata } = meter;
    const lang = this.#speak(languageOf(meter));
    const texts = this.#lang ? wordsIn(lang, meter.texts) : SILENT;
    this.#view.render(modelOf(meter, run, wanted, { lang, texts }));
    showReading(this.#view, run, meter);
    this.#panels.show({ lang, metadata, replaced: wanted.replaced, cards, classes, answer, classifier });
  }

  /** Shows a run's last reading, and returns what it shows. @param {ExpressionMeter} meter @param {Run} run */
  read(meter, run) {
    const { prediction } = run.reading;
    if (prediction) this.#view.showFace(prediction.crop);
    return showReading(this.#view, run, meter);
  }

  /** @param {import('../words/words.js').Lang} wanted @returns the language to write in */
  #speak(wanted) {
    if (languages[wanted]) this.#lang = wanted;
    else loadWords(wanted).then((come) => come && this.#handlers.onToggle());
    return this.#lang ?? wanted;
  }
}
