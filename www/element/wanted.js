import { fault } from '../client/errors.js';

/** @import { FrameSource, MeterSource } from '../types.d.ts' */
/** @typedef {import('../client/errors.js').Fault} Fault */
/** @typedef {import('./camera.js').Choice} Choice */
/**
 * @typedef {object} Wish what a run is for; two runs for the same wish would be one
 * @property {MeterSource | null} source null: nothing is read
 * @property {{ from: FrameSource | string } | null} picture with `photo`: a frame, or an address
 * @property {Choice | null} camera with `camera`: which one
 * @property {string | Blob | null} weights null: no network is kept either
 * @property {Fault | null} fault what went wrong, to be told until something else is wanted
 */
/** @typedef {{ source: MeterSource, src: string, weights: string, wrong: string, refused: string }} Attributes */

/** The wish of an element that has left the page. @type {Wish} */
export const NOTHING = { source: null, picture: null, camera: null, weights: null, fault: null };

/** Whichever camera faces the visitor. @type {Choice} */
const FRONT = { facingMode: 'user' };

/** @param {Wish} a @param {Wish} b */
export const isSame = (a, b) =>
  /** @type {(keyof Wish)[]} */ (Object.keys(NOTHING)).every((part) => a[part] === b[part]);

/**
 * What is wanted of an element: by its attributes, by the page's calls and by the visitor's clicks. It knows nothing of
 * what runs; the element has whatever runs follow it.
 */
export class Wanted {
  /** @type {MeterSource} */
  source = 'sample';
  /** Whether the element can be seen. */
  seen = false;
  /** Whether the source is to be read. Null: nobody has said yet; all but a camera then start once they are seen. @type {boolean | null} */
  #on = null;
  #src = '';
  #address = '';
  /** @type {Blob | null} a checkpoint in place of the address's */
  #file = null;
  /** @type {Wish['picture']} */
  #given = null;
  /** @type {Wish['picture']} */
  #addressed = null;
  #camera = FRONT;
  #wrong = '';
  /** @type {Fault | null} an attribute that is wrong; told until somebody starts the element all the same */
  #refusal = null;
  /** @type {Fault | null} */
  #fault = null;

  /** Takes over what the attributes say. What has a source of its own by now goes on. @param {Attributes} attributes */
  follow({ source, src, weights, wrong, refused }) {
    const photo = source === 'photo' && src !== this.#src;
    const told = wrong !== this.#wrong && (wrong || this.#fault);
    if (source !== this.source || photo || told) {
      this.#on = this.#fault = null;
      if (!told) this.#given = null;
    }
    if (src !== this.#src) this.#addressed = src ? { from: src } : null;
    if (weights !== this.#address) this.#file = this.#fault = null;
    if (wrong !== this.#wrong) {
      /** @type {Record<string, import('../types.d.ts').ErrorCode>} */
      const codes = { [refused]: 'weights-foreign', 'answer="votes"': 'head-missing' };
      this.#refusal = wrong ? fault(codes[wrong] ?? 'attribute-unknown', wrong) : null;
    }
    [this.source, this.#src, this.#address, this.#wrong] = [source, src, weights, wrong];
  }

  start() {
    this.#on = true;
    this.#fault = null;
  }

  stop() {
    this.#on = false;
    this.#fault = null;
  }

  /** The element has left the page: nothing starts by itself when it comes back, but for what does in a new one. */
  leave() {
    this.#on = this.#fault = null;
    this.seen = false;
  }

  /** A source that the visitor chose. @param {MeterSource} source */
  choose(source) {
    this.source = source;
    this.start();
  }

  /** A picture to read, again even if it is the same: a canvas may have been drawn on. @param {FrameSource} picture */
  give(picture) {
    this.#given = { from: picture };
    this.choose('photo');
  }

  /** A checkpoint file, or null for the one that the attribute names. @param {Blob | null} file */
  load(file) {
    this.#file = file;
    this.#fault = null;
  }

  /** @param {Choice} camera */
  switchTo(camera) {
    this.#camera = camera;
    this.start();
  }

  /** What was wanted went wrong. A camera waits to be asked for again. @param {Fault} error */
  fail(error) {
    this.#fault = error;
    if (error.code === 'photo-unreadable') this.#given = null;
    if (!error.code.startsWith('camera')) return;
    this.#on = false;
    this.#camera = FRONT; // should another have been chosen that is not there
  }

  /** Whether a file stands in the place of the checkpoint that the attribute names. */
  get replaced() {
    return this.#file !== null;
  }

  /** Whether there is something to start: a photo source may have no photo yet. */
  get canStart() {
    return this.source !== 'photo' || this.#picture !== null;
  }

  get #picture() {
    return this.#given ?? this.#addressed;
  }

  /** What is wanted as things stand. @returns {Wish} */
  decide() {
    const weights = this.#file ?? this.#address;
    if (this.#on === null && this.seen && !this.#fault) {
      if (this.#refusal) this.#fault = this.#refusal;
      else if (this.source !== 'camera') this.#on = true;
    }
    const { source } = this;
    if (this.#fault || !this.#on || !this.canStart) return { ...NOTHING, weights, fault: this.#fault };
    const picture = source === 'photo' ? this.#picture : null;
    return { ...NOTHING, source, picture, camera: source === 'camera' ? this.#camera : null, weights };
  }
}
