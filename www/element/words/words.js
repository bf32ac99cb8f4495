// How the element speaks: its words by language, one folder each, and what is made of them.
import { LABELS } from '../reading.js';

/** @import { Figures } from '../../types.d.ts' */
/** @typedef {Record<string, string>} Texts */
/** @typedef {keyof typeof import('./en/words.js').words} WordKey */
/** @typedef {keyof typeof import('./en/errors.js').words} ErrorKey */
/** @typedef {'en' | 'fr'} Lang */

/** The words that every visitor needs, then those for what can go wrong. @type {Record<Lang, (() => Promise<{ words: Texts }>)[]>} */
const scripts = {
  en: [() => import('./en/words.js'), () => import('./en/errors.js')],
  fr: [() => import('./fr/words.js'), () => import('./fr/errors.js')],
};

/** Every word that has come, by language. @type {Partial<Record<Lang, Texts>>} */
export const languages = {};

/** What is shown until the words come: none. @type {Texts} */
export const SILENT = new Proxy({}, { get: () => '' });

/** @type {Set<Lang>} */
const asked = new Set();
let parts = 1;

/** Has the words of a language come. @param {Lang} lang @returns {Promise<boolean>} whether they have; else they are asked for again the next time */
export async function loadWords(lang) {
  asked.add(lang);
  for (const load of scripts[lang].slice(0, parts)) {
    const module = await load().catch(() => null);
    if (!module) return false;
    languages[lang] = { ...languages[lang], ...module.words };
  }
  return true;
}

/**
 * Adds the words for what can go wrong, which most visitors never need; without them an error's own message has to do.
 * @param {Lang[]} langs besides those that are spoken
 */
export async function loadErrorWords(...langs) {
  parts = 2;
  await Promise.all([...asked, ...langs].map(loadWords));
}

/**
 * @param {string | null | undefined} wanted a language tag such as `fr-CA`
 * @returns {Lang}
 */
export const language = (wanted) => (wanted?.toLowerCase().startsWith('fr') ? 'fr' : 'en');

/** The language of an element: its own, or that of the nearest one around it, or the visitor's. @param {Element} element */
export function languageOf(element) {
  for (let at = element; ; at = /** @type {ShadowRoot} */ (at.getRootNode()).host) {
    const around = at.closest('[lang]');
    if (around) return language(around.getAttribute('lang') || navigator.language);
    if (!('host' in at.getRootNode())) return language(navigator.language);
  }
}

/**
 * @param {Lang} lang
 * @param {Partial<Texts>} overrides
 * @returns {Texts}
 */
export const wordsIn = (lang, overrides) => /** @type {Texts} */ ({ ...languages[lang], ...overrides });

/**
 * What a label is called: the page's own word for it, or the language's; else the label as the checkpoint spells it.
 * @param {string} label
 * @param {Texts} texts
 * @returns {string}
 */
export function wordFor(label, texts) {
  if (texts === SILENT) return '';
  const taken = Object.values(languages).some((words) => Object.hasOwn(words, label));
  return Object.hasOwn(texts, label) && (LABELS.includes(label) || !taken) ? texts[label] : label;
}

/**
 * What a reading is called: one word, or two where the network is unsure.
 * @param {Pick<import('../reading.js').Shown, 'label' | 'second' | 'unsure'>} shown
 * @param {Texts} texts
 */
export const nameOf = ({ label, second, unsure }, texts) => {
  const name = wordFor(label, texts);
  return unsure ? fill(texts.either, { label: name, second: wordFor(second, texts) }) : name;
};

/**
 * @param {string} text
 * @param {Record<string, any>} values
 */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (hole, name) => `${values[name] ?? hole}`);

/**
 * @param {Texts} texts
 * @param {import('../../client/errors.js').Fault} error
 */
export const errorText = (texts, error) =>
  fill(texts[error.code.replace('detector', 'weights')] ?? texts.other ?? '{message}', error);

/**
 * @param {string} lang
 * @returns {(fraction: number) => string} 0.62 → "62 %"
 */
export function percentIn(lang) {
  const format = new Intl.NumberFormat(lang, { style: 'percent' });
  return (fraction) => format.format(fraction);
}

/**
 * How good the checkpoint is, in a sentence; empty when it does not say.
 * @param {Figures | null | undefined} figures
 * @param {{ lang: string, groups: boolean, text: string }} options
 */
export function figureSentence(figures, { lang, groups, text }) {
  const accuracy = groups ? figures?.groups_accuracy : figures?.accuracy;
  if (!figures || accuracy === undefined) return '';
  const n = (groups && figures.groups_n) || figures.n;
  return fill(text, { percent: percentIn(lang)(accuracy), n: new Intl.NumberFormat(lang).format(n) });
}

/**
 * The share of people as a number of ten: what stands before the word that they would say.
 * @param {number} share
 * @param {Texts} texts
 * @param {boolean} groups the word is a group's
 */
export const tenSay = (share, texts, groups) =>
  fill(groups ? texts.tenSayGroup : texts.tenSay, {
    n: texts.counts.split('|')[Math.max(0, Math.round(10 * share) - 1)],
  });
