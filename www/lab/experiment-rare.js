// The experiments on a rare label: what goes missing, and what brings it back.
import { nameOf, percent1 } from '../figures/words.js';
import { accuracy, last, lineOfEach, set } from './experiment-result.js';
import { LABELS } from './settings.js';

/** @typedef {import('./experiment-result.js').Experiment} Experiment */
/** @typedef {import('./experiment-result.js').Result} Result */

/** The label that half-made expressions are taken for: where it is starved the others gain, and accuracy hides what it lost. */
export const RARE = 'neutral';
const rare = LABELS.indexOf(RARE);
const starved = { pictures: 120, rare: RARE, left: 30, epochs: 12, ambiguity: 0.6, pose: 0.5 };
const recall = (/** @type {Result} */ result) => last(result).recall[rare];
const recalls = (/** @type {string} */ name) => (/** @type {Result[]} */ results) => [
  { name, lines: lineOfEach(results, (epoch) => epoch.recall[rare]) },
];

/** @param {import('../figures/words.js').Lang} lang @returns {Experiment[]} */
export function experimentsOnRareLabels(lang) {
  const percent = percent1(lang);
  return [
    {
      name: 'starve',
      answers: 3,
      runs: [
        { name: 'full', values: set({ ...starved, rare: 'none' }) },
        { name: 'starved', values: set(starved) },
      ],
      charts: recalls('starve'),
      tell([full, few]) {
        const values = {
          label: nameOf(lang, RARE),
          before: percent(accuracy(full)),
          after: percent(accuracy(few)),
          recallBefore: percent(recall(full)),
          recallAfter: percent(recall(few)),
        };
        const [fell, missed] = [accuracy(full) - accuracy(few), recall(full) - recall(few)];
        return { right: missed < 0.2 ? 3 : fell > missed / 2 ? 2 : 1, values };
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
      charts: recalls('repair'),
      tell(results) {
        const prior = results[0].prior ?? { accuracy: 0, recall: [] };
        const found = [...results.slice(1).map(recall), prior.recall[rare] ?? 0];
        const [weighted, repeated, augmented, shifted] = found.map(percent);
        const values = {
          ...{ label: nameOf(lang, RARE), starved: percent(recall(results[0])) },
          ...{ weighted, repeated, augmented, shifted, accuracy: percent(prior.accuracy) },
          before: percent(accuracy(results[0])),
        };
        return { right: found.indexOf(Math.max(...found)) + 1, values };
      },
    },
  ];
}
