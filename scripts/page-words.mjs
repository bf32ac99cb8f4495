// Writes the words of the start page and of the course into their pages, in every language: which one is seen is for the page's styles.
import { tables as course } from '../www/course/words/table.js';
import { held } from '../www/figures/held.js';
import { words as en } from '../www/site/words/en.js';
import { words as fr } from '../www/site/words/fr.js';

/** @typedef {import('../www/course/words/table.js').Table} Table */

/** By the page's path, then by language. @type {Record<string, Record<string, Table>>} */
export const tables = { ...course, 'index.html': { en, fr } };

/** The text between tags, on one line, with its spaces held. @param {string} html */
const inOneLine = (html) =>
  html
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/<[^>]*>|[^<]+/g, (part) => (part.startsWith('<') ? part : held(part)));

/**
 * @param {string} html where `data-words="slide.name"` makes one element of each language, with `lang`, and
 *   `data-title-words="slide.name"` (or `label`) one attribute of each, such as `data-title-en`
 * @param {Record<string, Table>} languages
 */
export function withWords(html, languages) {
  const each = Object.entries(languages);
  /** @param {Table} table @param {string} name */
  const say = (table, name) => {
    const [slide, key] = name.split('.');
    const words = table[slide]?.[key];
    if (words === undefined) throw new Error(`the page names the words ${name}, which its tables lack`);
    return inOneLine(words);
  };
  return html
    .replace(/data-(title|label)-words="([^"]+)"/g, (_, kind, name) =>
      each
        .map(([lang, table]) => `data-${kind}-${lang}="${say(table, name).replaceAll('"', '&quot;')}"`)
        .join(' '),
    )
    .replace(/<(\w+)([^<>]*?)\s+data-words="([^"]+)"\s*><\/\1\s*>/g, (_, tag, attributes, name) =>
      each
        .map(([lang, table]) => `<${tag}${attributes} lang="${lang}">${say(table, name)}</${tag}>`)
        .join(''),
    );
}

/** For Vite, which serves and builds the pages. */
export const pageWords = {
  name: 'page-words',
  transformIndexHtml: {
    order: /** @type {const} */ ('pre'),
    /** @param {string} html @param {{ path: string }} page */
    handler(html, { path }) {
      const page = path.slice(1);
      return Object.hasOwn(tables, page) ? withWords(html, tables[page]) : html;
    },
  },
};
