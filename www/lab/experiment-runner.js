// Runs an experiment from its first face to its last number.
import { best } from './experiment-result.js';
import { LABELS, drawing, recipe } from './settings.js';
import { Trainer } from './trainer.js';

/** @typedef {import('./experiment-result.js').Experiment} Experiment */
/** @typedef {import('./experiment-result.js').Opened} Opened */
/** @typedef {import('./experiment-result.js').Result} Result */
/** @typedef {import('./run.js').Latest} Latest */
/** @typedef {import('./settings.js').Values} Values */

/** Trains with a worker of its own: the lab's run stays as it is. */
export class Runner {
  #trainer = new Trainer();
  /** What the worker's faces were drawn by, and how many of each label it checks with. */
  #drawn = '';
  /** @type {number[]} */
  #checked = [];

  /**
   * All runs, one after the other, and the held-out faces where there are any.
   * @param {Experiment} experiment
   * @param {(results: Result[]) => void} onEpoch
   * @returns {Promise<{ results: Result[], opened: Opened | null }>}
   */
  async run(experiment, onEpoch) {
    /** @type {(Result & { epochs: Latest[] })[]} */
    const results = [];
    for (const { name, values, prior } of experiment.runs) {
      await this.#draw(values, experiment);
      const sum = this.#checked.reduce((a, b) => a + b, 0);
      /** @type {Result & { epochs: Latest[] }} */
      const result = { name, epochs: [], largest: Math.max(...this.#checked) / sum };
      results.push(result);
      await this.#train(values, (epoch) => {
        result.epochs.push(epoch);
        onEpoch(results);
      });
      if (prior) result.prior = await this.#read('validation', true);
    }
    return { results, opened: experiment.faces?.test ? await this.#open(experiment, results) : null };
  }

  /** Draws faces, unless they are there. @param {Values} values @param {Experiment} experiment */
  async #draw(values, { faces }) {
    const wanted = { ...drawing(values), ...faces };
    const key = JSON.stringify(wanted);
    if (key === this.#drawn) return;
    ({ validation: this.#checked } = await this.#trainer.call('draw', wanted));
    this.#drawn = key;
  }

  /** To the end of the planned epochs. @param {Values} values @param {(epoch: Latest) => void} onEpoch */
  async #train(values, onEpoch) {
    const trainer = this.#trainer;
    await trainer.call('begin', { recipe: recipe(values), epochs: values.epochs });
    const over = new AbortController();
    const { signal } = over;
    const on = (/** @type {string} */ event, /** @type {(detail: any) => void} */ listener) =>
      trainer.addEventListener(event, (e) => listener(/** @type {CustomEvent} */ (e).detail), { signal });
    try {
      await new Promise((resolve, reject) => {
        on('epoch', onEpoch);
        on('paused', resolve);
        on('failed', ({ message }) => reject(new Error(message)));
        trainer.call('go').catch(reject);
      });
    } finally {
      over.abort();
    }
  }

  /** The best network of all epochs on the faces that none was chosen by. @param {Experiment} experiment @param {(Result & { epochs: Latest[] })[]} results */
  async #open({ runs }, results) {
    const chosen = best(results);
    const values = /** @type {{ values: Values }} */ (runs.find(({ name }) => name === chosen.run)).values;
    await this.#trainer.call('begin', { recipe: recipe(values), epochs: values.epochs, state: chosen.state });
    return { chosen, accuracy: (await this.#read('test', false)).accuracy };
  }

  /** @param {string} part @param {boolean} prior */
  async #read(part, prior) {
    const { evaluation } = await this.#trainer.call('read', { part, prior });
    const recall = LABELS.map((label) => evaluation.per_class[label]?.recall);
    return { accuracy: evaluation.accuracy, recall };
  }

  close() {
    this.#trainer.close();
  }
}
