// What an experiment is, and what its runs give.
import { defaults } from './settings.js';

/** @typedef {import('./settings.js').Values} Values */
/** @typedef {import('./run.js').Epoch} Epoch */
/** @typedef {import('../figures/words.js').Lang} Lang */
/**
 * @typedef {object} Result
 * @property {string} name
 * @property {Epoch[]} epochs
 * @property {number} largest what "always the largest class" scores on the faces that are checked with
 * @property {{ accuracy: number, recall: number[] }} [prior] with the log share of each label taken off its logit
 */
/** @typedef {Epoch & { run: string }} Chosen the epoch of all runs that reads the faces that are checked with best */
/** @typedef {{ accuracy: number, chosen: Chosen }} Opened what the chosen network makes of the held-out faces */
/**
 * @typedef {object} Chart
 * @property {string} name its words are `{name}Chart` and `{name}Axis`
 * @property {{ values: number[], name: string, strong?: boolean, dashed?: boolean }[]} lines named by words
 * @property {boolean} [gap] whether the space between the first two lines is shaded
 */
/**
 * @typedef {object} Experiment
 * @property {string} name
 * @property {number} answers
 * @property {{ name: string, values: Values, prior?: boolean }[]} runs
 * @property {{ validation: number, test: number }} [faces] drawn of each label to check with and, where some are held out, for
 *   the chosen network alone
 * @property {(results: Result[], opened: Opened | null) => Chart[]} charts
 * @property {(results: Result[], opened: Opened | null) => { right: number, values: Record<string, string | number>, moral?: string }} tell
 *   the answer that the measured numbers give, and the numbers; `moral` where another one than the usual follows from them
 */

/** @param {Partial<Values>} values @returns {Values} */
export const set = (values) => /** @type {Values} */ ({ ...defaults(), schedule: 'cosine', ...values });

/** @param {Result} result */
export const last = ({ epochs }) => epochs[epochs.length - 1];

/** On the faces that are checked with, after the last epoch. @param {Result} result */
export const accuracy = (result) => last(result).validation.accuracy;

/**
 * The best epoch of all runs; the first of equals.
 * @template {Epoch} E
 * @param {{ name: string, epochs: E[] }[]} results
 * @returns {E & { run: string }}
 */
export function best(results) {
  const all = results.flatMap(({ name, epochs }) => epochs.map((epoch) => ({ ...epoch, run: name })));
  return all.reduce((a, b) => (b.validation.accuracy > a.validation.accuracy ? b : a));
}

/** The same line of every run, the first one dashed, the last one strong. @param {Result[]} results @param {(epoch: Epoch, result: Result) => number} value */
export const lineOfEach = (results, value) =>
  results.map((result, i) => ({
    values: result.epochs.map((epoch) => value(epoch, result)),
    name: result.name,
    strong: i === results.length - 1,
    dashed: i === 0,
  }));
