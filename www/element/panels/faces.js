import { make, paint } from '../../dom.js';
import { dress } from '../view/sheets.js';
import { nameOf } from '../words/words.js';
import { Reading } from '../reading.js';

/** @import { Classifier, FaceBox, Head, Prediction } from '../../types.d.ts' */
/** @typedef {import('../run.js').Card} Card */
/**
 * @typedef {object} Telling how cards are told
 * @property {Classifier | null} classifier that read them
 * @property {'7' | '3'} classes
 * @property {Head} answer
 * @property {import('../words/words.js').Texts} texts
 * @property {(fraction: number) => string} percent
 */

const css = `
.faces { display: grid; grid-template-columns: repeat(auto-fill, minmax(7em, 10em)); gap: 0.6em; }
.faces:empty { display: none; }
.card { display: grid; justify-items: start; gap: 0.2em; padding: 0.75em; }
.card [part='face'] { width: 100%; height: auto; aspect-ratio: 1; }
.card .label { font-size: 1.1em; }
.card .percent { font-size: 1em; }
`;

/** Shows every face of a picture on a card of its own, as far as it has been read. */
export class Faces {
  #place;
  #onFace;
  /** @type {Map<Card, ReturnType<Faces['build']>>} */
  #built = new Map();

  /**
   * @param {HTMLElement} place
   * @param {(face: FaceBox) => void} onFace a card was chosen
   */
  constructor(place, onFace) {
    this.#place = place;
    this.#onFace = onFace;
    dress(/** @type {ShadowRoot} */ (place.getRootNode()), css);
  }

  /**
   * @param {Card[] | null} cards null: put them away
   * @param {Telling} telling
   */
  show(cards, { classifier, classes, answer, texts, percent }) {
    const read = (cards ?? []).filter(({ prediction }) => prediction);
    // What is shown already stays where it is, with its focus.
    const same = read.length === this.#built.size && read.every((card) => this.#built.has(card));
    if (!same) {
      this.#built = new Map(read.map((card) => [card, this.#built.get(card) ?? this.build(card)]));
      this.#place.replaceChildren(...[...this.#built.values()].map(({ element }) => element));
    }
    this.#place.hidden = !cards;
    for (const [{ prediction }, { picture, words, share }] of this.#built) {
      const reading = new Reading();
      reading.add(/** @type {Prediction} */ (prediction), 0);
      const shown = reading.as(classifier, classes, answer);
      picture.setAttribute('aria-label', texts.face);
      words.textContent = shown && nameOf(shown, texts);
      share.textContent = shown && !shown.unsure ? percent(shown.probability) : '';
    }
  }

  /** @param {Card} card */
  build({ face, prediction }) {
    const picture = make('canvas', { part: 'face', role: 'img', width: 48, height: 48 });
    paint(picture, /** @type {Prediction} */ (prediction).crop);
    const words = make('span', { class: 'label' });
    const share = make('span', { class: 'percent' });
    const onclick = () => this.#onFace(face);
    const element = make('button', { type: 'button', class: 'card', onclick }, picture, words, share);
    return { element, picture, words, share };
  }
}
