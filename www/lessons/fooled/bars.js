import { make } from '../../dom.js';
import { bar } from '../../figures/bars.js';
import { withTable } from '../../figures/table.js';
import { nameOf, percent1 } from '../../figures/words.js';

/** @typedef {{ labels: string[], probabilities: ArrayLike<number>, label: string }} Answer */

/** Bars of an answer, each with a mark where another one's stood, and a table behind. Drawn anew without new elements. */
export class ComparedBars {
  element = make('div', { class: 'compared', role: 'img', 'data-figure': 'what-fools-it' });
  table = make('div');
  #lang;
  #say;
  /** @type {{ item: HTMLElement, fill: HTMLElement, mark: HTMLElement, amount: HTMLElement, change: HTMLElement }[]} */
  #rows = [];

  /** @param {'en' | 'fr'} lang @param {import('../shell/words.js').Say} say */
  constructor(lang, say) {
    this.#lang = lang;
    this.#say = say;
    this.element.setAttribute('aria-label', say('barsCaption'));
  }

  /** @param {string[]} labels */
  #build(labels) {
    this.#rows = labels.map((label) => {
      const track = bar(0);
      const fill = /** @type {HTMLElement} */ (track.firstElementChild);
      const mark = make('span', { class: 'was' });
      const [amount, change] = ['amount', 'amount quiet-amount'].map((name) => make('span', { class: name }));
      const name = make('span', { class: 'name' }, nameOf(this.#lang, label));
      const item = make(
        'div',
        { class: 'row' },
        name,
        make('span', { class: 'both' }, track, mark),
        amount,
        change,
      );
      return { item, fill, mark, amount, change };
    });
    this.element.replaceChildren(...this.#rows.map(({ item }) => item));
  }

  /** @param {Answer} was @param {Answer} now */
  show(was, now) {
    if (this.#rows.length !== now.labels.length) this.#build(now.labels);
    const percent = new Intl.NumberFormat(this.#lang, { style: 'percent' }).format;
    this.#rows.forEach(({ item, fill, mark, amount, change }, i) => {
      const [before, after] = [was.probabilities[i], now.probabilities[i]];
      const best = now.labels[i] === now.label;
      fill.style.setProperty('--share', String(after));
      fill.classList.toggle('strong', best);
      item.classList.toggle('strong', best);
      mark.style.setProperty('--at', String(before));
      amount.textContent = percent(after);
      change.textContent = this.#points(after - before);
    });
    const one = percent1(this.#lang);
    const open = this.table.querySelector('details')?.open;
    const [, behind] = withTable(this.element, this.#lang, {
      ...{ caption: this.#say('barsCaption'), folded: true, open },
      heads: ['class', 'before', 'after', 'points'].map((key) => this.#say(key)),
      rows: now.labels.map((label, i) => [
        ...[nameOf(this.#lang, label), one(was.probabilities[i]), one(now.probabilities[i])],
        this.#points(now.probabilities[i] - was.probabilities[i], 1),
      ]),
    });
    this.table.replaceChildren(behind);
  }

  /** @param {number} by @param {number} [digits] */
  #points(by, digits = 0) {
    const { format } = new Intl.NumberFormat(this.#lang, {
      signDisplay: 'exceptZero',
      maximumFractionDigits: digits,
    });
    return format(100 * by).replace('-', '−');
  }
}
