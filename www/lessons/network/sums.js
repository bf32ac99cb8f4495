// What a unit is the sum of. No DOM: tests compute whole networks with it.
import { FACE } from '../shell/look.js';

/** @typedef {import('./weights.js').Weights} Weights */
/**
 * @typedef {object} Layer
 * @property {'input' | 'conv' | 'dense'} kind
 * @property {string} name `input`, `conv1` …, `dense1` …, `logits`
 * @property {string} tensor what its tensors' names begin with
 * @property {string} shown the activation that it gives: after ReLU, before any pool
 * @property {string} passed the activation that the next layer gets
 * @property {number} maps or units of a dense layer
 * @property {number} side of a map; 1 in dense layers
 * @property {number} kernel
 * @property {number} padding
 * @property {number} pool
 * @property {number} inputs values or maps of the layer before
 */
/** @typedef {{ layer: number, map: number, x: number, y: number }} Unit `layer`: its place among the layers */
/** @typedef {Record<string, Float32Array>} Values activations by name */

/** @param {Weights} weights @returns {Layer[]} from the face to the logits */
export function layersOf({ blocks, dense, tensors }) {
  const none = { kernel: 1, padding: 0, pool: 1 };
  /** @type {Layer[]} */
  const layers = [
    {
      kind: 'input',
      name: 'input',
      tensor: '',
      shown: 'input',
      passed: 'input',
      maps: 1,
      side: FACE,
      inputs: 0,
      ...none,
    },
  ];
  let [side, inputs] = [FACE, 1];
  blocks.forEach(({ channels, kernel, padding, pool }, i) => {
    side = side + 2 * padding - kernel + 1;
    const [name, n] = [`conv${i + 1}`, i + 1];
    const passed = pool > 1 ? `pool${n}` : `relu${n}`;
    layers.push({
      kind: 'conv',
      name,
      tensor: name,
      shown: `relu${n}`,
      passed,
      maps: channels,
      side,
      kernel,
      padding,
      pool,
      inputs,
    });
    side = Math.floor(side / pool);
    inputs = channels;
  });
  inputs *= side * side;
  for (let i = 0; i <= dense.length; i++) {
    const tensor = `dense${i + 1}`;
    const name = i < dense.length ? tensor : 'logits';
    const maps = tensors[`${tensor}.bias`].length;
    layers.push({ kind: 'dense', name, tensor, shown: name, passed: name, maps, side: 1, inputs, ...none });
    inputs = maps;
  }
  return layers;
}

/**
 * @typedef {object} Sum
 * @property {{ from: number, weights: Float32Array, values: Float32Array, sum: number }[]} terms a map of the layer before, or
 *   a unit of a dense one, each; `values` are 0 outside the map
 * @property {number} bias
 * @property {number} total terms and bias
 * @property {number} value of the unit: the total, or 0 for a negative one where a ReLU follows
 */

/**
 * Opens a unit.
 * @param {Layer[]} layers
 * @param {Weights} weights
 * @param {Values} values
 * @param {Unit} unit of a convolution or a dense layer
 * @returns {Sum}
 */
export function open(layers, { tensors }, values, { layer: at, map, x, y }) {
  const layer = layers[at];
  const [w, bias] = [tensors[`${layer.tensor}.weight`], tensors[`${layer.tensor}.bias`][map]];
  const before = values[layers[at - 1].passed];
  const terms =
    layer.kind === 'conv'
      ? windows(layer, layers[at - 1], w, before, { map, x, y })
      : products(layer, w, before, map);
  const total = terms.reduce((sum, term) => sum + term.sum, bias);
  return { terms, bias, total, value: layer.name === 'logits' ? total : Math.max(0, total) };
}

/** Pixels along a map's side after its pool. @param {Layer} layer */
export const pooledSide = ({ side, pool }) => Math.floor(side / pool);

/** @param {Layer} layer @param {Layer} previous @param {Float32Array} w @param {Float32Array} before @param {{ map: number, x: number, y: number }} unit */
function windows({ kernel, padding, inputs }, previous, w, before, { map, x, y }) {
  const side = pooledSide(previous);
  return Array.from({ length: inputs }, (_, from) => {
    const size = kernel * kernel;
    const weights = w.subarray((map * inputs + from) * size, (map * inputs + from + 1) * size);
    const values = new Float32Array(size);
    let sum = 0;
    for (let k = 0; k < size; k++) {
      const [column, row] = [x - padding + (k % kernel), y - padding + Math.floor(k / kernel)];
      if (column < 0 || row < 0 || column >= side || row >= side) continue;
      values[k] = before[(from * side + row) * side + column];
      sum += values[k] * weights[k];
    }
    return { from, weights, values, sum };
  });
}

