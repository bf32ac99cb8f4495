// What the lesson does to faces is what the command line does for its figures (crate/src/cli/disturb.rs), or plain geometry.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MEASURED, NAMES, RANGES } from '../../www/lessons/fooled/controls.js';
import { NOTHING, SIDE, cut, disturbed, moved, normal } from '../../www/lessons/fooled/disturb.js';
import { alone, heldFrom, strengthsOf, usualOf } from '../../www/lessons/fooled/sweep.js';

const face = Uint8ClampedArray.from(
  { length: SIDE * SIDE },
  (_, i) => 3 * (i % SIDE) + 2 * Math.floor(i / SIDE),
);
const at = (/** @type {ArrayLike<number>} */ values, /** @type {number} */ x, /** @type {number} */ y) =>
  values[y * SIDE + x];
const near = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ by) =>
  assert.ok(Math.abs(a - b) <= by, `${a} and ${b}`);

test('nothing changes nothing', () => {
  assert.deepEqual(disturbed(face, NOTHING), face);
});

/** A frame in which the grey value is 100 + x − y about its middle. */
const frame = {
  values: Float32Array.from({ length: 400 * 400 }, (_, i) => 100 + (i % 400) - Math.floor(i / 400)),
  width: 400,
  height: 400,
};
const square = { x: 152, y: 152, side: 96, roll: 0 };
/** Of a frame that rises by 1 a pixel to the right and falls by 1 downwards, the value at a place of a square of twice 48. */
const expected = (/** @type {number} */ x, /** @type {number} */ y) => 100 + 2 * (x - y);

test('a cut is the mean of what lies under each pixel', () => {
  const cropped = cut(frame, square);
  for (const [x, y] of [
    [0, 0],
    [47, 0],
    [24, 24],
    [10, 40],
  ])
    near(at(cropped, x, y), expected(x, y), 1e-3);
});

test('a moved face lies where it was moved to', () => {
  const cropped = cut(frame, moved(square, { ...NOTHING, dx: 5, dy: -3 }));
  near(at(cropped, 25, 17), expected(20, 20), 1e-3);
});

test('a larger face is larger about its middle, a turned one turns clockwise', () => {
  const larger = cut(frame, moved(square, { ...NOTHING, scale: 1.5 }));
  near(at(larger, 47, 0) - at(larger, 0, 0), (expected(47, 0) - expected(0, 0)) / 1.5, 1e-2);
  const turned = cut(frame, moved(square, { ...NOTHING, roll: 90 }));
  near(at(turned, 47, 0), at(cut(frame, square), 0, 0), 1e-2); // what was at the top left is at the top right
});

test('a smaller picture of the frame gives the same cut', () => {
  const half = {
    values: Float32Array.from({ length: 200 * 200 }, (_, i) => 100 + 2 * ((i % 200) - Math.floor(i / 200))),
    width: 200,
    height: 200,
    by: 0.5,
  };
  near(at(cut(half, square), 10, 40), expected(10, 40), 1e-2);
});

test('outside the frame its border repeats', () => {
  const cropped = cut(frame, { ...square, x: -1000 });
  near(at(cropped, 0, 0), at(cropped, 47, 0), 1e-3);
});

