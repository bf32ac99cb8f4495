import { make } from '../../dom.js';
import { wordFor } from '../words/words.js';
import { highest } from '../smoothing.js';

/** @typedef {{ label: string, row: HTMLElement, name: HTMLElement, fill: HTMLElement, value: HTMLElement }} Bar */

// Bars move with every frame; numbers that change faster than this cannot be read.
const TEXT_MS = 200;

/** One `role="meter"` bar per label, in the order of the labels, so that each keeps its place. */
export class Bars {
  element = make('div', { part: 'bars', role: 'group' });
  /** @type {Bar[]} */
  #bars = [];
  #writtenMs = -Infinity;
  #top = -1;

  /**
   * @param {string[]} labels
   * @param {import('../words/words.js').Texts} texts
   * @param {string} about what the bars show
   */
  setLabels(labels, texts, about) {
    this.element.setAttribute('aria-label', about);
    if (labels.length !== this.#bars.length || this.#bars.some(({ label }, i) => label !== labels[i])) {
      this.#build(labels);
    }
    for (const { label, row, name } of this.#bars) {
      name.textContent = wordFor(label, texts);
      row.setAttribute('aria-label', name.textContent);
    }
  }

  /** @param {string[]} labels */
  #build(labels) {
    this.#bars = labels.map((label) => {
      const name = make('span', { part: 'label' });
      const fill = make('span', { class: 'fill' });
      const value = make('span', { part: 'value' });
      const meter = { role: 'meter', 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': 0 };
      const row = make('div', { part: 'bar', 'data-label': label, ...meter }, name, value);
      value.before(make('span', { class: 'track' }, fill));
      return { label, row, name, fill, value };
    });
    this.element.replaceChildren(...this.#bars.map(({ row }) => row));
    this.clear();
  }

  /**
   * @param {ArrayLike<number>} probabilities
   * @param {{ percent: (fraction: number) => string, live: boolean }} options `live`: more follow within the second
   * @returns {boolean} whether the numbers were written
   */
  show(probabilities, { percent, live }) {
    const now = performance.now();
    const top = highest(probabilities);
    const write = !live || top !== this.#top || now - this.#writtenMs >= TEXT_MS;
    if (write) this.#writtenMs = now;
    this.#top = top;
    this.element.classList.toggle('live', live);
    this.#bars.forEach(({ row, fill, value }, i) => {
      fill.style.setProperty('transform', `scaleX(${probabilities[i].toFixed(4)})`);
      row.classList.toggle('most', i === top);
      if (!write) return;
      value.textContent = percent(probabilities[i]);
      row.setAttribute('aria-valuenow', (100 * probabilities[i]).toFixed(1));
      row.setAttribute('aria-valuetext', value.textContent);
    });
    return write;
  }

  /** Empties the bars: there is nothing to read. */
  clear() {
    for (const { row, fill, value } of this.#bars) {
      fill.style.setProperty('transform', 'scaleX(0)');
      row.classList.remove('most');
      row.setAttribute('aria-valuenow', '0');
      row.setAttribute('aria-valuetext', '–');
      value.textContent = '–';
    }
  }
}
