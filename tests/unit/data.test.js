import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync, zipSync } from 'fflate';
import { Collection } from '../../www/data/collection.js';
import { readFiles } from '../../www/data/files.js';
import { placeOf } from '../../www/data/folder.js';
import { faultText, refusalText } from '../../www/data/words.js';
import { readZip } from '../../www/data/zip.js';

const HEADER = 'emotion,pixels,Usage\n';
const pixels = (/** @type {number} */ grey) => Array(2304).fill(grey).join(' ');
const row = (/** @type {number} */ label, /** @type {number} */ grey, split = 'Training') =>
  `${label},${pixels(grey)},${split}\n`;

/** @param {string | Uint8Array} content @param {string} [path] @param {Collection} [collection] */
const read = (content, path = 'fer2013.csv', collection = new Collection()) =>
  readFiles([{ path, file: new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (content)]) }], collection);
const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);
const refused = (/** @type {string} */ code) => ({ code });

test('every row becomes a picture with its label, its split and its line', async () => {
  const { n, rows, truths, splits, lines, pictures, labels } = await read(
    `${HEADER}${row(3, 7)}\n${row(0, 9, 'PrivateTest')}${row(6, 255, 'PublicTest').trimEnd()}`,
  );
  assert.deepEqual([n, rows], [3, 3]);
  assert.deepEqual([...truths], [3, 0, 6]);
  assert.deepEqual([...splits], [0, 2, 1]);
  assert.deepEqual([...lines], [2, 4, 5], 'a blank line counts as a line, not as a row');
  assert.deepEqual([pictures[0], pictures[2304], pictures[3 * 2304 - 1]], [7, 9, 255]);
  assert.equal(labels[3], 'happiness');
});

test('columns stand in any order, with quotes, spaces, a byte order mark and returns', async () => {
  const { n, splits } = await read(`\uFEFFUsage, pixels ,emotion\r\nPublicTest,"${pixels(1)}",2\r\n`);
  assert.deepEqual([n, splits[0]], [1, 1]);
});

test('bad rows are told by line and left out', async () => {
  const short = pixels(1).slice(2);
  const { n, bad, rows, faults } = await read(
    `${HEADER}7,${pixels(1)},Training\n1,${short},Training\n1,${pixels(1).replace('1', '256')},Training\n` +
      `1,${pixels(1).replace('1', 'x')},Training\n1,${pixels(1)},Holiday\n${row(1, 1)}`,
  );
  assert.deepEqual([n, bad, rows], [1, 5, 6]);
  assert.deepEqual(
    faults.map(({ line, code, got }) => [line, code, got]),
    [
      [2, 'emotion', '7'],
      [3, 'count', '2303'],
      [4, 'grey', '256'],
      [5, 'grey', 'x'],
      [6, 'usage', 'Holiday'],
    ],
  );
  assert.equal(faultText('en', faults[0]), 'line 2: expected an emotion of 0 to 6, got “7”');
  assert.match(
    faultText('fr', faults[2]),
    /^ligne 4\u00a0: valeurs de gris .*\u00a0256\u00a0» trouvé en position 1/,
  );
});

test('equal pictures point to the first of them, inside a split and across', async () => {
  const { same } = await read(HEADER + row(1, 1) + row(2, 2) + row(1, 1) + row(3, 1, 'PublicTest'));
  assert.deepEqual([...same], [0, 1, 0, 0]);
});

test('pictures of one hash that differ are no duplicates', async () => {
  const begins = (/** @type {number[]} */ first) =>
    `1,${[...first, ...Array(2300).fill(0)].join(' ')},Training\n`;
  const { same } = await read(HEADER + begins([202, 167, 12, 188]) + begins([39, 125, 13, 94])); // FNV-1a cannot tell them apart
  assert.deepEqual([...same], [0, 1]);
});

test('rows beyond what a page holds are counted and left out', async () => {
  const { n, beyond, rows } = await read(HEADER + row(1, 1).repeat(5), 'a.csv', new Collection(3));
  assert.deepEqual([n, beyond, rows], [3, 2, 5]);
});

test('gzip and zip give the same as the file itself', async () => {
  const csv = HEADER + row(1, 1) + row(2, 2, 'PublicTest');
  const plain = await read(csv);
  assert.deepEqual(await read(gzipSync(bytes(csv)), 'fer2013.csv.gz'), plain);
  assert.deepEqual(
    await read(zipSync({ 'a/readme.txt': bytes('x'), 'a/fer2013.csv': bytes(csv) }), 'x.zip'),
    plain,
  );
});

test('missing columns are told with what came', async () => {
  await assert.rejects(read('emotion,image\n1,2\n'), { code: 'columns', values: { got: 'emotion,image' } });
  assert.match(
    refusalText('en', { code: 'columns', values: { got: 'emotion,image' } }),
    /columns emotion, pixels and Usage; it begins with “emotion,image”/,
  );
  await assert.rejects(read(''), refused('empty-file'));
  await assert.rejects(read(`${HEADER}1,2,Training\n`), refused('no-pictures'));
  await assert.rejects(read('\n'.repeat(1_100_000)), refused('many-lines'));
  await assert.rejects(read('x'.repeat(100_000)), refused('columns'));
  await assert.rejects(read(HEADER + 'x'.repeat(100_000)), refused('long-line'));
});

test('what is no dataset, or damaged, is told', async () => {
  await assert.rejects(read(new Uint8Array([1, 0, 2, 3]), 'film.mp4'), refused('kind'));
  await assert.rejects(read(new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'me.png'), refused('kind'));
  const gz = gzipSync(bytes(HEADER + row(1, 1)));
  await assert.rejects(read(gz.slice(0, -20), 'cut.csv.gz'), refused('gz-damaged'));
  await assert.rejects(read(zipSync({ 'notes.txt': bytes('x') }), 'notes.zip'), refused('zip-empty'));
  const zip = zipSync({ 'fer2013.csv': bytes(HEADER + row(1, 1)) });
  for (const end of [60, zip.length >> 1])
    await assert.rejects(read(zip.slice(0, end), 'cut.zip'), refused('zip-damaged'));
  zip.fill(255, 60, 90);
  await assert.rejects(read(zip, 'damaged.zip'), refused('zip-damaged'));
});

test('a zip bomb is stopped while it unpacks', async () => {
  const bomb = zipSync({ 'fer2013.csv': new Uint8Array(1 << 22).fill(10) });
  let taken = 0;
  const chunks = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bomb)]).stream();
  const reading = readZip(
    /** @type {any} */ (chunks),
    { csv: ({ length }) => (taken += length), picture: async () => {} },
    { unpacked: 1 << 20 },
  );
  await assert.rejects(reading, refused('zip-bomb'));
  assert.ok(taken <= 1 << 20, `${taken} bytes`);
});

test('a picture’s folders name its label, in Kaggle’s words too, and its split', () => {
  assert.deepEqual(placeOf('fer/train/angry/1.png'), { label: 'anger', split: 0 });
  assert.deepEqual(placeOf('PrivateTest/Happiness/1.png'), { label: 'happiness', split: 2 });
  assert.deepEqual(placeOf('smile/1.png'), { label: 'smile', split: 0 });
  assert.equal(placeOf('1.png'), null);
});

test('it tells how far it is', async () => {
  /** @type {number[]} */
  const shares = [];
  const file = new Blob([HEADER + row(1, 1).repeat(100)]);
  await readFiles([{ path: 'a.csv', file }], new Collection(), ({ share }) => shares.push(share));
  assert.equal(shares.at(-1), 1);
});
