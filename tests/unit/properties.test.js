// What holds for any input at all, tried by fast-check: a counterexample is printed with the seed that made it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Collection } from '../../www/data/collection.js';
import { CsvReader } from '../../www/data/csv.js';
import { placeOf } from '../../www/data/folder.js';
import { Refusal } from '../../www/data/refusal.js';
import { readZip } from '../../www/data/zip.js';
import { pacer } from '../../www/element/pacer.js';
import { grouped, highest, smooth } from '../../www/element/smoothing.js';
import { within as boxWithin } from '../../www/element/view/box.js';
import { axis, drawn, marks } from '../../www/figures/scale.js';
import { within } from '../../www/lessons/shell/address.js';
import { unknownIn } from '../../www/site/unknown.js';

/** @param {string} name @param {import('fast-check').IRawProperty<any>} property */
const holds = (name, property) => test(name, () => fc.assert(property));

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
/** What is no number at all is one of these, too. */
const anything = fc.oneof(fc.double(), fc.constantFrom(0, NaN, Infinity, -Infinity));
const share = fc.double({ min: 0, max: 1, noNaN: true });
/** Probabilities of as many labels as a checkpoint may have. */
const probabilities = fc
  .array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: 2, maxLength: 12 })
  .map((weights) => Float32Array.from(weights, (weight) => weight / weights.reduce((a, b) => a + b)));
/** Names that JavaScript's objects have of themselves are among what an address may say. */
const word = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype)),
);

holds(
  'whatever an address says, at most a short word is told of it',
  fc.property(fc.array(fc.tuple(word, word)), (entries) => {
    const told = unknownIn(new URLSearchParams(entries));
    assert.ok(told.length <= 100, told);
  }),
);

holds(
  'what an address may set a number to is a number in its range',
  fc.property(fc.oneof(word, finite.map(String)), finite, finite, (value, a, b) => {
    const [least, most] = [Math.min(a, b), Math.max(a, b)];
    if (!within(0, least, most).allows(value)) return;
    assert.ok(Number(value) >= least && Number(value) <= most);
  }),
);

holds(
  'a smoothed answer lies between the one before and the next, whatever the clock says',
  fc.property(
    fc.array(fc.tuple(share, share), { minLength: 1, maxLength: 12 }),
    anything,
    anything,
    (pairs, elapsed, seconds) => {
      const [before, next] = [0, 1].map((k) => Float32Array.from(pairs, (pair) => pair[k]));
      smooth(before, next, elapsed, seconds).forEach((value, i) => {
        const [low, high] = [Math.min(before[i], next[i]), Math.max(before[i], next[i])];
        assert.ok(value >= low - 1e-6 && value <= high + 1e-6, `${low} … ${value} … ${high}`);
      });
    },
  ),
);

holds(
  'groups share out what the labels have, and the highest value is none the less',
  fc.property(probabilities, fc.infiniteStream(fc.nat(2)), (values, places) => {
    /** @type {{ members: number[] }[]} */
    const groups = [{ members: [] }, { members: [] }, { members: [] }];
    values.forEach((_, i) => groups[places.next().value].members.push(i));
    const sums = grouped(values, groups);
    assert.ok(Math.abs(sums.reduce((a, b) => a + b) - 1) < 1e-5);
    assert.ok(values.every((value) => value <= values[highest(values)]));
  }),
);

holds(
  'the pacer lets no more frames pass than asked, and one each time that it waited long enough',
  fc.property(
    fc.array(fc.double({ min: 0.01, max: 5000, noNaN: true }), { minLength: 1, maxLength: 200 }),
    fc.double({ min: 0.1, max: 240, noNaN: true }),
    (gaps, maxFps) => {
      const wanted = pacer();
      let [now, passed, last] = [0, 0, -Infinity];
      for (const gap of gaps) {
        now += gap;
        const passes = wanted(now, maxFps);
        if (passes) [passed, last] = [passed + 1, now];
        assert.ok(passes || now - last < 2000 / maxFps, `nothing for ${now - last} ms`);
      }
      assert.ok(passed <= (now * maxFps) / 1000 + 2);
    },
  ),
);

