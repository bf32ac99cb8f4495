import { FIRST_SEED, change, descended, layered } from './maths.js';

/** @typedef {import('./maths.js').Network} Network */
/** @typedef {import('./maths.js').ActivationName} ActivationName */
/** @typedef {import('./points.js').Point} Point */

/** Milliseconds from point to point, for an eye to follow. */
const PACE = 500;

/** To a thousandth: sums of what is printed come out as printed. @param {number} value */
export const thousandth = (value) => Math.round(1000 * value) / 1000 + 0;

/** What has been learned, and the clock that goes on learning. */
export class Training {
  epochs = 0;
  /** The mean loss after each epoch. @type {number[]} */
  losses = [];
  #points = 0;
  #seed = FIRST_SEED;
  /** @type {Network | null} */
  #network = null;
  /** @type {(() => void) | null} */
  #stop = null;

  get running() {
    return this.#stop !== null;
  }

  /** The hidden layer as it stands. @param {number} hidden @param {ActivationName} activation */
  layered(hidden, activation) {
    return (this.#network ??= layered(hidden, activation, this.#seed));
  }

  /** @param {Network} network @param {Point} point @param {number} rate */
  descend(network, { x, y, label }, rate) {
    this.#network = descended(network, [x, y], label, rate);
  }

  /** The weights of one neuron after a point, in thousandths. @param {Network} network @param {Point} point @param {number} rate */
  learned(network, { x, y, label }, rate) {
    return this.worked(network, [x, y], label, rate).after;
  }

  /**
   * The sum of one neuron and what a point changes, as they are printed.
   * @param {Network} network
   * @param {number[]} input
   * @param {number} target
   * @param {number} rate
   */
  worked(network, input, target, rate) {
    const weights = network.layers[0][0];
    const { sum, y, push } = change(network, input, target, rate);
    const [printed, error] = [thousandth(y), thousandth(push)];
    const after = weights.map((w, i) => thousandth(w + thousandth(rate * error * [1, ...input][i])));
    return { sum: Math.round(sum * 1e4) / 1e4 + 0, y: printed, push: error, after };
  }

  /** One point more, of so many; tells whether an epoch is over. @param {number} of */
  counted(of) {
    this.#points += 1;
    if (this.#points < of) return false;
    this.#points = 0;
    this.epochs += 1;
    return true;
  }

  /** @param {number} loss @param {number} most */
  keepLoss(loss, most) {
    if (this.losses.length < most) this.losses.push(loss);
    if (this.losses.length >= most) this.stop();
  }

  /** @param {() => void} act */
  everyStep(act) {
    const timer = setInterval(act, PACE);
    this.#stop = () => clearInterval(timer);
  }

  /** @param {() => void} act */
  everyFrame(act) {
    let frame = 0;
    const go = () => {
      frame = requestAnimationFrame(go);
      act();
    };
    frame = requestAnimationFrame(go);
    this.#stop = () => cancelAnimationFrame(frame);
  }

  stop() {
    this.#stop?.();
    this.#stop = null;
  }

  /** Forgets all. @param {boolean} [elsewhere] with another start */
  reset(elsewhere = false) {
    this.stop();
    this.epochs = this.#points = 0;
    this.losses = [];
    this.#network = null;
    if (elsewhere) this.#seed += 1;
  }
}
