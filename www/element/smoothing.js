/**
 * Exponential smoothing in time: after `smoothingSeconds`, 63 % of a step has been followed, whatever the frame
 * rate.
 * @param {Float32Array | null} previous
 * @param {Float32Array} next
 * @param {number} elapsedSeconds
 * @param {number} smoothingSeconds 0 for none
 * @returns {Float32Array}
 */
export function smooth(previous, next, elapsedSeconds, smoothingSeconds) {
  if (!previous || previous.length !== next.length || !(smoothingSeconds > 0)) return Float32Array.from(next);
  const weight = 1 - Math.exp(-elapsedSeconds / smoothingSeconds);
  if (!(weight > 0)) return previous; // the clock went back
  return previous.map((value, i) => value + weight * (next[i] - value));
}

/**
 * Sums probabilities into groups.
 * @param {ArrayLike<number>} probabilities
 * @param {{ members: number[] }[]} groups
 * @returns {Float32Array}
 */
export const grouped = (probabilities, groups) =>
  Float32Array.from(groups, ({ members }) => members.reduce((sum, i) => sum + probabilities[i], 0));

/**
 * @param {ArrayLike<number>} values
 * @returns {number} where the highest value is
 */
export function highest(values) {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
