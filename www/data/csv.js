// Kaggle's fer2013.csv, a piece at a time: columns emotion (0 to 6), pixels (2304 grey values) and Usage (the split), in any order;
// where it has one of each expression, too, those are how many people voted for it.
import { PIXELS, SPLITS } from './collection.js';
import { Refusal } from './refusal.js';
import { countOf, voteColumns } from './votes.js';

/** A picture's line takes at most 9,216 bytes. */
const LONGEST_LINE = 1 << 16;
/** The command line takes as many rows, thirty times FER2013's. */
const MOST_LINES = 1 << 20;
const COLUMNS = ['emotion', 'pixels', 'usage'];
const [SPACE, ZERO, COMMA, QUOTE, NEWLINE] = [32, 48, 44, 34, 10];
/** Characters of a wrong value that are told. */
const TOLD = 40;

const decoder = new TextDecoder();
const text = (/** @type {Uint8Array} */ bytes) => decoder.decode(bytes).trim();
const told = (/** @type {string} */ value) => (value.length > TOLD ? `${value.slice(0, TOLD)}…` : value);

/** Takes bytes, and puts what they hold into a collection. */
export class CsvReader {
  #collection;
  /** @type {Uint8Array} */
  #rest = new Uint8Array(0);
  #line = 0;
  /** Where each of `COLUMNS` stands. @type {number[] | null} */
  #columns = null;
  /** Where the votes stand, if there are any. @type {number[] | null} */
  #votes = null;

  /** @param {import('./collection.js').Collection} collection */
  constructor(collection) {
    this.#collection = collection;
  }

  /** @param {Uint8Array} chunk @throws a refusal where the whole is no such file */
  push(chunk) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      if (end < 0) break;
      this.#take(this.#joined(chunk.subarray(start, end)));
      start = end + 1;
    }
    this.#rest = this.#joined(chunk.slice(start));
  }

  /** The last line may have no end. */
  end() {
    if (this.#rest.length) this.#take(this.#rest);
    if (!this.#columns) throw new Refusal('empty-file');
  }

  /** What was left of the piece before, with what goes on. @param {Uint8Array} piece */
  #joined(piece) {
    const rest = this.#rest;
    if (rest.length + piece.length > LONGEST_LINE)
      throw new Refusal(this.#columns ? 'long-line' : 'columns', {
        line: this.#line + 1,
        got: told(printable(text((rest.length ? rest : piece).subarray(0, 200)))),
      });
    if (!rest.length) return piece;
    const whole = new Uint8Array(rest.length + piece.length);
    whole.set(rest);
    whole.set(piece, rest.length);
    this.#rest = new Uint8Array(0);
    return whole;
  }

  /** @param {Uint8Array} line */
  #take(line) {
    this.#line += 1;
    if (this.#line > MOST_LINES) throw new Refusal('many-lines', { most: MOST_LINES });
    if (isBlank(line)) return;
    const fields = fieldsOf(line);
    const at = (/** @type {number} */ column) => fields[column] ?? new Uint8Array(0);
    if (this.#columns)
      return this.#row(
        this.#columns.map(at),
        this.#votes?.map((column) => text(at(column))),
      );
    const names = fields.map((field) => text(field).replace('\uFEFF', '').trim().toLowerCase());
    this.#columns = columnsOf(names, line);
    this.#votes = voteColumns(names);
  }

  /** @param {Uint8Array[]} fields @param {string[]} [voted] */
  #row([emotion, pixels, usage], voted = []) {
    const collection = this.#collection;
    const line = this.#line;
    if (collection.full) return collection.leaveOut(1);
    const label = text(emotion);
    if (!/^[0-6]$/.test(label)) return collection.fault({ line, code: 'emotion', got: told(label) });
    const wrong = readPixels(pixels, collection.room());
    if (wrong) return collection.fault({ line, ...wrong });
    const name = text(usage);
    const split = SPLITS.indexOf(name);
    if (split < 0) return collection.fault({ line, code: 'usage', got: told(name) });
    const votes = voted.map(countOf);
    const none = votes.indexOf(null);
    if (none >= 0) return collection.fault({ line, code: 'votes', got: told(voted[none]) });
    collection.add({ truth: Number(label), split, line, votes: /** @type {number[]} */ (votes) });
  }
}

/** @param {string[]} names @param {Uint8Array} line */
function columnsOf(names, line) {
  const columns = COLUMNS.map((column) => names.indexOf(column));
  if (columns.includes(-1))
    throw new Refusal('columns', { got: told(printable(text(line.subarray(0, 200)))) });
  return columns;
}

const printable = (/** @type {string} */ value) => value.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '·');

/** @param {Uint8Array} line */
function isBlank(line) {
  for (let i = 0; i < line.length; i++) if (line[i] > SPACE) return false;
  return true;
}

/** The fields of a line, which may be quoted. @param {Uint8Array} line */
function fieldsOf(line) {
  const quotes = line.includes(QUOTE);
  const fields = [];
  for (let start = 0; start <= line.length;) {
    const end = quotes ? endOfQuoted(line, start) : line.indexOf(COMMA, start);
    const stop = end < 0 ? line.length : end;
    fields.push(unquoted(line.subarray(start, stop)));
    start = stop + 1;
  }
  return fields;
}

/** @param {Uint8Array} line @param {number} start */
function endOfQuoted(line, start) {
  let quoted = false;
  for (let i = start; i < line.length; i++) {
    if (line[i] === QUOTE) quoted = !quoted;
    else if (line[i] === COMMA && !quoted) return i;
  }
  return -1;
}

/** @param {Uint8Array} field */
function unquoted(field) {
  let [start, end] = [0, field.length];
  while (start < end && field[start] <= SPACE) start++;
  while (end > start && field[end - 1] <= SPACE) end--;
  const quoted = end - start > 1 && field[start] === QUOTE && field[end - 1] === QUOTE;
  return quoted ? field.subarray(start + 1, end - 1) : field.subarray(start, end);
}

/**
 * @param {Uint8Array} field
 * @param {Uint8Array} pixels
 * @returns {{ code: string, got: string, at?: number } | null} what is wrong
 */
function readPixels(field, pixels) {
  const { length } = field;
  let n = 0;
  for (let i = 0; i < length;) {
    if (field[i] <= SPACE) {
      i++;
      continue;
    }
    const start = i;
    let value = 0;
    for (; i < length && field[i] > SPACE; i++) {
      const digit = field[i] - ZERO;
      value = digit >= 0 && digit <= 9 && value < 256 ? 10 * value + digit : 256;
    }
    if (value > 255) return { code: 'grey', got: told(text(field.subarray(start, i))), at: n + 1 };
    if (n < PIXELS) pixels[n] = value;
    n++;
  }
  return n === PIXELS ? null : { code: 'count', got: String(n) };
}
