// The guided experiments: what each runs, and the answer that the measured numbers give.
import { percent1 } from '../figures/words.js';
import { nameOf } from '../figures/words.js';
import { LABELS, defaults } from './settings.js';

/** @typedef {import('./settings.js').Values} Values */
/** @typedef {import('./run.js').Epoch} Epoch */
/** @typedef {import('../figures/words.js').Lang} Lang */
/** @typedef {{ name: string, epochs: Epoch[], prior?: { accuracy: number, recall: number[] } }} Result */
/**
 * @typedef {object} Experiment
 * @property {string} name
 * @property {number} answers
 * @property {{ name: string, values: Values, prior?: boolean }[]} runs
 * @property {(results: Result[]) => { right: number, values: Record<string, string | number> }} tell the answer that the
 *   measured numbers give, and the numbers
 */

export const RARE = 'fear';
export const rare = LABELS.indexOf(RARE);

/** @param {Partial<Values>} values @returns {Values} */
const set = (values) => /** @type {Values} */ ({ ...defaults(), schedule: 'cosine', ...values });

/** @param {Lang} lang @returns {Experiment[]} */
export function experiments(lang) {
  const percent = percent1(lang);
  const number = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format;
  const last = (/** @type {Result} */ { epochs }) => epochs[epochs.length - 1];
  const accuracy = (/** @type {Result} */ result) => last(result).validation.accuracy;
  const starved = { pictures: 150, rare: RARE, left: 10, epochs: 14, ambiguity: 0.2, pose: 0.6 };
  return [
    {
      name: 'overfit',
      answers: 3,
      runs: [
        { name: 'fifty', values: set({ pictures: 10, rare: 'neutral', left: 5, batch: 8, epochs: 30 }) },
      ],
      tell([result]) {
        const losses = result.epochs.map(({ validation }) => validation.loss);
        const least = Math.min(...losses);
        const [end, first] = [last(result), result.epochs.findIndex(({ accuracy }) => accuracy > 0.99) + 1];
        const values = {
          train: percent(end.accuracy),
          validation: percent(end.validation.accuracy),
          least: number(least),
          loss: number(end.validation.loss),
          epoch: result.epochs[losses.indexOf(least)].epoch,
          first: first || result.epochs.length,
        };
        return { right: end.validation.accuracy > 0.8 ? 1 : end.validation.accuracy > 0.5 ? 2 : 3, values };
      },
    },
    {
      name: 'starve',
      answers: 3,
      runs: [
        { name: 'full', values: set({ ...starved, rare: 'none' }) },
        { name: 'starved', values: set(starved) },
      ],
      tell([full, few]) {
        const [before, after] = [last(full), last(few)];
        const values = {
          label: nameOf(lang, RARE),
          before: percent(accuracy(full)),
          after: percent(accuracy(few)),
          recallBefore: percent(before.recall[rare]),
          recallAfter: percent(after.recall[rare]),
        };
        const [fell, missed] = [accuracy(full) - accuracy(few), before.recall[rare] - after.recall[rare]];
        return { right: missed > 0.2 && fell > 0.2 ? 2 : missed > 0.2 ? 1 : 3, values };
      },
    },
    {
      name: 'repair',
      answers: 4,
      runs: [
        { name: 'starved', values: set(starved), prior: true },
        { name: 'weighted', values: set({ ...starved, weights: true }) },
        { name: 'repeated', values: set({ ...starved, repeat: true }) },
        { name: 'augmented', values: set({ ...starved, repeat: true, augment: 'light' }) },
      ],
      tell(results) {
        const prior = results[0].prior ?? { accuracy: 0, recall: [] };
        const recalls = [
          ...results.slice(1).map((result) => last(result).recall[rare]),
          prior.recall[rare] ?? 0,
        ];
        const [weighted, repeated, augmented, shifted] = recalls.map(percent);
        const values = {
          ...{ label: nameOf(lang, RARE), starved: percent(last(results[0]).recall[rare]) },
          ...{ weighted, repeated, augmented, shifted, accuracy: percent(prior.accuracy) },
          before: percent(accuracy(results[0])),
        };
        return { right: recalls.indexOf(Math.max(...recalls)) + 1, values };
      },
    },
    {
      name: 'noise',
      answers: 3,
      runs: [
        { name: 'clean', values: set({ pictures: 80, epochs: 30 }) },
        { name: 'noisy', values: set({ pictures: 80, epochs: 30, noise: 0.2 }) },
      ],
      tell([clean, noisy]) {
        const end = last(noisy);
        const best = Math.max(...noisy.epochs.map(({ validation }) => validation.accuracy));
        const values = {
          clean: percent(accuracy(clean)),
          train: percent(end.accuracy),
          noisy: percent(accuracy(noisy)),
          best: percent(best),
        };
        return { right: end.accuracy > 0.9 ? 1 : end.accuracy > 0.7 ? 2 : 3, values };
      },
    },
  ];
}
