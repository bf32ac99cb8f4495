// The words that every figure uses, and how numbers are written.
// A copy of their own: shared with the element, each of its languages would come through a file in between.
// @ts-expect-error TypeScript follows no address with a query
import { words as elementEn } from '../element/words/en/words.js?copy';
// @ts-expect-error
import { words as elementFr } from '../element/words/fr/words.js?copy';
import { LABELS } from '../element/reading.js';
import { fill } from '../element/words/words.js';
import { held } from './held.js';
import { words as en } from './words/en.js';
import { words as fr } from './words/fr.js';

export { held };

/** @typedef {'en' | 'fr'} Lang */

/** The words of the element. @type {Record<Lang, import('../element/words/words.js').Texts>} */
export const elementWords = { en: elementEn, fr: elementFr };

const languages = { en, fr };

/** @param {Lang} lang @param {keyof typeof en} key @param {Record<string, unknown>} [values] */
export const say = (lang, key, values = {}) => held(fill(languages[lang][key], values));

/** The number as a share of a hundred, with one digit after the point: 0.558 → "55.8%" or "55,8 %". @param {Lang} lang */
export function percent1(lang) {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(lang, { style: 'percent', ...digits }).format;
}

/** @param {Lang} lang */
export const whole = (lang) => new Intl.NumberFormat(lang).format;

/** The name of a label: of another than the element knows, as the dataset spells it. @param {Lang} lang @param {string} label */
export const nameOf = (lang, label) => (LABELS.includes(label) ? elementWords[lang][label] : label);
