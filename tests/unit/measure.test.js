import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { placesAmong } from '../../www/data/labels.js';
import { compare, measure } from '../../www/data/measure.js';
import { duplicates } from '../../www/lessons/data/own.js';
import { noiseBetween, roomTaken, scored } from '../../www/lessons/groups/figures.js';

const SEVEN = ['anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise', 'neutral'];

test('figures are those of the crate’s own example: of three pictures the second is read wrongly', () => {
  const probabilities = [
    [0.9, 0.1],
    [0.6, 0.4],
    [0.2, 0.8],
  ];
  const {
    n,
    accuracy,
    confusion,
    per_class: perClass,
    ece,
    loss,
  } = measure(['ring', 'cross'], probabilities, [0, 1, 1]);
  assert.deepEqual(confusion, [
    [1, 0],
    [1, 1],
  ]);
  assert.deepEqual([n, accuracy, perClass.cross.recall, perClass.ring.precision], [3, 2 / 3, 0.5, 0.5]);
  // Each in a bin of its own: .1 + .6 + .2 apart.
  assert.ok(Math.abs(ece - 0.9 / 3) < 1e-12);
  assert.ok(Math.abs(loss + (Math.log(0.9) + Math.log(0.4) + Math.log(0.8)) / 3) < 1e-12);
});

test('of no pictures and of labels without any, figures are 0 and not NaN', () => {
  const { accuracy, ece, per_class: perClass } = measure(['a', 'b'], [], []);
  assert.deepEqual([accuracy, ece, perClass.a.f1], [0, 0, 0]);
});

test('McNemar’s p is that of the command line', () => {
  const { compared } = JSON.parse(readFileSync('tests/golden/drawn.json', 'utf8'));
  const pairs = [
    ...Array(compared.only_first).fill([true, false]),
    ...Array(compared.only_second).fill([false, true]),
    ...Array(compared.n - compared.only_first - compared.only_second).fill([true, true]),
  ];
  const found = compare(
    pairs.map(([a]) => a),
    pairs.map(([, b]) => b),
  );
  assert.deepEqual([found.onlyFirst, found.onlySecond], [compared.only_first, compared.only_second]);
  assert.ok(Math.abs(found.p - compared.p) < 1e-12);
  assert.equal(compare([true], [true]).p, 1);
});

test('labels are found by name, and expressions by their group where a network tells the three', () => {
  assert.deepEqual(placesAmong(['sadness', 'anger'], SEVEN), [4, 0]);
  assert.deepEqual(placesAmong(SEVEN, ['positive', 'negative', 'neutral']), [1, 1, 1, 0, 1, 2, 2]);
  assert.equal(placesAmong(['cat'], SEVEN), null);
  assert.equal(placesAmong(['cat'], ['positive', 'negative', 'neutral']), null);
});

test('a test picture that stands in Training is said to, whichever row comes first', () => {
  const dataset = /** @type {import('../../www/data/collection.js').Dataset} */ (
    /** @type {unknown} */ ({
      n: 4,
      splits: Uint8Array.of(1, 0, 0, 0),
      truths: Uint8Array.of(5, 5, 6, 3),
      same: Int32Array.of(0, 0, 0, 3),
    })
  );
  assert.deepEqual(duplicates(dataset), [
    { split: 'Training', before: 'Training', n: 1, otherLabel: 1 },
    { split: 'PublicTest', before: 'Training', n: 1, otherLabel: 1 },
  ]);
});

test('the room above a baseline goes from 0 to 1, and wrong labels cost what they are said to', () => {
  assert.equal(roomTaken(0.25, 0.25), 0);
  assert.equal(roomTaken(1, 0.25), 1);
  assert.equal(scored(0.8, 0, 7), 0.8);
  assert.equal(scored(1, 0.2, 7), 0.8);
  assert.ok(Math.abs(scored(1 / 7, 0.5, 7) - 1 / 7) < 1e-12, 'who guesses is scored the same on any labels');
  const noise = noiseBetween(0.84, 0.68, 7);
  assert.ok(Math.abs(scored(0.84, noise, 7) - 0.68) < 1e-12);
});
