// What the command line's `evaluate` and `compare` compute, here for pictures that never leave the page.

/** Bins of the expected calibration error. */
const BINS = 15;

/** @typedef {{ n: number, accuracy: number, macro_f1: number, ece: number, loss: number, labels: string[], confusion: number[][],
 *   per_class: Record<string, { precision: number, recall: number, f1: number, support: number }>,
 *   reliability: { n: number, confidence: number, accuracy: number }[] }} Measured as in models/*.json */

const sum = (/** @type {number[]} */ values) => values.reduce((a, b) => a + b, 0);
const ratio = (/** @type {number} */ part, /** @type {number} */ of) => (of > 0 ? part / of : 0);

/** The index of the highest. @param {ArrayLike<number>} values */
export function best(values) {
  let at = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[at]) at = i;
  return at;
}

/**
 * Compares probabilities with true labels, picture by picture.
 * @param {string[]} labels
 * @param {ArrayLike<number>[]} probabilities of each picture, in the labels' order
 * @param {ArrayLike<number>} truths indices into `labels`
 * @returns {Measured}
 */
export function measure(labels, probabilities, truths) {
  const n = probabilities.length;
  const confusion = labels.map(() => labels.map(() => 0));
  let loss = 0;
  probabilities.forEach((each, i) => {
    const read = best(each);
    confusion[truths[i]][read] += 1;
    loss -= Math.log(Math.max(each[truths[i]], 1e-12));
  });
  const classes = labels.map((_, i) => figuresOf(confusion, i));
  return {
    n,
    accuracy: ratio(sum(labels.map((_, i) => confusion[i][i])), n),
    macro_f1: ratio(sum(classes.map(({ f1 }) => f1)), labels.length),
    loss: ratio(loss, n),
    labels,
    confusion,
    per_class: Object.fromEntries(labels.map((label, i) => [label, classes[i]])),
    ...binned(
      probabilities.map((each, i) => ({ sure: each[best(each)], right: Number(best(each) === truths[i]) })),
    ),
  };
}

/**
 * How sure answers are and how right: the expected calibration error, and the bins with answers, the least sure first.
 * @param {{ sure: number, right: number }[]} answers `right`: 0 or 1, or the share of people who say the same
 */
export function binned(answers) {
  const bins = Array.from({ length: BINS }, () => ({ n: 0, confidence: 0, accuracy: 0 }));
  for (const { sure, right } of answers) {
    const bin = bins[Math.min(BINS - 1, Math.floor(sure * BINS))];
    bin.n += 1;
    bin.confidence += sure;
    bin.accuracy += right;
  }
  return {
    ece: ratio(sum(bins.map(({ confidence, accuracy }) => Math.abs(confidence - accuracy))), answers.length),
    reliability: bins
      .filter(({ n }) => n > 0)
      .map(({ n, confidence, accuracy }) => ({ n, confidence: confidence / n, accuracy: accuracy / n })),
  };
}

/** @param {number[][]} confusion @param {number} i */
function figuresOf(confusion, i) {
  const support = sum(confusion[i]);
  const precision = ratio(confusion[i][i], sum(confusion.map((row) => row[i])));
  const recall = ratio(confusion[i][i], support);
  return { precision, recall, f1: ratio(2 * precision * recall, precision + recall), support };
}

/**
 * McNemar's exact test: how likely two networks that are equally good differ as much on the pictures that only one of them reads
 * right.
 * @param {boolean[]} first whether it is right, picture by picture
 * @param {boolean[]} second
 */
export function compare(first, second) {
  const count = (/** @type {boolean} */ a, /** @type {boolean} */ b) =>
    first.filter((right, i) => right === a && second[i] === b).length;
  const [both, onlyFirst, onlySecond, neither] = [
    count(true, true),
    count(true, false),
    count(false, true),
    count(false, false),
  ];
  return { n: first.length, both, onlyFirst, onlySecond, neither, p: signTest(onlyFirst, onlySecond) };
}

/** Twice the probability of at most min(a, b) heads in a + b throws of a coin; 1 at most. @param {number} a @param {number} b */
function signTest(a, b) {
  const n = a + b;
  let logTerm = -n * Math.LN2;
  let total = 0;
  for (let k = 0; k <= Math.min(a, b); k++) {
    total += Math.exp(logTerm);
    logTerm += Math.log(n - k) - Math.log(k + 1);
  }
  return Math.min(1, 2 * total);
}
