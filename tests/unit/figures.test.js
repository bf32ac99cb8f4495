import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axis, axisOver, drawn, marks } from '../../www/figures/scale.js';
import { nameOf, say } from '../../www/figures/words.js';

test('an axis goes from a round number to a round number, round all values', () => {
  assert.deepEqual(axis(1.03, 1.97), { from: 1, to: 2, step: 0.2 });
  assert.deepEqual(axis(0, 100), { from: 0, to: 100, step: 20 });
  assert.deepEqual(marks(axis(0, 100)), [0, 20, 40, 60, 80, 100]);
});

test('an axis from a given end has few marks, also over values that are nearly the same', () => {
  assert.ok(marks(axisOver([0.69314, 0.69315], { from: 0 })).length < 10);
  assert.deepEqual(axisOver([0.3, 0.7], { from: 0, to: 1, step: 0.2 }), { from: 0, to: 1, step: 0.2 });
  assert.deepEqual(axisOver([1.03, 1.97], {}), axis(1.03, 1.97));
});

test('an axis of one value has a length', () => {
  const { from, to } = axis(5, 5);
  assert.ok(from <= 5 && 5 <= to && from < to);
});

test('a short curve is drawn as it is', () => assert.deepEqual(drawn([3, 1, 2]), [0, 1, 2]));

test('a long curve is drawn with at most 600 points, its ends and its peak', () => {
  const values = Float32Array.from({ length: 100_000 }, (_, i) => (i === 77_777 ? 9 : Math.sin(i)));
  const kept = drawn(values);
  assert.ok(kept.length <= 600);
  assert.deepEqual([kept[0], kept.at(-1)], [0, 99_999]);
  assert.ok(kept.includes(77_777));
});

test('a label that is the name of something else is called as it is spelled', () => {
  assert.equal(nameOf('fr', 'happiness'), 'joie');
  for (const label of ['wink', 'constructor', '__proto__', 'retry', 'camera'])
    assert.equal(nameOf('en', label), label);
});

test('a cell of one picture, of none and of more speaks as the language does', () => {
  const values = { n: '1', of: '9', label: 'joie', read: 'peur', share: '11,1 %' };
  assert.equal(
    say('fr', 'rowsOne', values),
    '1 des 9 images étiquetées «\u00a0joie\u00a0» est lue «\u00a0peur\u00a0»\u00a0: 11,1\u00a0%.',
  );
});
