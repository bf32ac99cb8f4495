// What the command line's `evaluate` wrote of each checkpoint: models/*.json.

/** @typedef {{ precision: number, recall: number, f1: number, support: number }} PerClass */
/**
 * @typedef {object} Evaluation
 * @property {number} n
 * @property {number} accuracy
 * @property {number} ece
 * @property {string[]} labels
 * @property {number[][]} confusion rows true, columns predicted
 * @property {Record<string, PerClass>} per_class
 * @property {{ n: number, confidence: number, accuracy: number }[]} reliability
 */
/**
 * @typedef {Evaluation & { intervals: Record<string, number[]>, head?: 'label' | 'votes', voted?: number, cross_entropy?: number,
 *   share_error?: number }} Figures those of shares against votes have the last four
 */
/**
 * @typedef {Figures & { parameters: number, groups: Evaluation | null, votes?: Figures | null, disturbed?: Record<string, number>,
 *   mirrored_accuracy?: number }} Report
 */

const REPORTS = /** @type {Record<string, URL>} */ ({
  lenet: new URL('../../../models/lenet.json', import.meta.url),
  'lenet-tiny': new URL('../../../models/lenet-tiny.json', import.meta.url),
  'lenet5-article': new URL('../../../models/lenet5-article.json', import.meta.url),
  'lenet5-article-3': new URL('../../../models/lenet5-article-3.json', import.meta.url),
});

/** The checkpoints that have a report. */
export const NAMES = Object.keys(REPORTS);

/** @type {Map<string, Promise<Report>>} */
const loading = new Map();

/** @param {string} name @returns {Promise<Report>} */
export function report(name) {
  let promise = loading.get(name);
  if (!promise) {
    promise = fetch(REPORTS[name]).then((response) => {
      if (!response.ok) throw new Error(`${REPORTS[name].pathname} could not be fetched`);
      return response.json();
    });
    promise.catch(() => loading.delete(name));
    loading.set(name, promise);
  }
  return promise;
}

/** What always answering the commonest label scores. @param {Evaluation} evaluation */
export function alwaysLargest({ n, per_class: perClass }) {
  const [label, { support }] = Object.entries(perClass).reduce((a, b) =>
    b[1].support > a[1].support ? b : a,
  );
  return { label, share: support / n };
}

/**
 * The 95 % interval of a share (Wilson 1927), which stays between 0 and 1 for few pictures, too.
 * @param {number} right
 * @param {number} of
 * @returns {[low: number, high: number]}
 */
export function wilson(right, of) {
  if (of === 0) return [0, 1];
  const z = 1.96;
  const share = right / of;
  const middle = share + (z * z) / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const whole = 1 + (z * z) / of;
  return [(middle - half) / whole, (middle + half) / whole];
}

/**
 * Precision or recall of each class, with its interval.
 * @param {Evaluation} evaluation
 * @param {'recall' | 'precision'} measure
 */
export const byClass = ({ labels, confusion }, measure) =>
  labels.map((label, i) => {
    const of = measure === 'recall' ? confusion[i] : confusion.map((row) => row[i]);
    const sum = of.reduce((a, b) => a + b, 0);
    return { label, share: sum ? confusion[i][i] / sum : 0, interval: wilson(confusion[i][i], sum), of: sum };
  });
