// The size gates, read off dist/: what a visitor downloads stays small, or the build says so.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { fail, main } from './run.mjs';

const KB = 1000;
const MB = 1000 * KB;

/** What the start page may download until its first reading on the sample, by its checkpoint, packed by brotli. */
export const UNTIL_READING = { lenet: 750 * KB, 'lenet-tiny': 350 * KB };

/** Every file that a page names with this ending. @param {string} page @param {string} ending */
const named = (page, ending) =>
  [...readFileSync(join('dist', page), 'utf8').matchAll(/(?:src|href)="\.\/([^"]+\.(\w+))"/g)]
    .filter(([, , found]) => found === ending)
    .map(([, path]) => join('dist', path));

/** Every script that a page loads before any worker: its own, and the chunks that Vite preloads. @param {string} page */
const scriptsOf = (page) => named(page, 'js');

/** @param {RegExp} pattern @param {string} folder */
const filesLike = (pattern, folder) =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => join(folder, name));

/** @param {string[]} paths @param {(data: Buffer) => Buffer} pack */
const packed = (paths, pack) => paths.reduce((sum, path) => sum + pack(readFileSync(path)).length, 0);

/** The script and the looks of every lesson. @returns {string[][]} */
const lessons = () =>
  readdirSync('www/lessons', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'shell')
    .map(({ name }) => filesLike(new RegExp(`^${name}-[\\w-]{8}\\.(js|css)$`), 'dist/assets'));

/** @returns {{ what: string, bytes: number, limit: number }[]} */
function gates() {
  const page = scriptsOf('embed.html');
  const [element, words, builds, workers, sample] = [
    /^element-.*\.js$/,
    /^words-\w\w-.{8}\.js$/,
    /^mimique.*\.wasm$/,
    /^worker.*\.js$/,
    /^sample.*\.jpg$/,
  ].map((pattern) => filesLike(pattern, 'dist/assets'));
  const looks = named('index.html', 'css');
  if (
    [page, element, words, builds, workers, sample, looks, ...lessons()].some((files) => files.length === 0)
  ) {
    fail(
      'The gates find no script of dist/embed.html, element*.js, words*.js, no style of dist/index.html, no .wasm, worker*.js, sample*.jpg or lesson in ' +
        'dist/assets: mend check-size.mjs.',
    );
  }
  const brotli = (/** @type {string[]} */ ...paths) => packed(paths, brotliCompressSync);
  const largest = Math.max(...builds.map((build) => brotli(build)));
  const start =
    brotli('dist/index.html', ...looks, ...scriptsOf('index.html'), ...workers, ...sample) + largest;
  return [
    // CONTRIBUTING.md says what is in them, and what it buys.
    { what: 'element and client, gzip', bytes: packed(element, gzipSync), limit: 16.3 * KB },
    {
      what: 'embed.html’s scripts with the words of a language, gzip',
      bytes: packed(page, gzipSync) + Math.max(...words.map((script) => packed([script], gzipSync))),
      limit: 19.1 * KB,
    },
    // A browser loads one of the builds. TensorFlow.js, without a face detector or checks of what it reads, is 167 KB: 14 KB
    // more are bounds counted in 64 bits, readings that are finite or an error, keypoints followed as the box is, a second head,
    // boxes and architectures that are checked where they are made, the figures of "unsure", and pixels that a browser's
    // protection alters, taken another way.
    ...builds.map((build) => ({
      what: `${basename(build)} and worker, brotli`,
      bytes: brotli(build, ...workers),
      limit: 181 * KB,
    })),
    ...Object.entries(UNTIL_READING).map(([model, limit]) => ({
      what: `page to first reading on the sample with ${model}, brotli`,
      bytes: start + brotli(`dist/models/${model}.safetensors`),
      limit,
    })),
    // What only the lab loads.
    {
      what: 'the lab’s WebAssembly and worker, brotli',
      bytes: brotli(...filesLike(/^(lab_bg.*\.wasm|trainer-worker.*\.js)$/, 'dist/assets')),
      limit: 285 * KB,
    },
    // What a lesson loads beside what all lessons share, and its looks.
    ...lessons().map((files) => ({
      what: `lesson ${basename(files[0]).split('-')[0]}, gzip`,
      bytes: packed(files, gzipSync),
      limit: 25 * KB,
    })),
    // When a camera or a photo first needs it.
    { what: 'detector, brotli', bytes: brotli('dist/models/face.safetensors'), limit: 200 * KB },
    ...filesLike(/\.safetensors$/, 'dist/models').map((path) => ({
      what: path.replace('dist/', ''),
      bytes: statSync(path).size,
      limit: 4 * MB,
    })),
  ];
}

/** Prints every gate and returns how many hold and how many do not. */
export function checkSizes() {
  if (!existsSync('dist/embed.html')) fail('There is no dist/ to weigh: run `npm run build` first.');
  const all = gates();
  const failed = all.filter(({ what, bytes, limit }) => {
    const kb = (/** @type {number} */ n) => `${(n / KB).toFixed(1)} KB`;
    console.log(`${bytes > limit ? '✗' : '✓'} ${what}: ${kb(bytes)} of ${kb(limit)}`);
    return bytes > limit;
  }).length;
  return { passed: all.length - failed, failed };
}

await main(import.meta.url, () => (process.exitCode = checkSizes().failed ? 1 : 0));
