// The words of what every lesson has, and how words are said: by part, a file per language.
import { held } from '../../figures/words.js';
import { fill } from '../../element/words/words.js';
import { words as en } from './words/en.js';
import { words as fr } from './words/fr.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */
/** @typedef {Record<Lang, Record<string, string>> | Record<string, [en: string, fr: string]>} Words the lab's are pairs */
/** @typedef {(key: string, values?: Record<string, unknown>) => string} Say */

export const shellWords = { en, fr };

/** Words of some parts in a language: a later part's count first. @param {Lang} lang @param {...Words} parts @returns {Say} */
export function sayer(lang, ...parts) {
  const words = Object.assign({}, ...parts.map((part) => inOne(lang, part)));
  return (key, values = {}) => held(fill(words[key], values));
}

/** The lab's tables are pairs. @param {Lang} lang @param {any} part */
const inOne = (lang, part) =>
  part[lang] ??
  Object.fromEntries(Object.entries(part).map(([key, pair]) => [key, pair[lang === 'fr' ? 1 : 0]]));
