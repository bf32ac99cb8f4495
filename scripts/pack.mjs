// `npm pack` and `npm publish` run this first: what is not in the repository but in the package, up to date.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeLicences } from './licences.mjs';
import { ensurePackages, npmOutput } from './packages.mjs';
import { packReadme } from './readme.mjs';
import { keepStdout, main, step } from './run.mjs';
import { packTypes } from './types.mjs';
import { ensureWasm } from './wasm.mjs';

const FOLDER = join('target', 'pack');

/** @typedef {{ tarball: string, files: string[] }} Pack where the package is, and the paths in it */

/** @type {Promise<Pack> | undefined} */
let made;

/** Packs the package, once in a run, and says where it is and what it holds. */
export const packed = () => (made ??= pack());

/** @returns {Promise<Pack>} */
async function pack() {
  mkdirSync(FOLDER, { recursive: true });
  const args = ['pack', '--silent', '--json', '--pack-destination', FOLDER];
  const text = await step('Packing the npm package', () =>
    npmOutput(args, 'The messages above say what is wrong.'),
  );
  const [{ filename, files }] = JSON.parse(text);
  return {
    tarball: join(FOLDER, filename),
    files: files.map((/** @type {{ path: string }} */ { path }) => path),
  };
}

await main(import.meta.url, async () => {
  keepStdout(); // it is npm's, for the list of what is packed
  await ensurePackages();
  await ensureWasm({ ship: true });
  await packTypes();
  writeLicences(join('www', 'pkg'), { feature: 'js', models: 'models' });
  packReadme();
});
