// What seven and three come to: the room above "always the largest", how soon it is taken, what wrong labels cost.
import { alwaysLargest } from '../shell/reports.js';

/** @typedef {import('../shell/reports.js').Evaluation} Evaluation */

/** Pictures that the article's networks were trained on, and those of a batch. */
const ITERATIONS_PER_EPOCH = Math.ceil(11_484 / 64);

/** Which share of the room above a baseline is taken. @param {number} accuracy @param {number} baseline */
export const roomTaken = (accuracy, baseline) => (accuracy - baseline) / (1 - baseline);

/** @param {Pick<Evaluation, 'n' | 'accuracy' | 'per_class'>} evaluation */
export function room(evaluation) {
  const { share: baseline, label } = alwaysLargest(/** @type {Evaluation} */ (evaluation));
  const { accuracy } = evaluation;
  return { accuracy, baseline, label, taken: roomTaken(accuracy, baseline) };
}

/** The validation accuracy of each epoch. @param {string} log as `mimique train` writes it */
export function accuracies(log) {
  const [head, ...rows] = log
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const at = head.indexOf('validation_accuracy');
  return rows.map((row) => Number(row[at]));
}

/** The first epoch with nine tenths of the best value, from 1, and its iterations. @param {number[]} values */
export function ninetyAt(values) {
  const epoch = 1 + values.findIndex((value) => value >= 0.9 * Math.max(...values));
  return { epoch, iterations: epoch * ITERATIONS_PER_EPOCH };
}

/**
 * What a network is scored when some test labels are wrong, each of the others as likely: a wrong answer may meet a wrong label.
 * @param {number} truth how often it is right
 * @param {number} noise share of the labels that are wrong
 * @param {number} classes
 */
export const scored = (truth, noise, classes) => truth * (1 - noise) + ((1 - truth) * noise) / (classes - 1);

/** The share of wrong labels that would make one score of another. @param {number} truth @param {number} score @param {number} classes */
export const noiseBetween = (truth, score, classes) =>
  (truth - score) / (truth - (1 - truth) / (classes - 1));
