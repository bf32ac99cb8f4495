// The guided experiments: what each runs, and the answer that the measured numbers give.
import { percent1 } from '../figures/words.js';
import { roomTaken } from '../lessons/groups/figures.js';
import { experimentsOnRareLabels } from './experiment-rare.js';
import { accuracy, best, last, lineOfEach, set } from './experiment-result.js';

/** @typedef {import('./experiment-result.js').Experiment} Experiment */
/** @typedef {import('../figures/words.js').Lang} Lang */

/** Below this, two accuracies of a few hundred faces are the same. */
const SAME = 0.02;

const few = { pictures: 100, epochs: 12 };
const grouped = { pictures: 200, epochs: 3 };

/** @param {Lang} lang @returns {Experiment[]} */
export function experiments(lang) {
  const percent = percent1(lang);
  const number = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format;
  const [starve, repair] = experimentsOnRareLabels(lang);
  return [
    {
      name: 'overfit',
      answers: 3,
      runs: [
        {
          name: 'fifty',
          values: set({ pictures: 8, rare: 'neutral', left: 2, batch: 8, epochs: 30, rate: 0.02 }),
        },
      ],
      charts: ([{ epochs }]) => [
        {
          name: 'overfit',
          lines: [
            { values: epochs.map(({ accuracy }) => accuracy), name: 'learned', dashed: true },
            { values: epochs.map(({ validation }) => validation.accuracy), name: 'others', strong: true },
          ],
          gap: true,
        },
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
    starve,
    repair,
    {
      name: 'groups',
      answers: 3,
      runs: [
        { name: 'seven', values: set(grouped) },
        { name: 'three', values: set({ ...grouped, labels: 'three' }) },
      ],
      charts: (results) => [
        { name: 'groups', lines: lineOfEach(results, ({ validation }) => validation.accuracy) },
        {
          name: 'room',
          lines: lineOfEach(results, ({ validation }, { largest }) =>
            roomTaken(validation.accuracy, largest),
          ),
        },
      ],
      tell([seven, three]) {
        const [of7, of3] = [seven, three].map((result) => roomTaken(accuracy(result), result.largest));
        const values = {
          seven: percent(accuracy(seven)),
          three: percent(accuracy(three)),
          summed: percent(last(seven).groups),
          largest7: percent(seven.largest),
          largest3: percent(three.largest),
          room7: percent(of7),
          room3: percent(of3),
        };
        return { right: accuracy(seven) > accuracy(three) ? 3 : of7 > of3 ? 2 : 1, values };
      },
    },
    {
      name: 'noise',
      answers: 3,
      runs: [
        { name: 'clean', values: set({ pictures: 80, epochs: 30 }) },
        { name: 'noisy', values: set({ pictures: 80, epochs: 30, noise: 0.2 }) },
      ],
      charts: (results) => [
        { name: 'noise', lines: lineOfEach(results, ({ validation }) => validation.accuracy) },
      ],
      tell([clean, noisy]) {
        const end = last(noisy);
        const values = {
          clean: percent(accuracy(clean)),
          train: percent(end.accuracy),
          noisy: percent(accuracy(noisy)),
          best: percent(best([noisy]).validation.accuracy),
        };
        // Not in every run does it unlearn again what it knew before it learned the mistakes.
        const lost = best([noisy]).validation.accuracy - accuracy(noisy);
        const moral = lost > SAME ? undefined : 'Flat';
        return { right: end.accuracy > 0.9 ? 1 : end.accuracy > 0.7 ? 2 : 3, values, moral };
      },
    },
    {
      name: 'test',
      answers: 3,
      runs: [
        { name: 'plain', values: set(few) },
        { name: 'quick', values: set({ ...few, rate: 0.02 }) },
        { name: 'dropped', values: set({ ...few, dropout: 0.3 }) },
        { name: 'kernels', values: set({ ...few, first: 12 }) },
      ],
      faces: { validation: 5, test: 70 },
      charts: (results, opened) => [
        {
          name: 'test',
          lines: [
            ...lineOfEach(results, ({ validation }) => validation.accuracy),
            ...(opened
              ? [{ values: results[0].epochs.map(() => opened.accuracy), name: 'heldOut', dashed: true }]
              : []),
          ],
        },
      ],
      tell(results, opened) {
        if (!opened) throw new Error('the held-out faces were not opened');
        const { chosen, accuracy: found } = opened;
        const values = {
          looks: results.reduce((sum, { epochs }) => sum + epochs.length, 0),
          epoch: chosen.epoch,
          chosen: percent(chosen.validation.accuracy),
          test: percent(found),
        };
        const gain = found - chosen.validation.accuracy;
        return { right: gain > SAME ? 1 : gain >= -SAME ? 2 : 3, values };
      },
    },
  ];
}
