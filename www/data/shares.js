// Shares of votes against predicted ones, as the command line's `evaluate --votes` counts them.
import { best, binned, measure } from './measure.js';

/** @typedef {import('./measure.js').Measured & { head: 'votes' | 'label', voted: number, cross_entropy: number, share_error: number }} MeasuredShares
 *   of the pictures with a majority, but `ece`, `reliability`, `loss` and `share_error`: of all `voted` ones */

/** What has more votes than any other; null where several have most, or none has any. @param {ArrayLike<number>} counted votes, or shares of them */
export function majority(counted) {
  const first = best(counted);
  // Sums of shares round: two groups of as many votes may differ in the last digits, ten people's by a tenth.
  for (let i = 0; i < counted.length; i++)
    if (i !== first && counted[first] - counted[i] <= 1e-4) return null;
  return counted[first] > 0 ? first : null;
}

/**
 * The votes on a picture as shares of a network's labels; null where nobody voted for one of them.
 * @param {ArrayLike<number>} counts of each label of the data
 * @param {number[]} places the network's label of each
 * @param {number} labels how many the network has
 */
export function sharesOf(counts, places, labels) {
  const shares = Array(labels).fill(0);
  places.forEach((place, i) => (shares[place] += counts[i]));
  const total = shares.reduce((a, b) => a + b, 0);
  return total > 0 ? shares.map((count) => count / total) : null;
}

/**
 * @param {string[]} labels
 * @param {ArrayLike<number>[]} predicted shares of each picture
 * @param {number[][]} counted
 * @param {MeasuredShares['head']} head whose shares they are
 * @returns {MeasuredShares}
 */
export function measureShares(labels, predicted, counted, head) {
  const leading = counted.map(majority);
  const led = leading.flatMap((label, i) => (label === null ? [] : [i]));
  const sum = (/** @type {(p: number, c: number) => number} */ of) =>
    counted.reduce(
      (all, shares, i) => all + shares.reduce((row, share, k) => row + of(predicted[i][k], share), 0),
      0,
    );
  const voted = counted.length;
  const measured = measure(
    labels,
    led.map((i) => predicted[i]),
    led.map((i) => /** @type {number} */ (leading[i])),
  );
  const entropy = sum((p, c) => -c * Math.log(Math.max(p, 1e-12))) / voted;
  return {
    ...measured,
    ...binned(predicted.map((each, i) => ({ sure: each[best(each)], right: counted[i][best(each)] }))),
    ...{ head, voted },
    loss: entropy,
    cross_entropy: entropy, // as the command line names it
    share_error: sum((p, c) => Math.abs(p - c)) / (voted * labels.length),
  };
}
