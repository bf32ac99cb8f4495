import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spreader } from '../../www/lab/spread.js';

test('each piece has a task of its own, and one that still waits is done once', async () => {
  /** @type {string[]} */
  const done = [];
  const [a, b, c] = ['a', 'b', 'c'].map((name) => () => done.push(name));
  const spread = spreader();
  spread([a, b, c]);
  assert.deepEqual(done, []);
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(done, ['a']);
  spread([a, b, c]); // b and c still wait
  while (done.length < 4) await new Promise((resolve) => setTimeout(resolve));
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(done, ['a', 'b', 'c', 'a']);
});
