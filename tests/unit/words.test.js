// Every part's words, found by their folders: words/en.js beside words/fr.js, or words/en/ beside words/fr/.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const LANGUAGES = ['en', 'fr'];
const files = readdirSync('www', { recursive: true, encoding: 'utf8' }).map((path) =>
  path.replaceAll('\\', '/'),
);
/** Where each part's words are, `{lang}` for a language. */
const parts = files
  .filter((path) => /\/words\/en(\/[\w-]+)?\.js$/.test(path))
  .map((path) => `www/${path.replace('/words/en', '/words/{lang}')}`);

/** The words of a table by their names, tables within it too. @param {object} table @returns {[name: string, text: string][]} */
const flat = (table) =>
  Object.entries(table).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [/** @type {[string, string]} */ ([key, value])]
      : flat(value).map(([name, text]) => /** @type {[string, string]} */ ([`${key}.${name}`, text])),
  );

/** @param {string} text */
const holes = (text) => (text.match(/\{\w+\}/g) ?? []).sort();

test('the parts are found', () => assert.ok(parts.length >= 17, `${parts}`));

for (const part of parts) {
  test(`${part}: every language has the same words, with the same holes, and none is empty`, async () => {
    const paths = LANGUAGES.map((lang) => part.replace('{lang}', lang));
    for (const path of paths) assert.ok(existsSync(path), path);
    const tables = await Promise.all(paths.map((path) => import(`../../${path}`)));
    const [words, ...others] = tables.map((table) => flat({ ...table }));
    assert.ok(words.length > 0);
    for (const other of others) {
      assert.deepEqual(
        other.map(([name]) => name),
        words.map(([name]) => name),
      );
      for (const [i, [name, text]] of words.entries())
        assert.deepEqual(holes(other[i][1]), holes(text), name);
    }
    for (const [name, text] of [words, ...others].flat()) assert.notEqual(text.trim(), '', name);
  });
}

test('no language has a part that the first lacks', () => {
  const all = files.filter((path) =>
    LANGUAGES.some((lang) => new RegExp(`/words/${lang}(/[\\w-]+)?\\.js$`).test(path)),
  );
  assert.equal(all.length, LANGUAGES.length * parts.length);
});
