/** @import { Head, MeterSource } from '../types.d.ts' */

export const NAMES = [
  'source',
  'src',
  'weights',
  'classes',
  'answer',
  'max-fps',
  'smoothing-seconds',
  'mirrored',
  'controls',
];
/** The controls that `controls` can list; `language` is the page's, which has the element's words changed. */
const CONTROLS = 'source,classes,answer,stop,switch,mirror,faces,model,paste,language'.split(',');
/** What an attribute may say: one of these words, or a number that is no smaller. @type {Record<string, string[] | number>} */
const EXPECTED = {
  source: ['camera', 'photo', 'sample'],
  classes: ['7', '3'],
  answer: ['votes', 'label'],
  mirrored: ['true', 'false', ''],
  'max-fps': 0.1,
  'smoothing-seconds': 0,
};

/** @param {string} name `max-fps` → `maxFps` */
const camel = (name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

// On a server there is no HTMLElement: importing this module there does nothing.
const Base = globalThis.HTMLElement ?? /** @type {typeof HTMLElement} */ (class {});

/** The element's attributes as properties; an attribute that is absent or wrong has its default. */
export class MeterAttributes extends Base {
  /** What is read. Default: `sample`. @returns {MeterSource} */
  get source() {
    const source = this.getAttribute('source');
    return source === 'camera' || source === 'photo' ? source : 'sample';
  }
  set source(value) {
    this.setAttribute('source', value);
  }

  /** The address of the photo to read, with `source="photo"`. Default: none. */
  get src() {
    return this.getAttribute('src') ?? '';
  }
  set src(value) {
    this.setAttribute('src', value);
  }

  /** The address of the checkpoint. Default: the one that ships with mimique. */
  get weights() {
    return this.getAttribute('weights') ?? '';
  }
  set weights(value) {
    this.setAttribute('weights', value);
  }

  /** Seven classes or three groups. Default: `7`. @returns {'7' | '3'} */
  get classes() {
    return this.getAttribute('classes') === '3' ? '3' : '7';
  }
  set classes(value) {
    this.setAttribute('classes', value);
  }

  /**
   * What the bars say: what share of ten people would say each word (`votes`), or the probability of FER2013's label (`label`).
   * Default: `votes` where the checkpoint has that head. @returns {Head}
   */
  get answer() {
    return this.getAttribute('answer') !== 'label' && this.hasVotes() ? 'votes' : 'label';
  }
  set answer(value) {
    this.setAttribute('answer', value);
  }

  /** Whether the checkpoint has the answer `votes`, once loaded. @protected @returns {boolean | undefined} */
  hasVotes() {
    return undefined;
  }

  /** At most this many camera frames are read per second. Default: 30. */
  get maxFps() {
    return number(this.getAttribute('max-fps'), 30, 0.1);
  }
  set maxFps(value) {
    this.setAttribute('max-fps', `${value}`);
  }

  /** How slowly the bars follow the camera; 0 for at once. Default: 0.4. */
  get smoothingSeconds() {
    return number(this.getAttribute('smoothing-seconds'), 0.4, 0);
  }
  set smoothingSeconds(value) {
    this.setAttribute('smoothing-seconds', `${value}`);
  }

  /** Whether the camera's preview is a mirror. Default: when the camera faces the visitor. */
  get mirrored() {
    const mirrored = this.getAttribute('mirrored');
    return mirrored === null ? this.facesVisitor() : mirrored !== 'false';
  }
  set mirrored(value) {
    this.setAttribute('mirrored', `${value}`);
  }

  /** @protected */
  facesVisitor() {
    return true;
  }

  /**
   * The buttons that the element shows: all, none, or a list such as `source,stop` out of `source`, `classes`, `answer`, `stop`,
   * `switch`, `mirror`, `faces`, `model`, and `paste`: pictures pasted anywhere in the page are taken, and not only those pasted
   * into the element. Default: none. @returns {boolean | string}
   */
  get controls() {
    const wanted = this.getAttribute('controls') ?? 'false';
    return wanted === 'false' ? false : wanted === '' || wanted === 'true' || wanted;
  }
  // Frameworks hand to a property what the page wrote as an attribute: a list, '' or 'false' too.
  set controls(value) {
    if (value === false || value === 'false' || value === null || value === undefined)
      this.removeAttribute('controls');
    else this.setAttribute('controls', value === true ? '' : value);
  }

  /** Whether one control is shown. @internal @param {string} control */
  shows(control) {
    const { controls } = this;
    return typeof controls === 'string' ? listed(controls).includes(control) : controls;
  }

  /** The weights that a page's address asked for and may not have; told as a wrong attribute is. @internal */
  refused = '';

  /** What a page's address says that no page knows; told as a wrong attribute is. @internal */
  unknown = '';

  /** The first attribute that says what is not expected, and what is: `source="webcam" (camera, photo, sample)`; or ''. @internal */
  get wrong() {
    if (this.refused && !this.hasAttribute('weights')) return this.refused;
    if (this.unknown) return this.unknown;
    const { controls } = this;
    if (typeof controls === 'string' && listed(controls).some((control) => !CONTROLS.includes(control)))
      return `controls="${controls}" (${CONTROLS.join(', ')})`;
    for (const [name, expected] of Object.entries(EXPECTED)) {
      const value = this.getAttribute(name);
      if (value === null) continue;
      const [right, words] = Array.isArray(expected)
        ? [expected.includes(value), expected.filter(Boolean).join(', ')]
        : [number(value, NaN, expected) >= expected, `≥ ${expected}`];
      if (!right) return `${name}="${value}" (${words})`;
    }
    return this.hasVotes() === false && this.getAttribute('answer') === 'votes' ? 'answer="votes"' : '';
  }

  /**
   * Properties that were set before the element was defined hide the real ones: puts them in their place.
   * @protected
   */
  upgrade() {
    const self = /** @type {Record<string, any>} */ (/** @type {unknown} */ (this));
    for (const name of [...NAMES, 'texts'].map(camel).filter((name) => Object.hasOwn(self, name))) {
      const value = self[name];
      delete self[name];
      self[name] = value;
    }
  }
}

/** @param {string} list */
const listed = (list) => list.split(/[\s,]+/).filter(Boolean);

/**
 * @param {string | null} text
 * @param {number} otherwise
 * @param {number} least
 */
function number(text, otherwise, least) {
  const value = text ? Number(text) : NaN;
  return value >= least && value < Infinity ? value : otherwise;
}
