// Datasets for the tests that drop one: rows of plain grey.
import { crc32, deflateSync } from 'node:zlib';

export const HEADER = 'emotion,pixels,Usage\n';

/** A row of one grey. @param {number} label @param {number} grey @param {string} [split] */
export const row = (label, grey, split = 'Training') =>
  `${label},${Array(2304).fill(grey).join(' ')},${split}\n`;

/** A file for an input. @param {string} name @param {string | Uint8Array} content */
export const file = (name, content) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

/** Drops files on the data source. @param {import('@playwright/test').Page} page @param {ReturnType<typeof file> | ReturnType<typeof file>[]} files */
export const give = (page, files) =>
  page.locator('.data-source input[type=file]').first().setInputFiles(files);

/** A PNG of one grey, as large as one likes. @param {number} side @param {number} grey */
export function png(side, grey) {
  const part = (/** @type {string} */ name, /** @type {Buffer} */ data) => {
    const named = Buffer.concat([Buffer.from(name), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 8; // bits of a pixel, which is grey
  const row = Buffer.alloc(side + 1, grey);
  row[0] = 0; // unfiltered
  const pixels = Buffer.concat(Array(side).fill(row));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    part('IHDR', header),
    part('IDAT', deflateSync(pixels)),
    part('IEND', Buffer.alloc(0)),
  ]);
}
