// What is told of an address, and what is left alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unknownIn } from '../../www/site/unknown.js';

for (const [address, told] of [
  ['theme=blue', 'theme="blue" (light, dark)'],
  ['lang=de', 'lang="de" (en, fr)'],
  ['size=9', 'size="9" (1 to 3)'],
  ['size=large', 'size="large" (1 to 3)'],
  ['clases=3', 'clases="3" (classes)'],
  ['sorce=camera', 'sorce="camera" (source)'],
  ['Lang=fr', 'Lang="fr" (lang)'],
]) {
  test(`${address} is told`, () => assert.equal(unknownIn(new URLSearchParams(address)), told));
}

for (const address of [
  '',
  'source=photo&classes=3&lang=fr-CA&theme=dark&size=1.5&autostart',
  'utm_source=mail&fbclid=0&ref=home&v=2&sid=1&page=2',
]) {
  test(`?${address} is left alone`, () => assert.equal(unknownIn(new URLSearchParams(address)), ''));
}

test('what is told of a long link is short', () => {
  const address = new URLSearchParams({ theme: 'a'.repeat(5000) });
  assert.ok(unknownIn(address).length < 100);
});
