import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { tables, withWords } from '../../scripts/page-words.mjs';

/** @param {Record<string, Record<string, string>>} table */
const namesOf = (table) =>
  Object.entries(table).flatMap(([slide, words]) => Object.keys(words).map((key) => `${slide}.${key}`));

for (const [page, languages] of Object.entries(tables)) {
  const source = readFileSync(page, 'utf8');
  const places = [...source.matchAll(/-words="([^"]+)"/g)].map(([, name]) => name).sort();

  for (const [lang, table] of Object.entries(languages)) {
    test(`${page}: every word in ${lang} has its place, and every place a word`, () => {
      assert.ok(places.length > 20);
      assert.deepEqual(namesOf(table).sort(), places);
      for (const words of Object.values(table))
        for (const text of Object.values(words)) assert.notEqual(text.trim(), '');
    });
  }
}

const words = { en: { one: { name: 'a <b>bold</b> word' } }, fr: { one: { name: 'un mot <b>gras</b>' } } };

test('a place becomes one element of each language, with its attributes', () => {
  assert.equal(
    withWords('<p class="lede" data-words="one.name"></p>', words),
    '<p class="lede" lang="en">a <b>bold</b> word</p><p class="lede" lang="fr">un mot <b>gras</b></p>',
  );
});

test('a title is an attribute of each language', () => {
  const titles = { en: { one: { name: 'a "title"' } }, fr: { one: { name: 'titre' } } };
  assert.equal(
    withWords('<iframe data-title-words="one.name"></iframe>', titles),
    '<iframe data-title-en="a &quot;title&quot;" data-title-fr="titre"></iframe>',
  );
});

test('a place without words is refused', () => {
  assert.throws(() => withWords('<p data-words="one.other"></p>', words), /one\.other/);
});

test('no line ends before a French mark', () => {
  const french = { fr: { one: { name: 'ce <b>mot</b>\n  : <i title="a : b">« oui »</i> à 65\n %' } } };
  assert.equal(
    withWords('<p data-words="one.name"></p>', french),
    '<p lang="fr">ce <b>mot</b>\u00a0: <i title="a : b">«\u00a0oui\u00a0»</i> à 65\u00a0%</p>',
  );
});
