// The limits of dropped data (SECURITY.md, "Limits"): what is at one is taken, or refused for another reason, and one more is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipSync } from 'fflate';
import { Collection } from '../../www/data/collection.js';
import { CsvReader } from '../../www/data/csv.js';
import { readZip } from '../../www/data/zip.js';

const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text);

/** Why a CSV file is refused, or ''. @param {string} text */
function refusal(text) {
  const reader = new CsvReader(new Collection());
  try {
    reader.push(bytes(text));
    reader.end();
    return '';
  } catch (error) {
    return /** @type {any} */ (error).code;
  }
}

test('a line of a CSV file has 64 KiB', () => {
  const line = (/** @type {number} */ length) => `emotion,pixels,Usage\n${'x'.repeat(length)}\n`;
  assert.equal(refusal(line(65_536)), '');
  assert.equal(refusal(line(65_537)), 'long-line');
});

test('a CSV file has 1,048,576 lines', () => {
  assert.equal(refusal('\n'.repeat(1_048_576)), 'empty-file');
  assert.equal(refusal('\n'.repeat(1_048_577)), 'many-lines');
});

/** What a zip file's reader finds. @param {Uint8Array} file @param {{ unpacked?: number, files?: number }} most */
const unzipped = (file, most) =>
  readZip(
    (async function* () {
      yield file;
    })(),
    { csv: () => {}, picture: async () => {} },
    most,
  );

test('a zip file has as many files as it may', async () => {
  const entry = Uint8Array.from([0x50, 0x4b, 3, 4, 10, ...new Array(21).fill(0), 1, 0, 0, 0, 0x61]); // `a`, stored, empty
  const files = (/** @type {number} */ n) => {
    const file = new Uint8Array(n * entry.length + 64); // the directory follows, of which none is read
    file.set([0x50, 0x4b, 1, 2], n * entry.length);
    for (let i = 0; i < n; i++) file.set(entry, i * entry.length);
    return file;
  };
  assert.deepEqual(await unzipped(files(100), { files: 100 }), { csv: false, pictures: 0 });
  await assert.rejects(unzipped(files(101), { files: 100 }), { code: 'zip-files' });
});

test('what comes out of a zip file has as many bytes as it may', async () => {
  const file = zipSync({ 'a.csv': new Uint8Array(1000) });
  assert.deepEqual(await unzipped(file, { unpacked: 1000 }), { csv: true, pictures: 0 });
  await assert.rejects(unzipped(file, { unpacked: 999 }), { code: 'zip-bomb' });
});
