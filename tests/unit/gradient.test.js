// The gradient map, against finite differences of a forward pass of its own; what covers a face.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inputGradient } from '../../www/lessons/network/gradient.js';
import {
  PATCH,
  PLACES,
  STEP,
  covered,
  coverings,
  falls,
  spreadOut,
} from '../../www/lessons/network/occlusion.js';
import { layersOf } from '../../www/lessons/network/sums.js';

let state = 7;
const random = () => (state = (state * 16807) % 2147483647) / 2147483647 - 0.5;
const some = (/** @type {number} */ n, /** @type {number} */ by) =>
  Float32Array.from({ length: n }, () => by * random());

/** @type {import('../../www/lessons/network/weights.js').Weights} */
const weights = {
  blocks: [
    { channels: 3, kernel: 3, padding: 1, pool: 2 },
    { channels: 4, kernel: 5, padding: 0, pool: 2 },
    { channels: 2, kernel: 3, padding: 0, pool: 1 },
  ],
  dense: [6],
  labels: ['a', 'b', 'c'],
  temperature: 1,
  tensors: {
    'conv1.weight': some(3 * 9, 1),
    'conv1.bias': some(3, 0.2),
    'conv2.weight': some(4 * 3 * 25, 0.4),
    'conv2.bias': some(4, 0.2),
    'conv3.weight': some(2 * 4 * 9, 0.5),
    'conv3.bias': some(2, 0.2),
    'dense1.weight': some(6 * 2 * 64, 0.3),
    'dense1.bias': some(6, 0.2),
    'dense2.weight': some(3 * 6, 1),
    'dense2.bias': some(3, 0.2),
  },
};
const layers = layersOf(weights);

/** In plain loops and double precision. @param {number[]} input */
function forward(input) {
  /** @type {Record<string, number[]>} */
  const values = { input };
  let [x, side, maps] = [input, 48, 1];
  weights.blocks.forEach(({ channels, kernel, padding, pool }, b) => {
    const [w, bias] = ['weight', 'bias'].map((name) => weights.tensors[`conv${b + 1}.${name}`]);
    const out = side + 2 * padding - kernel + 1;
    /** @type {number[]} */
    const relu = [];
    for (let c = 0; c < channels; c++)
      for (let i = 0; i < out; i++)
        for (let j = 0; j < out; j++) {
          let sum = bias[c];
          for (let m = 0; m < maps; m++)
            for (let ky = 0; ky < kernel; ky++)
              for (let kx = 0; kx < kernel; kx++) {
                const [r, q] = [i + ky - padding, j + kx - padding];
                if (r >= 0 && q >= 0 && r < side && q < side)
                  sum += w[((c * maps + m) * kernel + ky) * kernel + kx] * x[(m * side + r) * side + q];
              }
          relu.push(Math.max(0, sum));
        }
    values[`relu${b + 1}`] = relu;
    const small = Math.floor(out / pool);
    const pooled = Array.from({ length: channels * small * small }, (_, i) => {
      const [c, row, column] = [Math.floor(i / small ** 2), Math.floor(i / small) % small, i % small];
      const at = (/** @type {number} */ k) =>
        relu[(c * out + row * pool + Math.floor(k / pool)) * out + column * pool + (k % pool)];
      return Math.max(...Array.from({ length: pool * pool }, (_, k) => at(k)));
    });
    [x, side, maps] = [pooled, small, channels];
  });
  for (const [i, name] of ['dense1', 'logits'].entries()) {
    const [w, bias] = ['weight', 'bias'].map((kind) => weights.tensors[`dense${i + 1}.${kind}`]);
    const before = x;
    x = Array.from(bias, (b, unit) => before.reduce((sum, v, k) => sum + v * w[unit * before.length + k], b));
    if (name === 'dense1') x = x.map((v) => Math.max(0, v));
    values[name] = x;
  }
  return values;
}

test('the gradient of each logit is its slope at every pixel tried', () => {
  const input = Array.from({ length: 2304 }, () => 2 * random());
  const values = /** @type {any} */ (forward(input));
  const h = 1e-4;
  let tried = 0;
  for (const logit of [0, 2]) {
    const gradient = inputGradient(layers, weights, values, logit);
    assert.equal(gradient.length, 2304);
    for (const pixel of [0, 47, 700, 1175, 1500, 2303]) {
      const moved = (/** @type {number} */ by) => forward(input.with(pixel, input[pixel] + by)).logits[logit];
      const slope = (moved(h) - moved(-h)) / (2 * h);
      assert.ok(Math.abs(slope - gradient[pixel]) < 1e-4, `${logit} ${pixel}: ${slope} ${gradient[pixel]}`);
      tried += Number(Math.abs(slope) > 1e-3);
    }
  }
  assert.ok(tried > 3, 'some slopes are not 0');
});

test('a place that is covered has the mean grey, and no other changes', () => {
  const crop = Uint8ClampedArray.from({ length: 2304 }, (_, i) => (i % 2 ? 200 : 100));
  const face = covered(crop, PLACES + 2);
  const inside = (/** @type {number} */ i) =>
    i % 48 >= 2 * STEP &&
    i % 48 < 2 * STEP + PATCH &&
    Math.floor(i / 48) >= STEP &&
    Math.floor(i / 48) < STEP + PATCH;
  face.forEach((value, i) => assert.equal(value, inside(i) ? 150 : crop[i]));
});

test('the map tells by how much the probability falls, at the place that matters', () => {
  const crop = new Uint8ClampedArray(2304).fill(10);
  crop[20 * 48 + 30] = 255; // all that a reader looks at
  const faces = coverings(crop);
  const read = Array.from({ length: faces.length / 2304 }, (_, i) => faces[i * 2304 + 20 * 48 + 30] / 255);
  const rows = read.flatMap((share) => [1 - share, share]);
  const all = falls(Float32Array.from(rows), 2, 1);
  assert.equal(all.filter((fall) => fall > 0).length, 4); // as many places as cover it
  const pixels = spreadOut(all);
  assert.equal((pixels.indexOf(Math.max(...pixels)) % 48) >> 2, 30 >> 2);
  assert.equal(
    spreadOut(new Float32Array(PLACES * PLACES).fill(0.25)).every((value) => value === 0.25),
    true,
  );
});
