// The figures of the peers' table (models/peers) are those of `mimique evaluate`.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { publicTest } from '../../models/peers/data.mjs';
import { figures } from '../../models/peers/figures.mjs';

const HEADER = 'Usage,Image name,neutral,happiness,surprise,sadness,anger,disgust,fear,contempt,unknown,NF';
const pixels = Array(48 * 48)
  .fill(7)
  .join(' ');

/** @param {string[]} votes */
function files(votes) {
  const folder = mkdtempSync(join(tmpdir(), 'mimique-peers-'));
  const [data, said] = [join(folder, 'fer2013.csv'), join(folder, 'fer2013new.csv')];
  const rows = [`0,${pixels},Training`, `3,${pixels},PublicTest`, `6,${pixels},PublicTest`];
  writeFileSync(data, ['emotion,pixels,Usage', ...rows, ''].join('\n'));
  writeFileSync(said, [HEADER, ...votes, ''].join('\r\n'));
  return /** @type {const} */ ([data, said]);
}

test('the majority is the expression that alone has the most votes', () => {
  const votes = [
    'Training,a,9,0,0,0,0,0,0,0,0,0',
    'PublicTest,b,0,2,0,0,3,0,0,5,0,0',
    'PublicTest,c,4,4,0,0,0,0,0,0,2,0',
  ];
  const pictures = publicTest(...files(votes));
  assert.deepEqual(
    pictures.map(({ label, majority }) => [label, majority]),
    [
      [3, 0],
      [6, -1],
    ],
  );
  assert.deepEqual([pictures[0].grey.length, pictures[0].grey[0]], [48 * 48, 7]);
});

test('votes of other data are refused', () => {
  assert.throws(() => publicTest(...files(['Training,a,9,0,0,0,0,0,0,0,0,0'])), /expected 3 rows, .* got 1/);
  const moved = [
    'PublicTest,a,9,0,0,0,0,0,0,0,0,0',
    'PublicTest,b,9,0,0,0,0,0,0,0,0,0',
    'Training,c,9,0,0,0,0,0,0,0,0,0',
  ];
  assert.throws(() => publicTest(...files(moved)), /row 1 is PublicTest, but Training/);
});

test('groups, calibration and the majority are counted as in a report', () => {
  const grey = new Uint8Array(48 * 48);
  const sure = (/** @type {number} */ label) =>
    Array.from({ length: 7 }, (_, i) => (i === label ? 0.7 : 0.05));
  // Right; wrong within its group (anger for fear); wrong by the label, right by the majority; no majority.
  const pictures = [
    { grey, label: 3, majority: 3 },
    { grey, label: 2, majority: 2 },
    { grey, label: 4, majority: 6 },
    { grey, label: 1, majority: -1 },
  ];
  const found = figures([sure(3), sure(0), sure(6), sure(1)], pictures);
  assert.deepEqual(
    [found.accuracy, found.groups, found.votes, found.votes_n, found.disgust],
    [0.5, 0.75, 2 / 3, 3, 1],
  );
  assert.ok(Math.abs(found.macro_f1 - 2 / 7) < 1e-9);
  assert.ok(Math.abs(found.ece - 0.2) < 1e-9, String(found.ece));
  assert.ok(found.interval[0] <= 0.5 && found.interval[1] >= 0.5);
});
