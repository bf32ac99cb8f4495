import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  errorText,
  figureSentence,
  fill,
  language,
  languages as come,
  loadErrorWords,
  loadWords,
  percentIn,
  tenSay,
  wordFor,
  wordsIn,
} from '../../www/element/words/words.js';
import { fault } from '../../www/client/errors.js';

await Promise.all([loadWords('en'), loadWords('fr')]);
await loadErrorWords();
const languages = /** @type {Record<'en' | 'fr', Record<string, string>>} */ (come);

test('a label is never said of a person', () => {
  assert.deepEqual(Object.keys(languages).sort(), ['en', 'fr']);
  for (const words of Object.values(languages)) {
    for (const text of Object.values(words)) {
      assert.doesNotMatch(text, /you are|you feel|vous êtes|vous ressentez|emotion|émotion/i);
    }
  }
});

test('French for every French tag, else English', () => {
  assert.equal(language('fr'), 'fr');
  assert.equal(language('FR-ca'), 'fr');
  assert.equal(language('de'), 'en');
  assert.equal(language(null), 'en');
});

test('words can be overridden', () => {
  assert.equal(wordsIn('en', { happiness: 'smile' }).happiness, 'smile');
  assert.equal(wordsIn('fr', {}).happiness, 'joie');
});

test('numbers are written as each language does', () => {
  assert.equal(percentIn('en')(0.624), '62%');
  assert.match(percentIn('fr')(0.624), /^62\s%$/u);
});

test('holes are filled, unknown ones left', () => {
  assert.equal(fill('{a} of {b}', { a: 1 }), '1 of {b}');
});

test('the figure is that of what is shown, and absent when the checkpoint does not tell', () => {
  const figures = { split: 'PublicTest', n: 3589, accuracy: 0.624, groups_accuracy: 0.771 };
  const text = languages.en.figure;
  assert.equal(
    figureSentence(figures, { lang: 'en', groups: false, text }),
    'Right on 62% of 3,589 pictures it never trained on.',
  );
  assert.match(figureSentence(figures, { lang: 'en', groups: true, text }), /77%/);
  assert.equal(figureSentence(undefined, { lang: 'en', groups: false, text }), '');
});

test('a group’s figure has a number of pictures of its own where there is one', () => {
  const figures = { split: 'PublicTest', n: 3440, accuracy: 0.821, groups_n: 3512, groups_accuracy: 0.884 };
  const sentence = (/** @type {boolean} */ groups) =>
    figureSentence(figures, { lang: 'en', groups, text: '{percent} of {n}' });
  assert.deepEqual([sentence(false), sentence(true)], ['82% of 3,440', '88% of 3,512']);
});

test('a share is a number of ten people', () => {
  const say = (/** @type {'en' | 'fr'} */ lang, /** @type {number} */ share, groups = false) =>
    tenSay(share, languages[lang], groups);
  assert.equal(say('en', 0.71), 'Of ten people, about seven would say');
  assert.equal(say('fr', 0.71), 'Sur dix personnes, environ sept diraient');
  assert.equal(say('fr', 0.143), 'Sur dix personnes, environ une dirait');
  assert.equal(say('en', 0.98), 'Of ten people, nearly all would say');
  assert.equal(say('fr', 1), 'Sur dix personnes, presque toutes diraient');
  assert.equal(say('en', 0.04), 'Of ten people, about one would say');
  assert.equal(say('en', 0.5, true), 'Of ten people, about five would say something');
  assert.equal(say('fr', 0.5, true), 'Sur dix personnes, environ cinq diraient quelque chose de');
});

test('an error that has no words of its own says its message', () => {
  assert.match(errorText(languages.en, fault('tensor-missing', 'conv1.weight is missing')), /conv1.weight/);
  assert.equal(errorText(languages.en, fault('camera-busy', 'x')), languages.en['camera-busy']);
});

test('a label that is the name of something else shows as itself', () => {
  for (const label of ['constructor', 'toString', '__proto__', 'retry', 'bars', 'other', 'camera-busy']) {
    assert.equal(wordFor(label, wordsIn('fr', {})), label);
  }
});

test('a label has the language’s word, or the page’s own', () => {
  assert.equal(wordFor('happiness', wordsIn('fr', {})), 'joie');
  assert.equal(wordFor('happiness', wordsIn('fr', { happiness: 'sourire' })), 'sourire');
  assert.equal(wordFor('wink', wordsIn('fr', /** @type {object} */ ({ wink: 'clin d’œil' }))), 'clin d’œil');
});
