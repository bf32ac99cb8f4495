// Axes and samples of what is drawn on them.

/** A curve of more points than this looks the same and costs more. */
const MOST_POINTS = 600;

/**
 * An axis over some values, from a round number to a round number in at most eight steps.
 * @param {number} least
 * @param {number} most
 * @returns {{ from: number, to: number, step: number }}
 */
export function axis(least, most) {
  const size = Math.max(Math.abs(least), Math.abs(most));
  const span = most - least > 1e-9 * size ? most - least : size || 1; // no finer than numbers are
  const power = 10 ** Math.floor(Math.log10(span / 4));
  const step = power * ([1, 2, 5].find((by) => by * power * 8 >= span * 1.001) ?? 10);
  const [from, to] = [Math.floor(least / step + 1e-9), Math.ceil(most / step - 1e-9)];
  return { from: from * step, to: Math.max(to, from + 1) * step, step };
}

/**
 * An axis over all values, of which its ends or its step may be given. A given end counts as a value: values that are nearly the
 * same far from it would else be measured by steps too small for the whole of it.
 * @param {number[]} values
 * @param {{ from?: number, to?: number, step?: number }} given
 */
export function axisOver(values, { from, to, step }) {
  const all = [...values, from, to].filter((value) => value !== undefined && Number.isFinite(value));
  const round = axis(Math.min(.../** @type {number[]} */ (all)), Math.max(.../** @type {number[]} */ (all)));
  return { from: from ?? round.from, to: to ?? round.to, step: step ?? round.step };
}

/** Every mark of an axis. @param {{ from: number, to: number, step: number }} axis */
export const marks = ({ from, to, step }) =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step);

/**
 * Which points of a curve are drawn: all, or the least and the most of each stretch, so that no peak is lost.
 * @param {ArrayLike<number>} values
 * @param {number} [most] at least 4
 * @returns {number[]} indices, ascending
 */
export function drawn(values, most = MOST_POINTS) {
  const { length } = values;
  if (length <= most) return Array.from(values, (_, i) => i);
  const stretches = Math.floor(most / 2) - 1;
  const kept = new Set([0, length - 1]);
  for (let n = 0; n < stretches; n++) {
    const [start, end] = [n, n + 1].map((k) => Math.floor((k * length) / stretches));
    let [low, high] = [start, start];
    for (let i = start; i < end; i++) {
      if (values[i] < values[low]) low = i;
      if (values[i] > values[high]) high = i;
    }
    kept.add(low).add(high);
  }
  return [...kept].sort((a, b) => a - b);
}
