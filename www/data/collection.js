// Labelled pictures as they are gathered from a file, one behind the other.

/** Pixels along a side of a picture, and in it. */
export const SIDE = 48;
export const PIXELS = SIDE * SIDE;
/** FER2013's splits, by their numbers. */
export const SPLITS = ['Training', 'PublicTest', 'PrivateTest'];
/** The most pictures that are kept: 138 MB. FER2013 has 35,887. */
export const MOST_PICTURES = 60_000;
/** Faults that are told one by one; all are counted. */
const MOST_FAULTS = 1000;

/**
 * @typedef {object} Fault what is wrong with a row of a CSV file or a picture of a folder; `faultText` says it
 * @property {string} code
 * @property {number} [line] of the file, 1 for its header
 * @property {string} [file] path in the folder
 * @property {string} got
 * @property {number} [at] which of the values, from 1
 */
/**
 * @typedef {object} Dataset
 * @property {string[]} labels
 * @property {number} rows all that were read: good, bad and beyond
 * @property {number} n pictures, the good rows
 * @property {Uint8Array} pictures n · 2304 grey values
 * @property {Uint8Array} truths the label of each, an index into `labels`
 * @property {Uint8Array} splits the split of each, an index into `SPLITS`
 * @property {Uint32Array} lines the line of each in its CSV file, or its number among the files of a folder
 * @property {Uint32Array} rowOf the row of each among all that were read, from 0
 * @property {Uint8Array | null} votes how many people voted for each of the seven expressions, 7 · n; null without votes
 * @property {Int32Array} same the first picture that is equal pixel by pixel, its own number where none is before it
 * @property {Fault[]} faults the first thousand
 * @property {number} bad rows with a fault
 * @property {number} shrunk pictures of another size, of which the middle square was scaled to 48 × 48
 * @property {number} beyond rows that were counted and left out, as there were more than `MOST_PICTURES`
 */

export class Collection {
  /** @type {Fault[]} */
  #faults = [];
  #bad = 0;
  #beyond = 0;
  #shrunk = 0;
  #n = 0;
  #pictures = new Uint8Array(1024 * PIXELS);
  /** @type {number[]} */
  #truths = [];
  /** @type {number[]} */
  #splits = [];
  /** @type {number[]} */
  #lines = [];
  /** @type {number[]} */
  #rowOf = [];
  /** @type {number[]} */
  #votes = [];
  /** @type {number[]} */
  #same = [];
  /** The first pictures with a hash. @type {Map<number, number[]>} */
  #hashed = new Map();
  #most;

  /** @param {number} [most] pictures */
  constructor(most = MOST_PICTURES) {
    this.#most = most;
  }

  get rows() {
    return this.#n + this.#bad + this.#beyond;
  }

  get n() {
    return this.#n;
  }

  /** Whether a further picture would be left out. */
  get full() {
    return this.#n >= this.#most;
  }

  /** Where the next picture's pixels are to be written; it is one when `add` has been called. */
  room() {
    const end = (this.#n + 1) * PIXELS;
    if (end > this.#pictures.length) {
      const larger = new Uint8Array(Math.min(2 * this.#pictures.length, this.#most * PIXELS));
      larger.set(this.#pictures);
      this.#pictures = larger;
    }
    return this.#pictures.subarray(end - PIXELS, end);
  }

  /** @param {{ truth: number, split: number, line: number, shrunk?: boolean, votes?: number[] }} row */
  add({ truth, split, line, shrunk = false, votes = [] }) {
    this.#same.push(this.#firstSame());
    this.#rowOf.push(this.rows);
    this.#votes.push(...votes);
    this.#truths.push(truth);
    this.#splits.push(split);
    this.#lines.push(line);
    this.#n += 1;
    if (shrunk) this.#shrunk += 1;
  }

  /** @param {number} rows */
  leaveOut(rows) {
    this.#beyond += rows;
  }

  /** @param {Fault} fault */
  fault(fault) {
    this.#bad += 1;
    if (this.#faults.length < MOST_FAULTS) this.#faults.push(fault);
  }

  /** @param {string[]} labels @returns {Dataset} */
  finish(labels) {
    return {
      labels,
      rows: this.rows,
      n: this.#n,
      pictures: this.#pictures.slice(0, this.#n * PIXELS),
      truths: Uint8Array.from(this.#truths),
      splits: Uint8Array.from(this.#splits),
      lines: Uint32Array.from(this.#lines),
      rowOf: Uint32Array.from(this.#rowOf),
      votes: this.#votes.length ? Uint8Array.from(this.#votes) : null,
      same: Int32Array.from(this.#same),
      faults: this.#faults,
      bad: this.#bad,
      shrunk: this.#shrunk,
      beyond: this.#beyond,
    };
  }

  /** The number of the first picture that equals the one that is being added. */
  #firstSame() {
    const own = this.room();
    const hash = hashOf(own);
    const others = this.#hashed.get(hash);
    if (!others) {
      this.#hashed.set(hash, [this.#n]);
      return this.#n;
    }
    const same = others.find((i) => equal(this.#pictures.subarray(i * PIXELS, (i + 1) * PIXELS), own));
    if (same === undefined) others.push(this.#n);
    return same ?? this.#n;
  }
}

/** FNV-1a. @param {Uint8Array} bytes */
function hashOf(bytes) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash;
}

/** @param {Uint8Array} a @param {Uint8Array} b */
function equal(a, b) {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
