import { make } from '../../dom.js';

const HOLD_MS = 1000;

/** A calm live region: what is shown is spoken once it has held for a second, and not twice in a row. */
export class Announcer {
  element = make('p', { class: 'unseen', role: 'status' });
  #label = '';
  #spoken = '';
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {string} label what stays the same while its words may change; '' for nothing
   * @param {() => string} words
   */
  offer(label, words) {
    if (label === this.#label) return;
    this.#label = label;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (label !== this.#spoken) this.element.textContent = words();
      this.#spoken = label;
    }, HOLD_MS);
  }

  /** Forgets, so that the next label is spoken even if it is the same. */
  clear() {
    clearTimeout(this.#timer);
    this.#label = this.#spoken = this.element.textContent = '';
  }
}