test('mirror, light, contrast, blur, noise and bars do what they are called', () => {
  const changed = (/** @type {object} */ by) => disturbed(face, { ...NOTHING, ...by });
  assert.equal(at(changed({ mirror: true }), 0, 7), at(face, 47, 7));
  assert.equal(at(changed({ light: 0.5 }), 20, 20), 50);
  near(at(changed({ side: 1 }), 0, 30), at(face, 0, 30) * 0.4, 0.51);
  near(at(changed({ side: 1 }), 47, 5), at(face, 47, 5) * 1.6, 0.51);
  const mean = face.reduce((sum, value) => sum + value, 0) / face.length;
  near(at(changed({ contrast: 0.5 }), 5, 5), mean + (at(face, 5, 5) - mean) / 2, 0.51);
  near(at(changed({ blur: 2 }), 24, 24), at(face, 24, 24), 0.51); // a ramp stays one
  const point = new Uint8ClampedArray(SIDE * SIDE);
  point[24 * SIDE + 24] = 255;
  near(at(disturbed(point, { ...NOTHING, blur: 1 }), 24, 24), 255 / (2 * Math.PI), 1);
  const grey = new Uint8ClampedArray(SIDE * SIDE).fill(128);
  const noisy = disturbed(grey, { ...NOTHING, noise: 8 });
  const deviation = Math.sqrt(noisy.reduce((sum, value) => sum + (value - 128) ** 2, 0) / noisy.length);
  near(deviation, 8, 0.4);
  assert.deepEqual(disturbed(grey, { ...NOTHING, noise: 8 }), noisy);
  assert.notDeepEqual(disturbed(grey, { ...NOTHING, noise: 8 }, 2), noisy);
  assert.equal(at(changed({ bar: 'eyes' }), 24, 18), 0);
  assert.notEqual(at(changed({ bar: 'eyes' }), 24, 38), 0);
  assert.equal(at(changed({ bar: 'both' }), 24, 38), 0);
});

/** Rows that are black in a column. @param {object} by @param {number} [column] */
const black = (by, column = 24) => {
  const white = new Uint8ClampedArray(SIDE * SIDE).fill(255);
  const values = disturbed(white, { ...NOTHING, bar: 'mouth', ...by });
  return Array.from({ length: SIDE }, (_, y) => y).filter((y) => at(values, column, y) === 0);
};

test('a bar is as tall as asked, and lies on the face wherever that is moved', () => {
  assert.deepEqual(black({ tall: 3 }), [36, 37, 38]);
  assert.deepEqual(black({ tall: 3, dy: -10 }), [26, 27, 28]);
  assert.deepEqual(black({ tall: 0 }), []);
  assert.equal(black({ tall: 4, scale: 1.5 }).length, 6);
  // A quarter turn clockwise lays the mouth upright, to the left.
  assert.equal(black({ tall: 3, roll: 90 }, 10).length, SIDE);
  assert.equal(black({ tall: 3, roll: 90, mirror: true }, 37).length, SIDE);
});

test('a sweep goes from end to end of its slider, through the strength that does nothing', () => {
  for (const name of NAMES) {
    const strengths = strengthsOf(name);
    assert.deepEqual([strengths[0], strengths.at(-1)], RANGES[name].slice(0, 2), name);
    assert.ok(strengths.includes(usualOf(name)) && strengths.length <= 41, name);
    assert.deepEqual(disturbed(face, alone(name, usualOf(name), 'none')), face, name);
  }
});

test('the height of a bar is swept with a bar, over the mouth where none was chosen', () => {
  assert.deepEqual(alone('tall', 4, 'none'), { ...NOTHING, bar: 'mouth', tall: 4 });
  assert.equal(alone('tall', 4, 'eyes').bar, 'eyes');
  assert.deepEqual(alone('blur', 2, 'eyes'), { ...NOTHING, blur: 2 });
});

test('the answer holds as far as it is the same without a gap', () => {
  const strengths = [-2, -1, 0, 1, 2, 3];
  assert.deepEqual(heldFrom(strengths, ['a', 'b', 'b', 'b', 'a', 'b'], 0), { label: 'b', from: -1, to: 1 });
  assert.deepEqual(heldFrom(strengths, ['a', 'a', 'a', 'a', 'a', 'a'], 0), { label: 'a', from: -2, to: 3 });
});

test('every strength that was measured lies on its slider', () => {
  for (const set of Object.values(MEASURED))
    for (const [name, value] of Object.entries(set)) {
      const [min, max, step] = RANGES[name];
      const steps = (Number(value) - min) / step;
      assert.ok(
        Number(value) >= min && Number(value) <= max && Math.abs(steps - Math.round(steps)) < 1e-6,
        name,
      );
    }
});

test('neighbouring seeds begin with numbers of their own, of deviation 1', () => {
  const first = Array.from({ length: 400 }, (_, seed) => normal(seed + 1)());
  const deviation = Math.sqrt(first.reduce((sum, value) => sum + value ** 2, 0) / first.length);
  near(deviation, 1, 0.15);
  assert.ok(Math.max(...first) > 2);
});
