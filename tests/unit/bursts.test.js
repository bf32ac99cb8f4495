import assert from 'node:assert/strict';
import { test } from 'node:test';
import { count, gathered, missing, remove } from '../../www/lab/bursts.js';

const picture = (/** @type {number} */ value) => new Uint8Array(2304).fill(value);
/** @param {string} name @param {...number} sizes */
const label = (name, ...sizes) => ({
  name,
  bursts: sizes.map((size, burst) => Array.from({ length: size }, () => picture(10 * burst))),
});

test('whole bursts are kept to check with: of two the second, else every third', () => {
  const { labels, truths, parts, pixels } = gathered('mine', [label('a', 2, 1), label('b ', 1, 1, 2, 1)]);
  assert.deepEqual(labels, ['a', 'b']);
  assert.deepEqual([...truths], [0, 0, 0, 1, 1, 1, 1, 1]);
  assert.deepEqual([...parts], [0, 0, 1, 0, 0, 1, 1, 0]);
  assert.equal(pixels[2304 * 5], 20);
  assert.deepEqual([...gathered('one', [label('a', 3)]).parts], [0, 0, 0]);
});

test('what cannot be learned from is told by its first lack', () => {
  /** @param {...import('../../www/lab/bursts.js').Label} labels */
  const code = (...labels) => missing(labels)?.code;
  assert.equal(code(label('a', 1)), 'needTwo');
  assert.equal(code(label('a', 1), label(' ', 1)), 'needName');
  assert.equal(code(label('a', 1), label('a ', 1)), 'needOther');
  assert.deepEqual(missing([label('a', 1), label('b')]), { code: 'needPictures', name: 'b' });
  assert.equal(missing([label('a', 1), label('b', 1)]), null);
});

test('a burst whose last picture is removed is gone', () => {
  const one = label('a', 1, 2);
  remove(one, one.bursts[0][0]);
  assert.deepEqual([one.bursts.length, count(one)], [1, 2]);
});
