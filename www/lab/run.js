// A run: what the page knows of the network that the worker trains.
import { drawing, recipe } from './settings.js';
import { Trainer } from './trainer.js';

/** @typedef {import('./settings.js').Values} Values */
/**
 * @typedef {object} Epoch
 * @property {number} epoch
 * @property {number} steps
 * @property {number} seconds of steps
 * @property {number} loss
 * @property {number} accuracy
 * @property {{ loss: number, accuracy: number }} validation
 * @property {number[]} recall
 * @property {number} groups accuracy on the three groups, by sums of probabilities
 */
/**
 * @typedef {Epoch & { confusion: number[][], predicted: number[], kernels: { data: Float32Array, shape: number[] },
 *   misread: { index: number, read: number, label: number, probability: number, picture: Uint8Array }[], state: Uint8Array }} Latest
 */
/** @typedef {{ labels: string[], training: number[], validation: number[] }} Pictures */
/**
 * @typedef {object} Given pictures that are not drawn
 * @property {string} name
 * @property {string[]} labels
 * @property {Uint8Array} pixels 48 × 48 grey values each
 * @property {Uint8Array} truths the label of each
 * @property {Uint8Array} parts 0 for training, 1 for validation, 2 for test
 */
/** @typedef {{ name: string, bytes: Uint8Array, lastOnly: boolean }} Base a checkpoint to begin with */
/** @typedef {'drawing' | 'ready' | 'running' | 'paused' | 'done' | 'failed'} Phase */

/** A run of which nothing is told yet. */
const UNMEASURED = { steps: 0, loss: NaN, accuracy: NaN, rate: 0, speed: 0 };

/** What is drawn, trained and measured; tells `change` whenever any of it is another. */
export class Run extends EventTarget {
  /** @type {Phase} */
  phase = 'drawing';
  /** @type {Pictures | null} */
  pictures = null;
  /** The pictures, where they are not drawn. @type {Given | null} */
  given = null;
  /** Where runs begin in place of fresh weights. @type {Base | null} */
  base = null;
  /** Why the last run stopped before its end. @type {{ epochs: number, best: number } | null} */
  early = null;
  /** @type {Epoch[]} */
  history = [];
  /** @type {Latest | null} */
  latest = null;
  /** @type {{ steps: number, loss: number, accuracy: number, rate: number, speed: number } | null} */
  progress = null;
  /** @type {{ parameters: number, mflop: number, examples: number, stepsPerEpoch: number, steps: number } | null} */
  size = null;
  /** The reason why it stopped of its own accord. @type {{ code: string, message: string } | null} */
  fault = null;
  /** Whether it was paused because its tab was hidden. */
  rested = false;
  trainer = new Trainer();
  /** @type {Values} */
  #values;
  /** Which pictures the worker holds, and what it trains. */
  #drawn = '';
  #begun = '';
  /** Calls that began before the last one are out of date. */
  #turn = 0;

