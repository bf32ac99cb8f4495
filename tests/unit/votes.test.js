// People's votes beside dropped data: read, joined to their rows, refused where they are not theirs, and counted as the crate counts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'fflate';
import { Collection } from '../../www/data/collection.js';
import { readGiven } from '../../www/data/files.js';
import { majority, measureShares, sharesOf } from '../../www/data/shares.js';
import { withVotes } from '../../www/data/votes.js';

const HEADER = 'Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF\n';
/** Where each of FER2013's seven stands in that header. */
const ORDER = [6, 3, 5, 4, 0, 1, 2];
const pixels = Array(2304).fill(7).join(' ');

/** @typedef {{ label: number, split?: string, votes?: number[] | string[] }} Row */

/** @param {Row[]} rows */
const faces = (rows) =>
  `emotion,pixels,Usage\n${rows.map(({ label, split = 'Training' }) => `${label},${pixels},${split}\n`).join('')}`;
/** Six votes of seven for the label, where no others are given. @param {Row[]} rows */
const ballots = (rows) =>
  HEADER +
  rows
    .map(
      ({ label, split = 'Training', votes = ORDER.map((_, i) => (i === label ? 6 : Number(i === 0))) }) => {
        const counts = ORDER.map((i) => votes[i]);
        return `${split},x.png,${counts.join(',')},1,1,1\n`;
      },
    )
    .join('');

/** @type {Row[]} */
const rows = Array.from({ length: 140 }, (_, i) => ({ label: i % 7 }));

/** @param {Record<string, string | Uint8Array>} files by name */
const read = (files) =>
  readGiven(
    Object.entries(files).map(([path, content]) => ({
      path,
      file: new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (content)]),
    })),
    new Collection(),
  );

/** The dataset with its votes. @param {Row[]} data @param {Row[]} votes */
async function joined(data, votes) {
  const given = await read({ 'fer2013.csv': faces(data), 'fer2013new.csv': ballots(votes) });
  assert.ok(given.dataset && given.votes);
  return withVotes(given.dataset, given.votes);
}
const refused = (/** @type {string} */ code, values = {}) => ({ code, values });

test('votes are put in FER2013’s order, whichever of two files comes first and however packed', async () => {
  const votes = [3, 2, 0, 0, 1, 0, 4];
  const packed = gzipSync(new TextEncoder().encode(ballots([{ label: 6, votes }])));
  const given = await read({ 'a.csv.gz': packed, 'b.csv': faces([{ label: 6 }]) });
  assert.deepEqual([...(given.votes?.counts ?? [])], votes);
  assert.equal(given.dataset?.n, 1);
});

test('a picture has the votes of its own row, also where rows before it were left out', async () => {
  const data = faces([{ label: 1 }, { label: 9 }, { label: 2 }]);
  const given = await read({
    'fer2013.csv': data,
    'v.csv': ballots([{ label: 1 }, { label: 3 }, { label: 2 }]),
  });
  assert.ok(given.dataset && given.votes);
  const { votes } = withVotes(given.dataset, given.votes);
  assert.deepEqual([...(votes ?? [])], [1, 6, 0, 0, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0]);
});

test('one table may hold both; a row whose votes are no counts is told by its line', async () => {
  const head = `emotion,pixels,${HEADER}`;
  const line = (/** @type {string} */ votes) => `3,${pixels},PublicTest,x.png,${votes},0,0,0\n`;
  const { dataset, votes } = await read({
    'both.csv': head + line('1,5,0,0,0,0,2') + line('1,five,0,0,0,0,2'),
  });
  assert.equal(votes, null);
  assert.deepEqual([...(dataset?.votes ?? [])], [0, 0, 2, 5, 0, 0, 1]);
  assert.deepEqual(dataset?.faults, [{ line: 3, code: 'votes', got: 'five' }]);
});

test('votes that are not the data’s are refused, each for its reason', async () => {
  await assert.rejects(joined(rows, rows.slice(1)), refused('votes-rows', { rows: 140, got: 139 }));
  const other = rows.with(4, { label: 4, split: 'PublicTest' });
  await assert.rejects(
    joined(rows, other),
    refused('votes-split', { row: 5, got: 'PublicTest', data: 'Training' }),
  );
  const nobody = rows.map(({ label }) => ({ label, votes: Array(7).fill(0) }));
  await assert.rejects(joined(rows, nobody), refused('votes-none', { n: 140 }));
  // Each label meets each majority equally often.
  const sorted = rows.toSorted((a, b) => a.label - b.label);
  await assert.rejects(joined(rows, sorted), { code: 'votes-order' });
});

test('a table of votes with a bad row is refused, by its line', async () => {
  const bad = (/** @type {Row} */ row) => read({ 'v.csv': ballots([{ label: 1 }, row]) });
  await assert.rejects(
    bad({ label: 1, votes: ['x', ...Array(6).fill('0')] }),
    refused('votes-count', { line: 3, got: 'x' }),
  );
  await assert.rejects(
    bad({ label: 1, split: 'Holiday' }),
    refused('votes-usage', { line: 3, got: 'Holiday' }),
  );
});

test('a majority leads alone', () => {
  assert.equal(majority([0.3, 0, 0.3, 0.2, 0, 0, 0.2]), null);
  assert.equal(majority([0, 0, 0]), null);
  assert.equal(majority([2, 5, 3]), 1);
});

test('votes on expressions are shares of groups where a network tells these', () => {
  assert.deepEqual(sharesOf([1, 0, 1, 5, 0, 1, 2], [1, 1, 1, 0, 1, 2, 2], 3), [0.5, 0.2, 0.3]);
  assert.equal(sharesOf([0, 0], [0, 1], 2), null);
});

test('figures are those of the crate’s own example', () => {
  const counted = [
    [0.8, 0.2],
    [0.4, 0.6],
    [0.5, 0.5],
  ];
  const predicted = [
    [0.9, 0.1],
    [0.7, 0.3],
    [0.2, 0.8],
  ];
  const e = measureShares(['a', 'b'], predicted, counted, 'votes');
  assert.deepEqual(
    [e.n, e.voted, e.accuracy, e.confusion],
    [
      2,
      3,
      0.5,
      [
        [1, 0],
        [1, 0],
      ],
    ],
  );
  const near = (/** @type {number} */ a, /** @type {number} */ b) =>
    assert.ok(Math.abs(a - b) < 1e-9, `${a} and ${b}`);
  near(e.share_error, 0.7 / 3);
  near(e.ece, 0.7 / 3);
  const entropy =
    -(0.8 * Math.log(0.9) + 0.2 * Math.log(0.1) + 0.4 * Math.log(0.7) + 0.6 * Math.log(0.3)) -
    0.5 * (Math.log(0.2) + Math.log(0.8));
  near(e.cross_entropy, entropy / 3);
});
