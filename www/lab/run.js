// A run: what the page knows of the network that the worker trains.
import { drawing, recipe } from './settings.js';
import { Trainer } from './trainer.js';

/** @typedef {import('./settings.js').Values} Values */
/**
 * @typedef {object} Epoch
 * @property {number} epoch
 * @property {number} steps
 * @property {number} loss
 * @property {number} accuracy
 * @property {{ loss: number, accuracy: number }} validation
 * @property {number[]} recall
 */
/**
 * @typedef {Epoch & { confusion: number[][], kernels: { data: Float32Array, shape: number[] },
 *   misread: { index: number, read: number, label: number, probability: number, picture: Uint8Array }[], state: Uint8Array }} Latest
 */
/** @typedef {{ labels: string[], training: number[], validation: number[] }} Pictures */
/** @typedef {'drawing' | 'opening' | 'ready' | 'running' | 'paused' | 'done' | 'failed'} Phase */

/** A run of which nothing is told yet. */
const UNMEASURED = { steps: 0, loss: NaN, accuracy: NaN, rate: 0, speed: 0 };

/** What is drawn, trained and measured; tells `change` whenever any of it is another. */
export class Run extends EventTarget {
  /** @type {Phase} */
  phase = 'drawing';
  /** @type {Pictures | null} */
  pictures = null;
  /** @type {File | null} */
  file = null;
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
  /** How much of a file is read, 0 to 1. */
  opened = 0;
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
    on('opening', ({ share }) => (this.opened = share));
    on('epoch', (latest) => {
      this.latest = latest;
      const { epoch, steps, loss, accuracy, validation, recall } = latest;
      this.history.push({ epoch, steps, loss, accuracy, validation, recall });
    });
    on('paused', () => {
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
    return this.steps > 0 && this.#begun !== keyOf(this.#values);
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
    if (!this.file) await this.draw();
    this.#tell('change');
  }

  /** Draws the faces that the settings ask for, unless they are there. */
  async draw() {
    const wanted = JSON.stringify(drawing(this.#values));
    if (wanted === this.#drawn && !this.file) return;
    const turn = ++this.#turn;
    this.#phase('drawing');
    this.file = null;
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

  /** Opens a fer2013.csv. @param {File} file */
  async open(file) {
    const turn = ++this.#turn;
    this.opened = 0;
    this.#phase('opening');
    try {
      const pictures = await this.trainer.call('open', { file, name: file.name });
      if (turn !== this.#turn) return null;
      this.file = file;
      this.#drawn = '';
      this.pictures = pictures;
      this.#clear();
      this.#phase('ready');
      return pictures;
    } catch (error) {
      this.#phase(this.pictures ? 'ready' : 'failed');
      throw error;
    }
  }

  /** Trains until it is paused or the planned epochs are over; so many steps, or to the end of the epoch. @param {number | 'epoch'} [steps] */
  async go(steps) {
    const turn = ++this.#turn;
    if (!this.size || this.isStale || !this.#begun || this.phase === 'failed') await this.begin();
    if (turn !== this.#turn || !this.size) return;
    this.fault = null;
    this.#phase('running');
    await this.trainer.call('go', steps === undefined ? {} : { steps });
  }

  /** Fresh weights, or those of a state. @param {Uint8Array} [state] */
  async begin(state) {
    this.#clear();
    const { schedule, epochs } = this.#values;
    const request = {
      recipe: recipe(this.#values, this.file !== null),
      epochs: schedule === 'cosine' ? epochs : null,
      state,
    };
    try {
      this.size = await this.trainer.call('begin', request);
      this.#begun = keyOf(this.#values);
      if (state && this.size) this.progress = { ...UNMEASURED, steps: this.size.steps };
      this.#phase(state ? 'paused' : 'ready');
    } catch (error) {
      this.#fail(/** @type {any} */ (error));
    }
  }

  async pause() {
    this.#turn += 1;
    const steps = await this.trainer.call('pause'); // within a slice: what is told then is where it stands
    this.progress = { ...(this.progress ?? UNMEASURED), steps };
    if (this.phase === 'running') this.#phase(this.isOver ? 'done' : 'paused');
    else this.#tell('paused');
  }

  #clear() {
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

/** What makes one run another: all settings but the rate, which may change on the way. @param {Values} values */
const keyOf = (values) => JSON.stringify({ ...recipe(values), learningRate: 0, ...drawing(values) });
