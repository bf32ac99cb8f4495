// Several runs of the bench as one result: the median of every figure, and the range of every ratio.

/** @typedef {Record<string, any>} Results */

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Every ratio of a result, by its path: `inference.lenet.ratio`. @param {Results} of @param {string} [path] @returns {string[]} */
const ratios = (of, path = '') =>
  Object.entries(of).flatMap(([key, value]) => {
    const at = path ? `${path}.${key}` : key;
    if (value && typeof value === 'object') return ratios(value, at);
    return typeof value === 'number' && key.startsWith('ratio') ? [at] : [];
  });

/** @param {Results} of @param {string} path @returns {number | undefined} */
const valueAt = (of, path) => path.split('.').reduce((/** @type {any} */ part, key) => part?.[key], of);

/** A part that a run lacks is left out of the medians, not zero. @param {any[]} values @returns {any} */
function middle(values) {
  const [first] = values;
  if (typeof first === 'number') return median(values);
  if (!first || typeof first !== 'object' || Array.isArray(first)) return first;
  return Object.fromEntries(
    Object.keys(first).map((key) => [
      key,
      middle(values.map((value) => value?.[key]).filter((value) => value !== undefined)),
    ]),
  );
}

/** @param {Results[]} results of separate runs */
export const merged = (results) => ({
  ...middle(results),
  runs: results.length,
  ranges: Object.fromEntries(
    ratios(results[0]).map((path) => {
      const values = results.map((of) => valueAt(of, path)).filter((value) => value !== undefined);
      return [path, [Math.min(...values), Math.max(...values)]];
    }),
  ),
});
