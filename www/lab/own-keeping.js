// Keeps pictures of one's own in the browser as they are taken, a label at a time and at most once a second: a capture writes
// little, and a reload loses no more than its last second.
import { changes, isMine, keepOwn, keptOwn } from './store.js';

/** @typedef {import('./bursts.js').Label} Label */

/** Milliseconds between a picture and its being kept. */
const PAUSE = 1000;

export class OwnKeeper {
  #labels;
  /** Labels whose pictures changed since they were kept. @type {Set<Label>} */
  #changed = new Set();
  /** @type {ReturnType<typeof setTimeout> | 0} */
  #timer = 0;
  /** One write after the other. */
  #writing = Promise.resolve();

  /** @param {Label[]} labels of now and later @param {(error: unknown) => void} onFault */
  constructor(labels, onFault) {
    this.#labels = labels;
    this.onFault = onFault;
    document.addEventListener('visibilitychange', this.#onHidden);
  }

  /** Pictures of a label are others, or only names and their order are. @param {Label} [label] */
  changed(label) {
    if (!isMine) return;
    if (label) this.#changed.add(label);
    this.#timer ||= setTimeout(() => this.flush(), PAUSE);
  }

  /** Keeps what is not kept yet. */
  flush() {
    if (!this.#timer) return this.#writing;
    clearTimeout(this.#timer);
    this.#timer = 0;
    const changed = [...this.#changed].filter((label) => this.#labels.includes(label));
    this.#changed.clear();
    this.#writing = keepOwn(this.#labels, changed).catch((error) => this.onFault(error));
    return this.#writing;
  }

  #onHidden = () => document.hidden && this.flush();

  close() {
    document.removeEventListener('visibilitychange', this.#onHidden);
    return this.flush();
  }
}

/** What was taken, now or on an earlier visit; it stays whichever language the page speaks. None where the browser keeps nothing. @type {Label[]} */
export const labels = await keptOwn().catch(() => []);

/** Puts what came with a project in its place. @param {Label[]} others */
export async function bringOwn(others) {
  labels.splice(0, labels.length, ...others);
  changes.dispatchEvent(new Event('own'));
  if (isMine) await keepOwn(labels, labels).catch(() => {});
}
