// What the lesson opens is what the network computes: the whole network of the page, unit by unit, gives the logits that the
// native command line wrote down (tests/golden/sample.json).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { correlated, padded } from '../../www/lessons/convolution/convolve.js';
import {
  layersOf,
  open,
  pooledSide,
  receptiveField,
  softmax,
  source,
  unitNamed,
  unitName,
} from '../../www/lessons/network/sums.js';
import { weightsOf } from '../../www/lessons/network/weights.js';

/** @param {string} name */
const load = (name) => {
  const { buffer, byteOffset, length } = readFileSync(`models/${name}.safetensors`);
  const weights = weightsOf(buffer.slice(byteOffset, byteOffset + length));
  return { weights, layers: layersOf(weights) };
};
const golden = JSON.parse(readFileSync('tests/golden/sample.json', 'utf8'));

/** Every layer by opened sums alone. @param {ReturnType<typeof load>} network */
function computed({ weights, layers }) {
  const mean = golden.crop.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b) / 2304;
  const deviation = Math.sqrt(
    golden.crop.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + (b - mean) ** 2, 0) / 2304,
  );
  /** @type {Record<string, Float32Array>} */
  const values = { input: Float32Array.from(golden.crop, (pixel) => (pixel - mean) / (deviation + 4)) };
  layers.forEach((layer, at) => {
    if (at === 0) return;
    const { maps, side, pool } = layer;
    const shown = Float32Array.from({ length: maps * side * side }, (_, i) => {
      const unit = {
        layer: at,
        map: Math.floor(i / (side * side)),
        x: i % side,
        y: Math.floor(i / side) % side,
      };
      return open(layers, weights, values, unit).value;
    });
    values[layer.shown] = shown;
    if (pool === 1) return;
    const small = pooledSide(layer);
    values[layer.passed] = Float32Array.from({ length: maps * small * small }, (_, i) => {
      const [map, x, y] = [Math.floor(i / (small * small)), i % small, Math.floor(i / small) % small];
      let most = -Infinity;
      for (let k = 0; k < pool * pool; k++)
        most = Math.max(
          most,
          shown[(map * side + y * pool + Math.floor(k / pool)) * side + x * pool + (k % pool)],
        );
      return most;
    });
  });
  return values;
}

const page = load('lenet');
const values = computed(page);

test('opened sums give the native command line’s logits and probabilities', () => {
  const labels = golden.logits.length;
  golden.logits.forEach((/** @type {number} */ logit, /** @type {number} */ i) =>
    assert.ok(Math.abs(values.logits[i] - logit) < 1e-4, `${i}: ${values.logits[i]} for ${logit}`),
  );
  const { probabilities } = softmax(values.logits.subarray(0, labels), page.weights.temperature);
  golden.probabilities.forEach((/** @type {number} */ p, /** @type {number} */ i) =>
    assert.ok(Math.abs(probabilities[i] - p) < 1e-4),
  );
});

test('a learned kernel in the lesson on convolution gives the first layer of that network', () => {
  const { weights, layers } = page;
  const [, { maps, side, kernel, padding }] = layers;
  const input = padded({ values: Array.from(values.input), width: 48, height: 48 }, padding);
  for (let map = 0; map < maps; map++) {
    const learned = Array.from(
      weights.tensors['conv1.weight'].subarray(map * kernel ** 2, (map + 1) * kernel ** 2),
    );
    const answer = correlated(input, learned, 1);
    assert.equal(answer.width, side);
    Array.from(answer.values).forEach((value, i) => {
      const after = Math.max(0, value + weights.tensors['conv1.bias'][map]);
      assert.ok(Math.abs(after - values[layers[1].shown][map * side * side + i]) < 1e-4, `${map} ${i}`);
    });
  }
});

test('a term leads to a unit of the layer before with the value that was multiplied', () => {
  const { layers, weights } = page;
  let unit = { layer: layers.length - 1, map: 3, x: 0, y: 0 };
  while (unit.layer > 1) {
    const { terms } = open(layers, weights, values, unit);
    const term = terms.reduce((a, b) => (Math.abs(b.sum) > Math.abs(a.sum) ? b : a));
    const k = term.values.findIndex((value) => value !== 0);
    const next = source(layers, values, unit, term.from, k);
    assert.ok(next);
    const { shown, side } = layers[next.layer];
    assert.equal(values[shown][(next.map * side + next.y) * side + next.x], term.values[k]);
    unit = next;
  }
  assert.equal(layers[unit.layer].name, 'conv1');
});

test('a receptive field grows from the kernel to the face', () => {
  const { layers } = load('lenet5-article');
  assert.deepEqual(receptiveField(layers, { layer: 1, map: 0, x: 20, y: 0 }), {
    left: 18,
    top: 0,
    right: 23,
    bottom: 3,
  });
  // A window of 5 pooled pixels is 10 pixels of the first maps, each of which sees 5 of the face.
  assert.deepEqual(receptiveField(layers, { layer: 2, map: 0, x: 5, y: 5 }), {
    left: 8,
    top: 8,
    right: 22,
    bottom: 22,
  });
});

test('a unit outside the network has no name', () => {
  const { layers } = load('lenet5-article');
  const unit = { layer: 2, map: 3, x: 7, y: 9 };
  assert.deepEqual(unitNamed(layers, unitName(layers, unit)), unit);
  for (const name of ['conv9-0-0-0', 'conv1-6-0-0', 'conv1-0-48-0', 'logits-7', 'x', 'conv1'])
    assert.equal(unitNamed(layers, name), null, name);
});