/** @param {Layer} layer @param {Float32Array} w @param {Float32Array} before @param {number} map */
function products({ inputs }, w, before, map) {
  return Array.from({ length: inputs }, (_, from) => {
    const at = map * inputs + from;
    return {
      from,
      weights: w.subarray(at, at + 1),
      values: before.subarray(from, from + 1),
      sum: w[at] * before[from],
    };
  });
}

/**
 * The unit that a term comes from: of a pooled map, the largest of those that were pooled.
 * @param {Layer[]} layers
 * @param {Values} values
 * @param {Unit} unit
 * @param {number} from the term
 * @param {number} k the place in its window
 * @returns {Unit | null} null outside the map
 */
export function source(layers, values, { layer: at, x, y }, from, k) {
  const [layer, previous] = [layers[at], layers[at - 1]];
  const side = pooledSide(previous);
  if (layer.kind === 'dense' && previous.kind === 'dense') return { layer: at - 1, map: from, x: 0, y: 0 };
  let [map, column, row] = [
    from,
    x - layer.padding + (k % layer.kernel),
    y - layer.padding + Math.floor(k / layer.kernel),
  ];
  if (layer.kind === 'dense')
    [map, column, row] = [Math.floor(from / (side * side)), from % side, Math.floor(from / side) % side];
  if (column < 0 || row < 0 || column >= side || row >= side) return null;
  return { layer: at - 1, ...largest(previous, values[previous.shown], { map, x: column, y: row }) };
}

/** Where the maximum of a pool comes from. @param {Layer} layer @param {Float32Array} maps @param {{ map: number, x: number, y: number }} pooled */
function largest({ side, pool }, maps, { map, x, y }) {
  const at = (/** @type {number} */ column, /** @type {number} */ row) =>
    maps[(map * side + row) * side + column];
  let best = { map, x: x * pool, y: y * pool };
  for (let k = 1; k < pool * pool; k++) {
    const [column, row] = [x * pool + (k % pool), y * pool + Math.floor(k / pool)];
    if (at(column, row) > at(best.x, best.y)) best = { map, x: column, y: row };
  }
  return best;
}

/**
 * The part of the face that a unit depends on, in pixels: its receptive field.
 * @param {Layer[]} layers
 * @param {Unit} unit
 * @returns {{ left: number, top: number, right: number, bottom: number }} right and bottom not included
 */
export function receptiveField(layers, unit) {
  const ends = (/** @type {number} */ at) => {
    let [low, high] = [at, at];
    for (let i = unit.layer; i > 0; i--) {
      const { padding, kernel } = layers[i];
      const { pool } = layers[i - 1];
      [low, high] = [low - padding, high - padding + kernel - 1];
      [low, high] = [low * pool, high * pool + pool - 1];
    }
    return [Math.max(0, low), Math.min(FACE, high + 1)];
  };
  if (layers[unit.layer].kind === 'dense') return { left: 0, top: 0, right: FACE, bottom: FACE };
  const [[left, right], [top, bottom]] = [ends(unit.x), ends(unit.y)];
  return { left, top, right, bottom };
}

/** The window on the layer before, in pixels of its shown maps. @param {Layer[]} layers @param {Unit} unit */
export function windowOf(layers, { layer: at, x, y }) {
  const { kernel, padding } = layers[at];
  const { pool } = layers[at - 1];
  return { x: (x - padding) * pool, y: (y - padding) * pool, side: kernel * pool };
}

/** What softmax makes of logits. @param {ArrayLike<number>} logits @param {number} temperature */
export function softmax(logits, temperature) {
  const scaled = Array.from(logits, (logit) => logit / temperature);
  const powers = scaled.map(Math.exp);
  const sum = powers.reduce((a, b) => a + b, 0);
  return { scaled, powers, sum, probabilities: powers.map((power) => power / sum) };
}

/** A unit as an address holds it, such as `conv2-3-7-9`. @param {Layer[]} layers @param {Unit} unit */
export const unitName = (layers, { layer, map, x, y }) =>
  layers[layer].kind === 'dense' ? `${layers[layer].name}-${map}` : `${layers[layer].name}-${map}-${x}-${y}`;

/** @param {Layer[]} layers @param {string} name @returns {Unit | null} null for one that this network lacks */
export function unitNamed(layers, name) {
  const [of, ...numbers] = name.split('-');
  const layer = layers.findIndex((each) => each.name === of);
  const [map, x = 0, y = 0] = numbers.map(Number);
  const { maps, side } = layers[layer] ?? { maps: 0, side: 0 };
  return map < maps && x < side && y < side ? { layer, map, x, y } : null;
}
