// README.md as npm shows it: what is not in the package is linked in the repository. Packing writes it so, and `postpack` puts the
// repository's own back.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './owner.mjs';
import { main } from './run.mjs';

const KEPT = join('target', 'README.md'); // the repository's own, while the package is made

/** How Markdown names a file: a picture or a link. */
const LINK = /(!?)(\[[^\]]*\]\()(?!https?:|#|mailto:)([^)]+)\)/g;

/** The links of a Markdown text that stand for files beside it. @param {string} text */
export const relativeLinks = (text) => [...text.matchAll(LINK)].map(([, , , path]) => path);

/** @param {string} text @param {string} home the repository's address */
export const absolute = (text, home) =>
  text.replace(
    LINK,
    (_, picture, words, path) => `${picture}${words}${home}/${picture ? 'raw' : 'blob'}/HEAD/${path})`,
  );

export function packReadme() {
  restoreReadme(); // packing was cut off
  const text = readFileSync('README.md', 'utf8');
  mkdirSync('target', { recursive: true });
  writeFileSync(KEPT, text);
  writeFileSync('README.md', absolute(text, repository()));
}

function restoreReadme() {
  if (!existsSync(KEPT)) return;
  const packed = absolute(readFileSync(KEPT, 'utf8'), repository());
  if (readFileSync('README.md', 'utf8') === packed) renameSync(KEPT, 'README.md');
}

await main(import.meta.url, restoreReadme);
