// A neuron, and a layer of them before one: forward, backward, and one step of learning. No DOM.

/** @typedef {{ of: (sum: number) => number, slope: (sum: number) => number }} Activation */
/** @typedef {'step' | 'sigmoid' | 'relu'} ActivationName */
/** @typedef {number[][]} Layer a row for each neuron: its bias w₀, then a weight for each input */
/** @typedef {{ layers: Layer[], activations: ActivationName[] }} Network the last layer is one neuron */
/** @typedef {{ data: number[][], sums: number[][] }} Pass `data[0]` is the input, `data[i + 1] = f(sums[i])` */
/** @typedef {{ data: number[][], sums: number[][], weights: Layer[], loss: number }} Gradients of the loss, by what of a pass */

/** A start from which two neurons learn XOR; from about half of the others they do not. */
export const FIRST_SEED = 5;

const logistic = (/** @type {number} */ z) => 1 / (1 + Math.exp(-z));

/** @type {Record<ActivationName, Activation>} */
export const ACTIVATIONS = {
  step: { of: (z) => (z >= 0 ? 1 : 0), slope: () => 0 },
  sigmoid: { of: logistic, slope: (z) => logistic(z) * (1 - logistic(z)) },
  relu: { of: (z) => Math.max(0, z), slope: (z) => (z > 0 ? 1 : 0) },
};

/** One neuron. @param {number[]} weights w₀, w₁, w₂ @param {ActivationName} name @returns {Network} */
export const single = (weights, name) => ({ layers: [[weights]], activations: [name] });

/**
 * A hidden layer with weights at random, and a sigmoid that reads it.
 * @param {number} hidden neurons
 * @param {ActivationName} name the activation of the hidden ones
 * @param {number} seed the same seed gives the same weights
 * @returns {Network}
 */
export function layered(hidden, name, seed) {
  const random = mulberry(seed);
  const row = (/** @type {number} */ n) => Array.from({ length: n }, () => 4 * random() - 2);
  return {
    layers: [Array.from({ length: hidden }, () => row(3)), [row(hidden + 1)]],
    activations: [name, 'sigmoid'],
  };
}

/** @param {Network} network @param {number[]} input @returns {Pass} */
export function forward({ layers, activations }, input) {
  /** @type {Pass} */
  const pass = { data: [input], sums: [] };
  layers.forEach((layer, i) => {
    const before = pass.data[i];
    const sums = layer.map(([bias, ...weights]) => weights.reduce((z, w, k) => z + w * before[k], bias));
    pass.sums.push(sums);
    pass.data.push(sums.map(ACTIVATIONS[activations[i]].of));
  });
  return pass;
}

/** What came out. @param {Pass} pass */
export const lastOf = ({ data }) => data[data.length - 1][0];

/** What comes out for an input. @param {Network} network @param {number[]} input */
export const answer = (network, input) => lastOf(forward(network, input));

/** Far enough from 0 and 1 for a logarithm. @param {number} y */
const inside = (y) => Math.min(1 - 1e-9, Math.max(1e-9, y));

/**
 * The gradient of the loss by every number of a pass (Rumelhart, Hinton, Williams 1986). The loss of a sigmoid's answer is
 * the cross-entropy, that of another's half the squared error.
 * @param {Network} network
 * @param {Pass} pass
 * @param {number} target 0 or 1
 * @returns {Gradients}
 */
export function backward({ layers, activations }, pass, target) {
  const y = lastOf(pass);
  const crossEntropy = activations.at(-1) === 'sigmoid';
  const loss = crossEntropy ? -Math.log(inside(target === 1 ? y : 1 - y)) : (y - target) ** 2 / 2;
  const byAnswer = crossEntropy ? (inside(y) - target) / (inside(y) * (1 - inside(y))) : y - target;
  /** @type {Gradients} */
  const gradients = { data: [[byAnswer]], sums: [], weights: [], loss };
  for (let i = layers.length - 1; i >= 0; i--) {
    const { slope } = ACTIVATIONS[activations[i]];
    const bySum = pass.sums[i].map((z, k) => gradients.data[0][k] * slope(z));
    // The two factors cancel to this, exactly even where the sigmoid is flat.
    if (crossEntropy && i === layers.length - 1) bySum[0] = y - target;
    gradients.sums.unshift(bySum);
    gradients.weights.unshift(bySum.map((g) => [g, ...pass.data[i].map((value) => g * value)]));
    gradients.data.unshift(
      pass.data[i].map((_, k) => layers[i].reduce((sum, row, j) => sum + row[k + 1] * bySum[j], 0)),
    );
  }
  return gradients;
}

/**
 * By how much one point changes the weights of one neuron. The perceptron's rule (Rosenblatt 1958) has no gradient, as a step is
 * flat; it takes the error in its place, as the sigmoid with its loss does.
 * @param {Network} network of one neuron
 * @param {number[]} input
 * @param {number} target
 * @param {number} rate
 */
export function change(network, input, target, rate) {
  const pass = forward(network, input);
  const error = target - pass.data[1][0];
  const push = network.activations[0] === 'step' ? error : -backward(network, pass, target).sums[0][0];
  return { sum: pass.sums[0][0], y: pass.data[1][0], push, by: [1, ...input].map((x) => rate * push * x) };
}

/** @param {Network} network @param {number[]} input @param {number} target @param {number} rate @returns {Network} after one step down the gradient */
export function descended(network, input, target, rate) {
  const { weights } = backward(network, forward(network, input), target);
  const layers = network.layers.map((layer, i) =>
    layer.map((row, j) => row.map((w, k) => w - rate * weights[i][j][k])),
  );
  return { ...network, layers };
}

/** The mean loss, and how many points are on their side of ½. @param {Network} network @param {import('./points.js').Point[]} points */
export function score(network, points) {
  let [loss, right] = [0, 0];
  for (const { x, y, label } of points) {
    const pass = forward(network, [x, y]);
    loss += backward(network, pass, label).loss / points.length;
    right += Number(Number(isOne(lastOf(pass))) === label);
  }
  return { loss, right };
}

/** Which side an answer is on. @param {number} y */
export const isOne = (y) => y >= 0.5;

/** Numbers from 0 to 1 that a seed gives. @param {number} seed */
function mulberry(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
