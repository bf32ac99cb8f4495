// What the reader says, in a language.
import { held } from '../figures/words.js';
import { fill } from '../element/words/words.js';
import * as en from './words/en.js';
import * as fr from './words/fr.js';

/** @typedef {import('../figures/words.js').Lang} Lang */
/** @typedef {Record<string, string>} Words */

/** What it says, why it refuses the whole, what is wrong with a row. @type {Record<Lang, { words: Words, refusals: Words, faults: Words }>} */
const languages = { en, fr };

/** @param {string} text @param {Record<string, unknown>} values */
const worded = (text, values) => held(fill(text, values));

/** @param {Lang} lang @returns {(key: string, values?: Record<string, unknown>) => string} */
export const dataSay =
  (lang) =>
  (key, values = {}) =>
    worded(languages[lang].words[key], values);

/** @param {Lang} lang @param {{ code: string, values?: Record<string, string | number> }} refusal */
export function refusalText(lang, { code, values = {} }) {
  const number = new Intl.NumberFormat(lang);
  const written = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'number' ? number.format(value) : value,
    ]),
  );
  const { refusals } = languages[lang];
  const why = worded(Object.hasOwn(refusals, code) ? refusals[code] : refusals.unreadable, written);
  // The pictures that votes are refused for are there.
  return code.startsWith('votes-') && code !== 'votes-alone' ? why : `${why} ${dataSay(lang)('give')}`;
}

/** Where a fault is and what it is. @param {Lang} lang @param {import('./collection.js').Fault} fault */
export function faultText(lang, { line, file, code, got, at }) {
  const { words, faults } = languages[lang];
  const place = line === undefined ? `${file}` : fill(words.line, { line });
  return worded(words.at, { place, fault: fill(faults[code], { got, at }) });
}
