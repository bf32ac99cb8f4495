// The words of the slides and of the page of snippets, a file per part and per language: a third language is a folder beside
// these, and its lines here. They are written into the pages when the site is built or served (scripts/page-words.mjs).
import { words as deckEn } from './en/deck.js';
import { words as deckFr } from './fr/deck.js';
import { words as notesEn } from './en/notes.js';
import { words as notesFr } from './fr/notes.js';
import { words as snippetsEn } from './en/snippets.js';
import { words as snippetsFr } from './fr/snippets.js';

/** @typedef {Record<string, Record<string, string>>} Table words as HTML, by slide or section and by name */
/** @typedef {Record<string, string>} Notes by slide */
/** @template T @typedef {{ [Slide in keyof T]: Record<keyof T[Slide], string> }} Like the same words in another language */

/** Slides with their notes. @param {Table} deck @param {Notes} notes @returns {Table} */
const told = (deck, notes) =>
  Object.fromEntries(
    Object.entries(notes).map(([slide, words]) => [slide, { ...deck[slide], notes: words }]),
  );

/** By the page's name, then by language. @type {Record<string, Record<string, Table>>} */
export const tables = {
  'www/course/index.html': {
    en: { ...deckEn, ...told(deckEn, notesEn) },
    fr: { ...deckFr, ...told(deckFr, notesFr) },
  },
  'www/course/snippets.html': { en: snippetsEn, fr: snippetsFr },
};
