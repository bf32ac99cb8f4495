import { Network } from './network.js';
import { aborted } from '../client/errors.js';

/** A checkpoint file on trial: the one in use goes on until it is known to fit. The newest file alone is on trial. */
export class Trial {
  /** @type {Network | null} */
  #network = null;

  /**
   * The file's network, once it is loaded; rejects when it does not fit, or when the trial has been ended.
   * @param {Blob | null} file null: none, for which nothing is loaded
   */
  async of(file) {
    this.end();
    const network = (this.#network = file && new Network(file));
    await network?.loaded;
    if (network !== this.#network) throw aborted('another checkpoint took the place of this one');
    this.#network = null;
    return network;
  }

  end() {
    this.#network?.close();
    this.#network = null;
  }
}
