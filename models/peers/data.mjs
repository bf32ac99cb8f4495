// FER2013's PublicTest and what ten people said of it, by the rules of `mimique evaluate`.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export const LABELS = ['anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise', 'neutral'];
export const SIDE = 48;

/** @typedef {{ grey: Uint8Array, label: number, majority: number }} Picture `majority` is -1 where no expression leads alone */

/**
 * @param {string} data fer2013.csv, gzipped or not
 * @param {string} votes FER+'s fer2013new.csv
 * @returns {Picture[]} PublicTest, in its order
 */
export function publicTest(data, votes) {
  const bytes = readFileSync(data);
  const rows = (data.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1').trim().split('\n');
  const [header, ...said] = readFileSync(votes, 'utf8').trim().split(/\r?\n/);
  if (said.length !== rows.length - 1) {
    throw new Error(`${votes}: expected ${rows.length - 1} rows, one a row of ${data}, got ${said.length}`);
  }
  const columns = LABELS.map((label) => header.split(',').indexOf(label));
  const pictures = [];
  for (const [i, row] of rows.slice(1).entries()) {
    const [label, pixels, split] = row.trim().split(',');
    const cells = said[i].split(',');
    if (cells[0] !== split) {
      throw new Error(
        `${votes}: row ${i + 1} is ${cells[0]}, but ${split} in ${data}: give the files of one FER2013`,
      );
    }
    if (split !== 'PublicTest') continue;
    const counts = columns.map((column) => Number(cells[column]));
    pictures.push({
      grey: Uint8Array.from(pixels.split(' '), Number),
      label: Number(label),
      majority: alone(counts),
    });
  }
  return pictures;
}

/** The index that alone has the most votes, else -1. @param {number[]} counts */
function alone(counts) {
  const most = Math.max(...counts);
  return counts.filter((count) => count === most).length === 1 ? counts.indexOf(most) : -1;
}