holds(
  'a box of any place and size becomes one that can be read, with its centre in the frame',
  fc.property(
    fc.record({ x: finite, y: finite, side: finite }),
    fc.record({ width: fc.integer({ min: 12, max: 16384 }), height: fc.integer({ min: 12, max: 16384 }) }),
    (square, frame) => {
      const { x, y, width, height } = boxWithin(square, frame);
      assert.ok(width >= 12 && width === height && width <= Math.max(frame.width, frame.height));
      const [centreX, centreY] = [x + width / 2, y + height / 2];
      assert.ok(
        centreX >= -1e-6 &&
          centreX <= frame.width + 1e-6 &&
          centreY >= -1e-6 &&
          centreY <= frame.height + 1e-6,
      );
    },
  ),
);

const drawable = fc.double({ min: -1e9, max: 1e9, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-6);
holds(
  'an axis reaches over all its values in a few steps',
  fc.property(drawable, drawable, (a, b) => {
    const [least, most] = [Math.min(a, b), Math.max(a, b)];
    const { from, to, step } = axis(least, most);
    const slack = 1e-6 * step;
    assert.ok(from <= least + slack && to >= most - slack, `${from} … ${to}`);
    assert.ok(marks({ from, to, step }).length <= 11);
  }),
);

holds(
  'a long curve is drawn by few of its points, with its ends, its least and its most among them',
  fc.property(
    fc.array(drawable, { minLength: 1, maxLength: 3000 }),
    fc.integer({ min: 4, max: 600 }),
    (values, most) => {
      const kept = drawn(values, most);
      assert.ok(kept.length <= Math.max(most, 4) && kept[0] === 0 && kept.at(-1) === values.length - 1);
      assert.ok(kept.every((at, i) => i === 0 || at > kept[i - 1]));
      const shown = kept.map((at) => values[at]);
      assert.equal(Math.max(...shown), Math.max(...values));
      assert.equal(Math.min(...shown), Math.min(...values));
    },
  ),
);

/** Bytes that look like a CSV file now and then. */
const csvLike = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom(
        ...['emotion,pixels,Usage\n', '3,', '0 255 ', '"', ',', '\n', 'Training'].map((text) =>
          new TextEncoder().encode(text),
        ),
      ),
    ),
    { maxLength: 60 },
  )
  .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])));

/** What a reader makes of the pieces: rows and faults, or why it gave up. @param {Uint8Array[]} pieces */
function outcome(pieces) {
  const collection = new Collection(10);
  const reader = new CsvReader(collection);
  try {
    for (const piece of pieces) reader.push(piece);
    reader.end();
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error.message;
  }
  const { rows, n, faults } = collection.finish(['anger']);
  return JSON.stringify({ rows, n, faults });
}

holds(
  'however a CSV file is cut into pieces, the same is read of it',
  fc.property(csvLike, fc.integer({ min: 1, max: 64 }), (bytes, size) => {
    const pieces = [];
    for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
    assert.equal(outcome(pieces), outcome([bytes]));
  }),
);

holds(
  'a picture in any folders has a label and one of the three splits, or no place',
  fc.property(fc.array(word, { maxLength: 4 }), (folders) => {
    const place = placeOf([...folders, 'picture.png'].join('/'));
    if (place)
      assert.ok(typeof place.label === 'string' && [0, 1, 2].includes(place.split), String(place.split));
  }),
);

test('any bytes are read as a zip file or refused', () =>
  fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, signed) => {
      const file = signed ? Uint8Array.from([0x50, 0x4b, 3, 4, ...bytes]) : bytes;
      const chunks = (async function* () {
        yield file;
      })();
      try {
        await readZip(chunks, { csv: () => {}, picture: async () => {} });
      } catch (error) {
        assert.ok(error instanceof Refusal, String(error));
      }
    }),
  ));
