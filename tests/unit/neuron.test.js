// A neuron and a small layer, against finite differences and what the textbooks say of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  FIRST_SEED,
  answer,
  backward,
  change,
  descended,
  forward,
  layered,
  score,
  single,
} from '../../www/lessons/neuron/maths.js';
import { MOST_POINTS, SETS, pointsIn, written } from '../../www/lessons/neuron/points.js';

/** @param {string} name */
const points = (name) => pointsIn(SETS[name]) ?? [];

for (const name of /** @type {const} */ (['sigmoid', 'relu'])) {
  test(`the gradient by every weight and input is the slope of the loss: ${name}`, () => {
    for (const network of [single([0.3, -0.7, 0.9], name), layered(3, name, 5)]) {
      const input = [0.4, 0.2];
      const h = 1e-6;
      /** @param {typeof network} net @param {number[]} at */
      const lossAt = (net, at) => backward(net, forward(net, at), 1).loss;
      /** @param {(by: number) => number} moved */
      const slope = (moved) => (moved(h) - moved(-h)) / (2 * h);
      const gradients = backward(network, forward(network, input), 1);
      network.layers.forEach((layer, i) =>
        layer.forEach((row, j) =>
          row.forEach((_, k) => {
            const measured = slope((by) => {
              const layers = structuredClone(network.layers);
              layers[i][j][k] += by;
              return lossAt({ ...network, layers }, input);
            });
            assert.ok(Math.abs(measured - gradients.weights[i][j][k]) < 1e-6, `${i} ${j} ${k}`);
          }),
        ),
      );
      input.forEach((_, k) => {
        const measured = slope((by) =>
          lossAt(
            network,
            input.map((x, m) => x + (m === k ? by : 0)),
          ),
        );
        assert.ok(Math.abs(measured - gradients.data[0][k]) < 1e-6);
      });
    }
  });
}

/** Passes over all points. @param {ReturnType<typeof layered>} network @param {string} set @param {number} epochs */
function trained(network, set, epochs) {
  for (let i = 0; i < epochs; i++)
    for (const { x, y, label } of points(set)) network = descended(network, [x, y], label, 0.5);
  return network;
}

test('the perceptron’s rule separates what a line can, and stops', () => {
  for (const set of ['two', 'and', 'or']) {
    let weights = [0, 0, 0];
    for (let i = 0; i < 50; i++)
      for (const { x, y, label } of points(set)) {
        const { by } = change(single(weights, 'step'), [x, y], label, 0.5);
        weights = weights.map((w, k) => w + by[k]);
      }
    assert.equal(score(single(weights, 'step'), points(set)).right, points(set).length, set);
  }
});

test('one neuron never has all of XOR right; two before it and four do', () => {
  const alone = trained(single([0.2, 0.5, -0.4], 'sigmoid'), 'xor', 500);
  assert.ok(score(alone, points('xor')).right < 4);
  for (const hidden of [2, 4])
    for (const name of /** @type {const} */ (['sigmoid', 'relu'])) {
      const { right, loss } = score(trained(layered(hidden, name, FIRST_SEED), 'xor', 3000), points('xor'));
      assert.equal(right, 4, `${hidden} ${name} ${loss}`);
    }
});

test('four neurons close a ring, which no line does', () => {
  const { right } = score(trained(layered(4, 'sigmoid', FIRST_SEED), 'ring', 3000), points('ring'));
  assert.equal(right, points('ring').length);
});

test('a step answers 1 from 0 on', () => {
  assert.equal(answer(single([0, 1, 0], 'step'), [0, 0.5]), 1);
  assert.equal(answer(single([-0.1, 1, 0], 'step'), [0, 0.5]), 0);
});

test('points go into an address and come back; what is none is refused', () => {
  for (const [name, text] of Object.entries(SETS)) assert.equal(written(points(name)), text);
  assert.deepEqual(pointsIn(''), []);
  const tooMany = Array(MOST_POINTS + 1)
    .fill('0.0.1')
    .join('_');
  for (const bad of ['1.2', '11.0.1', '0.0.2', 'x', '0.0.1_', tooMany])
    assert.equal(pointsIn(bad), null, bad);
});
