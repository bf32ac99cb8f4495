// The words that every figure uses, and how numbers are written.
// A copy of their own: shared with the element, each of its languages would come through a file in between.
// @ts-expect-error TypeScript follows no address with a query
import { words as en } from '../element/words/en/words.js?copy';
// @ts-expect-error
import { words as fr } from '../element/words/fr/words.js?copy';

/** @typedef {'en' | 'fr'} Lang */

/** The words of the element. @type {Record<Lang, import('../element/words/words.js').Texts>} */
export const elementWords = { en, fr };

/** The number as a share of a hundred, with one digit after the point: 0.558 → "55.8%" or "55,8 %". @param {Lang} lang */
export function percent1(lang) {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(lang, { style: 'percent', ...digits }).format;
}

/** @param {Lang} lang */
export const whole = (lang) => new Intl.NumberFormat(lang).format;

/** The name of a label. @param {Lang} lang @param {string} label */
export const nameOf = (lang, label) => elementWords[lang][label] ?? label;

/** One of two. @param {Lang} lang @param {string} en @param {string} fr */
export const either = (lang, en, fr) => (lang === 'fr' ? fr : en);

/**
 * French puts a space before some marks and inside its quotes, at which no line may end. They are written as plain spaces, which
 * an editor can see, and made to hold here.
 * @param {string} text
 */
export const held = (text) =>
  text.replace(/ (?=[:;?!%»])|(?<=«) |(?<=\d) (?=\d{3})|(?<=\d) (?=×)|(?<=×) (?=\d)/g, '\u00a0');
