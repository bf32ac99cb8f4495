// npm shows README.md alone: a link to a file beside it leads into the repository there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { absolute, relativeLinks } from '../../scripts/readme.mjs';

const HOME = 'https://git.example/someone/mimique';

test('links and pictures of files lead into the repository, other links stay', () => {
  const text = '![a](docs/a.webp) [b](docs/b.md#part) [c](#here) [d](https://other.example/)';
  assert.equal(
    absolute(text, HOME),
    `![a](${HOME}/raw/HEAD/docs/a.webp) [b](${HOME}/blob/HEAD/docs/b.md#part) [c](#here) [d](https://other.example/)`,
  );
});

test('no link of README.md is left relative', () => {
  const text = readFileSync('README.md', 'utf8');
  assert.ok(relativeLinks(text).length > 5);
  assert.deepEqual(relativeLinks(absolute(text, HOME)), []);
});
