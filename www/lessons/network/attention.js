import { make, paint } from '../../dom.js';
import { best } from '../../data/measure.js';
import { paintSigned, reach } from '../../figures/signed.js';
import { withTable } from '../../figures/table.js';
import { nameOf } from '../../figures/words.js';
import { button } from '../shell/controls.js';
import { FACE } from '../shell/look.js';
import { inputGradient } from './gradient.js';
import { PATCH, PLACES, STEP, coverings, falls, spreadOut } from './occlusion.js';

/** @typedef {import('./loader.js').Network} Network */

const map = (/** @type {string} */ figure) =>
  make('canvas', { class: 'pixels', role: 'img', width: FACE, height: FACE, 'data-figure': figure });

/** Which part of the face counts: covered place by place, and by the gradient. Computed when asked, for the face of the moment. */
export class Attention {
  element = make('section', { class: 'panel attention', 'data-control': 'attention' });
  #say;
  #lang;
  #face;
  #maps = { face: map('face'), occlusion: map('occlusion'), gradient: map('gradient') };
  #figures = make('div', { class: 'maps', hidden: true });
  #told = make('p', { class: 'quiet', role: 'status' });
  #notes = { occlusion: make('p', { class: 'quiet' }), gradient: make('p', { class: 'quiet' }) };
  #table = make('div');
  #button;
  /** Ended by the next computation, and with the lesson. */
  #life = new AbortController();

  /**
   * @param {import('../shell/words.js').Say} say
   * @param {'en' | 'fr'} lang
   * @param {() => { network: Network, crop: Uint8ClampedArray } | null} face the network and the face of the moment
   */
  constructor(say, lang, face) {
    this.#say = say;
    this.#lang = lang;
    this.#face = face;
    this.#button = button('compute', say('compute'), () => this.#compute());
    const figure = (/** @type {Node} */ canvas, /** @type {string} */ key, /** @type {Node[]} */ ...notes) =>
      make('figure', {}, canvas, make('figcaption', {}, say(key)), ...notes);
    this.#figures.append(
      figure(this.#maps.face, 'faceOfMap'),
      figure(this.#maps.occlusion, 'occlusion', this.#notes.occlusion),
      figure(this.#maps.gradient, 'gradient', this.#notes.gradient),
    );
    this.element.append(
      make('h2', {}, say('attention')),
      make('p', { class: 'quiet' }, say('attentionNote')),
      make('div', {}, this.#button),
      this.#told,
      this.#figures,
      this.#table,
    );
  }

  close() {
    this.#life.abort();
  }

  async #compute() {
    this.#life.abort();
    this.#life = new AbortController();
    const { signal } = this.#life;
    const now = this.#face();
    if (!now) return;
    const { crop, network } = now;
    const { classifier, weights, layers } = network;
    const { labels } = classifier;
    this.#told.textContent = this.#say('covering', { n: PLACES * PLACES });
    try {
      const [probabilities, activations] = await Promise.all([
        classifier.probabilities(coverings(crop), { signal }),
        classifier.activations(crop, { signal }),
      ]);
      if (signal.aborted) return;
      const at = best(probabilities.subarray(0, labels.length));
      const values = Object.fromEntries(activations.map(({ name, data }) => [name, data]));
      const gradient = inputGradient(layers, weights, values, at);
      this.#show(crop, labels[at], falls(probabilities, labels.length, at), gradient);
    } catch (error) {
      if (!signal.aborted) this.#told.textContent = this.#say('mapsFailed', { message: String(error) });
    }
  }

  /** @param {Uint8ClampedArray} crop @param {string} label @param {Float32Array} places @param {Float32Array} gradient */
  #show(crop, label, places, gradient) {
    const [say, lang] = [this.#say, this.#lang];
    const { format } = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const points = (/** @type {number} */ share) =>
      format(100 * share)
        .replace(/^-0[.,]0$/, format(0))
        .replace('-', '−');
    const number = new Intl.NumberFormat(lang, { maximumSignificantDigits: 2 }).format;
    const pixels = spreadOut(places);
    const words = { label: nameOf(lang, label) };
    paint(this.#maps.face, crop);
    paintSigned(this.#maps.occlusion, pixels, FACE, reach(pixels));
    paintSigned(this.#maps.gradient, gradient, FACE, reach(gradient));
    for (const key of /** @type {const} */ (['occlusion', 'gradient']))
      this.#maps[key].setAttribute('aria-label', say(`${key}Alt`, words));
    this.#maps.face.setAttribute('aria-label', say('faceOfMap'));
    this.#notes.occlusion.textContent = say('occlusionNote', { ...words, most: points(reach(pixels)) });
    this.#notes.gradient.textContent = say('gradientNote', { ...words, most: number(reach(gradient)) });
    const best = places.indexOf(Math.max(...places));
    const [x, y] = [STEP * (best % PLACES), STEP * Math.floor(best / PLACES)];
    this.#told.textContent = say('mostNeeded', {
      ...words,
      ...{
        left: x + 1,
        right: x + PATCH,
        top: y + 1,
        bottom: y + PATCH,
        fall: points(Math.max(0, places[best])),
      },
    });
    const heads = Array.from({ length: PLACES }, (_, i) => `${STEP * i + 1}–${STEP * i + PATCH}`);
    const [, behind] = withTable(this.#maps.occlusion, lang, {
      ...{ caption: say('occlusionTable', words), folded: true },
      heads: [say('rowsAndColumns'), ...heads],
      rows: heads.map((head, row) => [
        head,
        ...Array.from(places.subarray(row * PLACES, (row + 1) * PLACES), (fall) => points(-fall)),
      ]),
    });
    this.#table.replaceChildren(behind);
    this.#figures.hidden = false;
  }
}
