import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grouped, highest, smooth } from '../../www/element/smoothing.js';
import { pacer } from '../../www/element/pacer.js';

test('the first value is taken as it is, in a copy', () => {
  const next = Float32Array.of(0.25, 0.75);
  const first = smooth(null, next, 1, 0.4);
  assert.deepEqual(first, next);
  assert.notEqual(first, next);
});

test('smoothing depends on time, not on the number of frames', () => {
  const [from, to] = [Float32Array.of(0, 1), Float32Array.of(1, 0)];
  const once = smooth(from, to, 0.4, 0.4);
  let often = smooth(null, from, 0, 0);
  for (let i = 0; i < 40; i++) often = smooth(often, to, 0.01, 0.4);
  assert.ok(Math.abs(once[0] - often[0]) < 1e-5);
  assert.ok(Math.abs(once[0] - (1 - Math.exp(-1))) < 1e-6);
});

test('probabilities still sum to one', () => {
  const value = smooth(Float32Array.of(0.5, 0.25, 0.25), Float32Array.of(0, 0, 1), 0.033, 0.4);
  assert.ok(Math.abs(value.reduce((a, b) => a + b) - 1) < 1e-6);
});

test('no smoothing with 0 seconds, and none across checkpoints with other labels', () => {
  assert.deepEqual(smooth(Float32Array.of(1, 0), Float32Array.of(0, 1), 0.01, 0), Float32Array.of(0, 1));
  assert.deepEqual(smooth(Float32Array.of(1), Float32Array.of(0, 1), 0.01, 1), Float32Array.of(0, 1));
});

test('a clock that goes back changes nothing', () => {
  assert.deepEqual(smooth(Float32Array.of(1, 0), Float32Array.of(0, 1), -5, 0.4), Float32Array.of(1, 0));
});

test('groups are sums', () => {
  const seven = [0.5, 0, 0.125, 0.25, 0, 0.0625, 0.0625];
  const groups = [{ members: [3] }, { members: [0, 1, 2, 4] }, { members: [5, 6] }];
  assert.deepEqual([...grouped(seven, groups)], [0.25, 0.625, 0.125]);
});

test('the highest value is found, the first of equals', () => {
  assert.equal(highest([0.1, 0.6, 0.3]), 1);
  assert.equal(highest([0.5, 0.5]), 0);
});

/** How many of a camera's frames in 10 s pass. @param {number} cameraFps @param {number} maxFps */
function passed(cameraFps, maxFps) {
  const wanted = pacer();
  let count = 0;
  for (let i = 0; i < 10 * cameraFps; i++) if (wanted((1000 * i) / cameraFps, maxFps)) count += 1;
  return count;
}

test('the pacer keeps to the rate, and does not halve a camera that runs at about that rate', () => {
  assert.equal(passed(30, 30), 300);
  assert.ok(passed(31, 30) >= 295);
  assert.ok(Math.abs(passed(60, 30) - 300) <= 2);
  assert.ok(Math.abs(passed(30, 2) - 20) <= 1);
});
