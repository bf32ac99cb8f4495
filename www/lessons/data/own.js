// What there is to say of a dataset that was dropped: its counts, its faults, its duplicates.
import { SPLITS } from '../../data/collection.js';

/** @typedef {import('../../data/collection.js').Dataset} Dataset */

/** Pictures of each label in a split. @param {Dataset} dataset @param {number} split */
export function countsOf({ labels, truths, splits }, split) {
  const counts = labels.map(() => 0);
  truths.forEach((truth, i) => {
    if (splits[i] === split) counts[truth] += 1;
  });
  return counts;
}

/** The numbers of the pictures of a label in a split. @param {Dataset} dataset @param {number} split @param {number} label */
export const picturesOf = ({ truths, splits }, split, label) =>
  [...truths.keys()].filter((i) => splits[i] === split && truths[i] === label);

/**
 * How many pictures repeat an earlier one of their split, or stand in an earlier split too.
 * @param {Dataset} dataset
 * @returns {{ split: string, before: string, n: number, otherLabel: number }[]} none that are 0; `before` is `split` inside one
 */
export function duplicates({ n, splits, truths, same }) {
  /** The splits and labels in which each distinct picture has been met. @type {Map<number, Map<number, Set<number>>>} */
  const met = new Map();
  const found = SPLITS.map(() => SPLITS.map(() => ({ n: 0, otherLabel: 0 })));
  // By split, so that a test picture is said to stand in Training whichever row comes first.
  const order = [...Array(n).keys()].sort((a, b) => splits[a] - splits[b]);
  for (const i of order) {
    const seen = met.get(same[i]) ?? new Map();
    met.set(same[i], seen);
    for (const [split, labels] of seen) {
      const pair = found[splits[i]][split];
      pair.n += 1;
      if ([...labels].some((label) => label !== truths[i])) pair.otherLabel += 1;
    }
    seen.set(splits[i], (seen.get(splits[i]) ?? new Set()).add(truths[i]));
  }
  return found.flatMap((row, split) =>
    row.flatMap((pair, before) =>
      pair.n ? [{ split: SPLITS[split], before: SPLITS[before], ...pair }] : [],
    ),
  );
}
