// How a logit changes with every value of the input: an exact pass backward through the layers. No DOM.
import { pooledSide } from './sums.js';

/** @typedef {import('./sums.js').Layer} Layer */
/** @typedef {import('./sums.js').Values} Values */

/**
 * The gradient of a logit by the input (a saliency map, Simonyan and others 2013).
 * @param {Layer[]} layers
 * @param {import('./weights.js').Weights} weights
 * @param {Values} values of every layer for a face
 * @param {number} logit
 * @returns {Float32Array} a value for each of the input's
 */
export function inputGradient(layers, { tensors }, values, logit) {
  const { maps: logits } = layers[layers.length - 1];
  let gradient = Float32Array.from({ length: logits }, (_, i) => Number(i === logit));
  for (let at = layers.length - 1; at > 0; at--) {
    const [layer, previous] = [layers[at], layers[at - 1]];
    const w = tensors[`${layer.tensor}.weight`];
    if (layer.pool > 1) gradient = unpooled(layer, values[layer.shown], gradient);
    // Where ReLU gave 0, nothing gets through.
    if (layer.name !== 'logits') gradient = gradient.map((g, i) => (values[layer.shown][i] > 0 ? g : 0));
    gradient = layer.kind === 'dense' ? ofDense(layer, w, gradient) : ofConv(layer, previous, w, gradient);
  }
  return gradient;
}

/** To the value that each maximum came from. @param {Layer} layer @param {Float32Array} shown @param {Float32Array} gradient */
function unpooled(layer, shown, gradient) {
  const { maps, side, pool } = layer;
  const small = pooledSide(layer);
  const whole = new Float32Array(maps * side * side);
  gradient.forEach((g, i) => {
    const [map, x, y] = [Math.floor(i / small ** 2), i % small, Math.floor(i / small) % small];
    const at = (/** @type {number} */ k) =>
      (map * side + y * pool + Math.floor(k / pool)) * side + x * pool + (k % pool);
    let best = at(0);
    for (let k = 1; k < pool * pool; k++) if (shown[at(k)] > shown[best]) best = at(k);
    whole[best] = g;
  });
  return whole;
}

/** @param {Layer} layer @param {Float32Array} w @param {Float32Array} gradient */
function ofDense({ inputs }, w, gradient) {
  const before = new Float32Array(inputs);
  gradient.forEach((g, unit) => {
    if (g !== 0) for (let i = 0; i < inputs; i++) before[i] += g * w[unit * inputs + i];
  });
  return before;
}

/** @param {Layer} layer @param {Layer} previous @param {Float32Array} w @param {Float32Array} gradient */
function ofConv({ side, kernel, padding, inputs }, previous, w, gradient) {
  const wide = pooledSide(previous);
  const before = new Float32Array(inputs * wide * wide);
  gradient.forEach((g, i) => {
    if (g === 0) return;
    const [map, left, top] = [
      Math.floor(i / side ** 2),
      (i % side) - padding,
      (Math.floor(i / side) % side) - padding,
    ];
    const [fromX, toX] = [Math.max(0, -left), Math.min(kernel, wide - left)];
    const [fromY, toY] = [Math.max(0, -top), Math.min(kernel, wide - top)];
    for (let from = 0; from < inputs; from++)
      for (let ky = fromY; ky < toY; ky++) {
        const row = (from * wide + top + ky) * wide + left;
        const weight = ((map * inputs + from) * kernel + ky) * kernel;
        for (let kx = fromX; kx < toX; kx++) before[row + kx] += g * w[weight + kx];
      }
  });
  return before;
}
