import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  correlated,
  outputSide,
  padded,
  productsAt,
  turned,
} from '../../www/lessons/convolution/convolve.js';
import { kernelIn, numberIn, preset, presetOf, resized } from '../../www/lessons/convolution/kernels.js';

const sobel = preset('sobel-vertical', 3);
/** Dark on the left, bright on the right. */
const edge = { values: [10, 10, 200, 10, 10, 200, 10, 10, 200], width: 3, height: 3 };

test('a convolution turns the kernel: the top-left pixel meets the bottom-right number', () => {
  const corner = { values: [1, 0, 0, 0, 0, 0, 0, 0, 0], width: 3, height: 3 };
  const kernel = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  assert.deepEqual(Array.from(correlated(corner, turned(kernel), 1).values), [9]);
  assert.deepEqual(Array.from(correlated(corner, kernel, 1).values), [1]);
});

test('Sobel’s answer to an edge is that of the deck', () => {
  assert.deepEqual(Array.from(correlated(edge, turned(sobel), 1).values), [-760]);
});

test('padding and stride give the size of the output', () => {
  assert.equal(outputSide(48, 3, 0, 1), 46);
  assert.equal(outputSide(48, 5, 2, 1), 48);
  assert.equal(outputSide(48, 5, 0, 3), 15);
  const picture = padded({ values: new Float32Array(48 * 48), width: 48, height: 48 }, 2);
  const { width, height, values } = correlated(picture, preset('blur', 5), 2);
  assert.deepEqual([width, height, values.length], [24, 24, 576]);
});

test('printed products add up to the printed sum, and that to the map', () => {
  const kernel = [0.1234, -0.3333, 0.0001, 2, -1.5, 0.25, 0.0625, -0.7071, 3];
  const { products, sum } = productsAt(edge, kernel, 0, 0);
  const printed = products.map((value) => Number(value.toFixed(4)));
  assert.deepEqual(printed, products);
  assert.equal(Number(printed.reduce((a, b) => a + b).toFixed(4)), sum);
  assert.ok(Math.abs(correlated(edge, kernel, 1).values[0] - sum) < 1e-3);
});

test('a cell holds a number with a point or a comma, and nothing else', () => {
  assert.deepEqual(['2', '−1', '0,25', ' .5 ', '-12.3456'].map(numberIn), [2, -1, 0.25, 0.5, -12.3456]);
  for (const text of ['', 'x', '1e3', '99999', '0.12345', '--1', 'Infinity', '1.2.3'])
    assert.equal(numberIn(text), null, text);
});

test('an address names a kernel of 9 or 25 numbers', () => {
  assert.deepEqual(kernelIn(sobel.join(' ')), sobel);
  assert.equal(kernelIn('1 2 3'), null);
  assert.equal(kernelIn(Array(9).fill('x').join(' ')), null);
});

test('a kernel grows by zeros and shrinks to its middle', () => {
  assert.deepEqual(resized(resized(sobel, 5), 3), sobel);
  assert.equal(resized(sobel, 5)[6], -1);
  assert.equal(presetOf(resized(sobel, 5)), 'sobel-vertical');
  assert.equal(presetOf([1, 2, 3, 4, 5, 6, 7, 8, 9]), null);
});
