// FER+: how ten people each labelled FER2013's pictures anew (Barsoum et al. 2016). Votes for contempt, unknown and "not a face"
// are left out, as the command line leaves them.
import { SPLITS } from './collection.js';
import { SEVEN } from './labels.js';
import { Refusal } from './refusal.js';
import { majority } from './shares.js';

/** FER+'s own has 1.9 MB. */
const MOST_BYTES = 1 << 25;
/** Few pictures say nothing of whether votes are theirs. */
const ENOUGH = 100;

/** @typedef {{ splits: Uint8Array, counts: Uint8Array }} Votes of each row of a `fer2013.csv`: its split, and 7 counts in FER2013's order */
/** @typedef {import('./collection.js').Dataset} Dataset */

/** Where the votes stand in a row; null where a header has no such columns. @param {string[]} names in lower case */
export function voteColumns(names) {
  const columns = SEVEN.map((label) => names.indexOf(label));
  return columns.includes(-1) ? null : columns;
}

/** A count of votes, or null. @param {string} text */
export const countOf = (text) => (/^\d{1,3}$/.test(text) && Number(text) < 256 ? Number(text) : null);

/** @param {string} line */
const fieldsOf = (line) => line.split(',').map((field) => field.trim().replace(/^"(.*)"$/, '$1'));

/** Whether a file that begins so has votes and no pictures. @param {string} head */
export function areVotes(head) {
  const names = fieldsOf(head.replace('\uFEFF', '').split('\n')[0]).map((name) => name.toLowerCase());
  return names.includes('usage') && !names.includes('pixels') && voteColumns(names) !== null;
}

/**
 * Reads FER+'s `fer2013new.csv`: one row for each of `fer2013.csv`, in its order; columns Usage and one of each expression.
 * @param {AsyncIterable<Uint8Array>} chunks
 * @returns {Promise<Votes>}
 */
export async function readVotes(chunks) {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST_BYTES) throw new Refusal('votes-large', { most: MOST_BYTES / 2 ** 20 });
  }
  const [header, ...lines] = text.replace('\uFEFF', '').split('\n');
  const names = fieldsOf(header).map((name) => name.toLowerCase());
  const columns = /** @type {number[]} */ (voteColumns(names));
  /** @type {number[]} */
  const splits = [];
  /** @type {number[]} */
  const counts = [];
  lines.forEach((line, i) => {
    if (!line.trim()) return;
    const fields = fieldsOf(line);
    const split = SPLITS.indexOf(fields[names.indexOf('usage')]);
    const row = columns.map((at) => countOf(fields[at] ?? ''));
    const wrong = row.indexOf(null);
    if (split < 0)
      throw new Refusal('votes-usage', { line: i + 2, got: fields[names.indexOf('usage')] ?? '' });
    if (wrong >= 0) throw new Refusal('votes-count', { line: i + 2, got: fields[columns[wrong]] ?? '' });
    splits.push(split);
    counts.push(.../** @type {number[]} */ (row));
  });
  return { splits: Uint8Array.from(splits), counts: Uint8Array.from(counts) };
}

/** A dataset with the votes on its rows. @param {Dataset} dataset @param {Votes} votes @returns {Dataset} @throws {Refusal} where they are not its own */
export function withVotes(dataset, { splits, counts }) {
  const { n, rows, rowOf } = dataset;
  if (dataset.labels.join() !== SEVEN.join()) throw new Refusal('votes-folder');
  if (splits.length !== rows) throw new Refusal('votes-rows', { rows, got: splits.length });
  const votes = new Uint8Array(SEVEN.length * n);
  for (let i = 0; i < n; i++) {
    const row = rowOf[i];
    if (splits[row] !== dataset.splits[i]) {
      const [got, data] = [splits[row], dataset.splits[i]].map((split) => SPLITS[split]);
      throw new Refusal('votes-split', { row: row + 1, got, data });
    }
    votes.set(counts.subarray(SEVEN.length * row, SEVEN.length * (row + 1)), SEVEN.length * i);
  }
  if (!votes.some((count) => count > 0)) throw new Refusal('votes-none', { n });
  checkOrder(dataset.truths, votes);
  return { ...dataset, votes };
}

/** Refuses votes on other pictures: then they agree with the labels as often as by chance. @param {Uint8Array} truths @param {Uint8Array} votes */
function checkOrder(truths, votes) {
  const pairs = [...truths]
    .map((truth, i) => [truth, majority(votes.subarray(SEVEN.length * i, SEVEN.length * (i + 1)))])
    .filter(([, voted]) => voted !== null);
  const share = (/** @type {(pair: (number | null)[]) => boolean} */ holds) =>
    pairs.filter(holds).length / pairs.length;
  const agree = share(([truth, voted]) => truth === voted);
  const chance = SEVEN.reduce(
    (sum, _, i) => sum + share(([truth]) => truth === i) * share(([, voted]) => voted === i),
    0,
  );
  const deviation = Math.sqrt((chance * (1 - chance)) / pairs.length);
  if (pairs.length < ENOUGH || chance > 0.5 || agree > chance + 3 * deviation) return;
  throw new Refusal('votes-order', { percent: Math.round(100 * agree) });
}
