// What makes a built site work without a network: its service worker, and a zip for a USB stick. Read off dist/.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

// What a visitor may need in a meeting room; models of the lessons' ladder are in the zip, not in every visitor's cache, and the
// lab's WebAssembly is kept when the lab was opened (sw.js).
const KEPT = /(\.html|^assets\/(?!lab_bg).*|^models\/(lenet|lenet-tiny|face|face-far)\.safetensors)$/;
const HASHED = /^assets\//; // named by their content
const ZIP = 'mimique-offline.zip';
const SUMS = 'SHA256SUMS';

/** For `npx serve`, which would send embed.html?… to /embed without what the address asks for: folders alone are looked up. */
const SERVE = { cleanUrls: ['/', '/www/course'], trailingSlash: true };

const README = `mimique, to run without a network
==================================

In this folder, run one of

    node serve.mjs
    python3 -m http.server 8000
    npx serve -l 8000

and open http://localhost:8000/ (the slides are at http://localhost:8000/www/course/). Opening index.html as a file does not
work: browsers run such pages from a server only. Nothing leaves this machine.

Dans ce dossier, lancez l'une des trois commandes ci-dessus, puis ouvrez http://localhost:8000/ (les diapositives sont à
http://localhost:8000/www/course/). Ouvrir index.html comme un fichier ne marche pas : les navigateurs demandent un serveur.
Rien ne quitte cet appareil.
`;

/** @param {string} root @returns {string[]} every file, by its address */
const filesOf = (root) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((path) => path !== ZIP && path !== 'sw.js')
    .sort();

/** @param {string} path */
const sha256 = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Writes dist/sw.js, which names every file to keep and its version, and returns what was bundled. @param {string} [dist] */
export async function addServiceWorker(dist = 'dist') {
  const { build } = await import('rolldown');
  const files = filesOf(dist)
    .filter((path) => KEPT.test(path))
    .map((url) => ({ url, revision: HASHED.test(url) ? null : sha256(join(dist, url)).slice(0, 16) }));
  return build({
    input: 'www/site/sw.js',
    platform: 'browser',
    transform: {
      define: { 'globalThis.__FILES__': JSON.stringify(files), 'process.env.NODE_ENV': '"production"' },
    },
    output: { file: join(dist, 'sw.js'), format: 'iife', minify: true },
  });
}

/** The server with what it imports, in one file. */
export async function bundledServer() {
  const { build } = await import('rolldown');
  return build({
    input: 'scripts/serve.mjs',
    platform: 'node',
    output: { format: 'es' },
    write: false,
  });
}

/** Writes dist/SHA256SUMS, which `sha256sum --check` reads: whether a copy of the site is whole and unchanged. @param {string} [dist] */
export function addChecksums(dist = 'dist') {
  const paths = [...filesOf(dist), 'sw.js'].filter((path) => path !== SUMS).sort();
  const lines = paths.map((path) => `${sha256(join(dist, path))}  ${path}\n`);
  writeFileSync(join(dist, SUMS), lines.join(''));
}

/** Writes dist/mimique-offline.zip: the site and a server for it. @param {string} [dist] */
export async function addZip(dist = 'dist') {
  const { zipSync, strToU8 } = await import('fflate');
  /** @type {import('fflate').Zippable} */
  const entries = {
    'mimique/README.txt': strToU8(README),
    'mimique/serve.mjs': strToU8((await bundledServer()).output[0].code),
    'mimique/serve.json': strToU8(`${JSON.stringify(SERVE)}\n`),
  };
  for (const path of [...filesOf(dist), 'sw.js']) entries[`mimique/${path}`] = readFileSync(join(dist, path));
  // The same files make the same zip.
  writeFileSync(join(dist, ZIP), zipSync(entries, { level: 9, mtime: '2026-01-01' }));
}
