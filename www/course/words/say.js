// What the scripts of the slides write, in a language.
import { fill } from '../../element/words/words.js';
import { words as en } from './en/scripts.js';
import { words as fr } from './fr/scripts.js';

const languages = { en, fr };

/** @param {import('../../figures/words.js').Lang} lang @param {keyof typeof en} key @param {Record<string, unknown>} [values] */
export const say = (lang, key, values = {}) => fill(languages[lang][key], values);
