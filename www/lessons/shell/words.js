// The words of what every lesson has, and how words are said: by part, a file per language.
import { held } from '../../figures/words.js';
import { fill } from '../../element/words/words.js';
import { words as en } from './words/en.js';
import { words as fr } from './words/fr.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */
/** @typedef {Record<Lang, Record<string, string>>} Words */
/** @typedef {(key: string, values?: Record<string, unknown>) => string} Say */

export const shellWords = { en, fr };

/** Words of some parts in a language: a later part's count first. @param {Lang} lang @param {...Words} parts @returns {Say} */
export function sayer(lang, ...parts) {
  const words = Object.assign({}, ...parts.map((part) => part[lang]));
  return (key, values = {}) => held(fill(words[key], values));
}
