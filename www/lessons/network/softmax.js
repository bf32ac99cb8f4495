import { make } from '../../dom.js';
import { nameOf, percent1 } from '../../figures/words.js';
import { fourDigits } from './panel.js';
import { softmax } from './sums.js';

/** From the logits to the probabilities, in numbers. */
export class SoftmaxTable {
  element;
  #lang;
  #say;
  #weights;
  #note = make('p', { class: 'quiet' });
  /** @type {HTMLElement[][]} */
  #cells;

  /** @param {import('../shell/words.js').Say} say @param {'en' | 'fr'} lang @param {import('./weights.js').Weights} weights */
  constructor(say, lang, weights) {
    this.#lang = lang;
    this.#say = say;
    this.#weights = weights;
    const heads = ['label', 'logit', 'divided', 'power', 'probability'].map((key) =>
      make('th', { scope: 'col' }, say(key)),
    );
    this.#cells = weights.labels.map(() => [0, 1, 2, 3].map(() => make('td', { class: 'amount' })));
    const rows = weights.labels.map((label, i) =>
      make('tr', {}, make('th', { scope: 'row' }, nameOf(lang, label)), ...this.#cells[i]),
    );
    const table = make('table', {}, make('thead', {}, make('tr', {}, ...heads)), make('tbody', {}, ...rows));
    this.element = make(
      'section',
      { class: 'softmax', 'data-control': 'softmax' },
      make('h3', {}, say('softmax')),
      make('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': say('softmax') }, table),
      this.#note,
    );
  }

  /** @param {Float32Array} logits those of a second head follow */
  show(logits) {
    const { labels, temperature } = this.#weights;
    const [number, percent] = [fourDigits(this.#lang), percent1(this.#lang)];
    const own = logits.subarray(0, labels.length);
    const { scaled, powers, sum, probabilities } = softmax(own, temperature);
    const best = probabilities.indexOf(Math.max(...probabilities));
    this.#cells.forEach((cells, i) => {
      [number(own[i]), number(scaled[i]), number(powers[i]), percent(probabilities[i])].forEach(
        (text, k) => (cells[k].textContent = text),
      );
      cells[0].parentElement?.classList.toggle('strong', i === best);
    });
    this.#note.textContent = this.#say('softmaxNote', { t: number(temperature), sum: number(sum) });
  }
}
