// `npm pack` and `npm publish` run this first: what is not in the repository but in the package, up to date.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeLicences } from './licences.mjs';
import { ensurePackages, npm } from './packages.mjs';
import { main, step } from './run.mjs';
import { packTypes } from './types.mjs';
import { ensureWasm } from './wasm.mjs';

const FOLDER = join('target', 'pack');

/** @type {Promise<string> | undefined} */
let made;

/** Packs the package, once in a run, and says where it is. */
export const packed = () => (made ??= pack());

async function pack() {
  mkdirSync(FOLDER, { recursive: true });
  const args = ['pack', '--silent', '--pack-destination', FOLDER];
  await step('Packing the npm package', () => npm(args, 'The messages above say what is wrong.'));
  const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
  return join(FOLDER, `${name}-${version}.tgz`);
}

await main(import.meta.url, async () => {
  await ensurePackages();
  await ensureWasm({ ship: true });
  await packTypes();
  writeLicences(join('www', 'pkg'), { feature: 'js', models: 'models' });
});
