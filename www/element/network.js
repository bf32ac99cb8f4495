import { aborted } from '../client/errors.js';
import { loadClassifier } from '../client/classifier.js';

/** @import { Classifier } from '../types.d.ts' */

/** The network of one checkpoint, on its way or loaded, until it is closed. */
export class Network {
  /** @type {Classifier | null} */
  classifier = null;
  failed = false;
  /** Whether the page has been told of it. */
  announced = false;
  #life = new AbortController();

  /** @param {string | Blob} weights an address, or a file that the visitor chose */
  constructor(weights) {
    this.weights = weights;
    /** Rejects with what is wrong with the checkpoint, or once it is closed. @type {Promise<Classifier>} */
    this.loaded = this.#load();
    this.loaded.catch(() => (this.failed = true));
  }

  async #load() {
    const { signal } = this.#life;
    const classifier = await loadClassifier({ weights: this.weights || undefined, signal });
    if (signal.aborted) classifier.close();
    signal.throwIfAborted();
    return (this.classifier = classifier);
  }

  close() {
    this.#life.abort(aborted('the checkpoint is no longer wanted'));
    this.classifier?.close();
  }
}
