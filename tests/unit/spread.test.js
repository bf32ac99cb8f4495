import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spreader } from '../../www/lab/spread.js';

test('each piece has a frame of its own, and one that still waits is done once', () => {
  /** @type {string[]} */
  const done = [];
  const [a, b, c] = ['a', 'b', 'c'].map((name) => () => done.push(name));
  /** @type {(() => void)[]} */
  const frames = [];
  const spread = spreader((next) => frames.push(next));
  const frame = () => frames.shift()?.();
  spread([a, b, c]);
  assert.deepEqual(done, []);
  frame();
  assert.deepEqual(done, ['a']);
  spread([a, b, c]); // b and c still wait
  assert.equal(frames.length, 1);
  while (frames.length) frame();
  assert.deepEqual(done, ['a', 'b', 'c', 'a']);
});