  /** @param {Values} values */
  constructor(values) {
    super();
    this.#values = values;
    const on = (/** @type {string} */ event, /** @type {(detail: any) => void} */ listener) =>
      this.trainer.addEventListener(event, (e) => {
        listener(/** @type {CustomEvent} */ (e).detail);
        this.#tell(event);
      });
    on('progress', (progress) => (this.progress = progress));
    on('epoch', (latest) => {
      this.latest = latest;
      const { epoch, steps, seconds, loss, accuracy, validation, recall, groups } = latest;
      this.history.push({ epoch, steps, seconds, loss, accuracy, validation, recall, groups });
    });
    on('paused', ({ early }) => {
      this.early = early;
      if (this.phase === 'running') this.phase = this.isOver ? 'done' : 'paused';
    });
    on('failed', (fault) => this.#fail(fault));
  }

  get values() {
    return this.#values;
  }

  /** Whether the planned epochs are over. */
  get isOver() {
    return this.#values.schedule === 'cosine' && this.epochs >= Number(this.#values.epochs);
  }

  get steps() {
    return this.progress?.steps ?? 0;
  }

  get epochs() {
    return this.size ? Math.floor(this.steps / this.size.stepsPerEpoch) : 0;
  }

  /** Whether the curves belong to other settings than those that are set. */
  get isStale() {
    return this.steps > 0 && this.#begun !== this.#key();
  }

  /** Takes other settings over. The learning rate is changed at once; all else makes another run. @param {Values} values */
  async set(values) {
    const before = this.#values;
    this.#values = values;
    if (before.rate !== values.rate && this.#begun) {
      await this.trainer.call('rate', { rate: values.rate }).catch(() => {});
      this.#tell('change');
    }
    if (this.isStale && this.phase === 'running') await this.pause();
    if (!this.given) await this.draw();
    this.#tell('change');
  }

  /** Draws the faces that the settings ask for, unless they are there. */
  async draw() {
    const wanted = JSON.stringify(drawing(this.#values));
    if (wanted === this.#drawn && !this.given) return;
    const turn = ++this.#turn;
    this.#phase('drawing');
    this.given = null;
    this.#drawn = wanted;
    this.#clear();
    try {
      const pictures = await this.trainer.call('draw', drawing(this.#values));
      if (turn !== this.#turn) return;
      this.pictures = pictures;
      this.#phase('ready');
    } catch (error) {
      this.#fail(/** @type {any} */ (error));
    }
  }

  /** Takes pictures that were read or taken. Rejects when they teach nothing; those of before are then still there. @param {Given} given */
  async give(given) {
    const turn = ++this.#turn;
    const pictures = await this.trainer.call('give', { ...given });
    if (turn !== this.#turn) return;
    this.given = given;
    this.#drawn = '';
    this.pictures = pictures;
    this.#clear();
    this.#phase('ready');
  }

  /** Runs begin with this checkpoint from now on; with null, with fresh weights. @param {Base | null} base */
  beginWith(base) {
    this.base = base;
    this.#tell('change');
  }

  /** Trains until it is paused or the planned epochs are over; so many steps, or to the end of the epoch. @param {number | 'epoch'} [steps] */
  async go(steps) {
    const turn = ++this.#turn;
    if (!this.size || this.isStale || !this.#begun || this.phase === 'failed') await this.begin();
    if (turn !== this.#turn || !this.size) return;
    this.fault = this.early = null;
    this.rested = false;
    this.#phase('running');
    await this.trainer.call('go', { steps, patience: this.#values.patience });
  }

  /** Fresh weights, or those of a state. @param {Uint8Array} [state] */
  async begin(state) {
    this.#clear();
    const { schedule, epochs } = this.#values;
    const request = {
      recipe: recipe(this.#values, this.given?.labels),
      epochs: schedule === 'cosine' ? epochs : null,
      weights: this.base?.bytes,
      lastOnly: this.base?.lastOnly,
      state,
    };
    try {
      this.size = await this.trainer.call('begin', request);
      this.#begun = this.#key();
      if (state && this.size) this.progress = { ...UNMEASURED, steps: this.size.steps };
      this.#phase(state ? 'paused' : 'ready');
    } catch (error) {
      this.#fail(/** @type {any} */ (error));
    }
  }

  /** The tab is hidden: it goes on or pauses, as is set. */
  hide() {
    if (this.phase !== 'running' || this.#values.hiding !== 'rest') return;
    this.rested = true;
    this.pause();
  }

  async pause() {
    this.#turn += 1;
    const steps = await this.trainer.call('pause'); // within a slice: what is told then is where it stands
    this.progress = { ...(this.progress ?? UNMEASURED), steps };
    if (this.phase === 'running') this.#phase(this.isOver ? 'done' : 'paused');
    else this.#tell('paused');
  }

  /** What makes one run another: all settings but the rate and the patience, which may change on the way. */
  #key() {
    const { base } = this;
    const begins = base && [base.name, base.bytes.length, base.lastOnly];
    return JSON.stringify({ ...recipe(this.#values), learningRate: 0, ...drawing(this.#values), begins });
  }

  #clear() {
    this.early = null;
    this.rested = false;
    [this.history, this.latest, this.progress, this.size, this.fault] = [[], null, null, null, null];
    this.#begun = '';
  }

  /** @param {{ code: string, message: string, fatal?: boolean }} fault */
  #fail(fault) {
    this.fault = fault;
    if (fault.fatal) this.#drawn = '';
    this.#phase('failed');
  }

  /** @param {Phase} phase */
  #phase(phase) {
    this.phase = phase;
    this.#tell('change');
  }

  /** @param {string} what */
  #tell(what) {
    this.dispatchEvent(new CustomEvent('change', { detail: what }));
  }
}
