// `npm run build`: the static site, in dist/, for any static host and any sub-path.
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { main } from './run.mjs';
import { addChecksums, addServiceWorker, addZip, bundledServer } from './offline.mjs';
import { writeLicences } from './licences.mjs';
import { ensurePackages } from './packages.mjs';
import { ensureWasm } from './wasm.mjs';

/** Source maps of dist/, at the same paths. */
export const MAPS = 'target/maps';

/** @type {Promise<void> | undefined} */
let built;

/** Builds dist/, once in a run. */
export const buildSite = () => (built ??= build());

/** The paths of all modules in what was bundled. @param {any[]} outputs Rolldown's */
const modulesOf = (outputs) =>
  outputs.flatMap(({ output }) => output.flatMap((/** @type {any} */ file) => file.moduleIds ?? []));

/** Workers are bundles of their own, of which the site's outputs say nothing. */
function recorder() {
  /** @type {Set<string>} */
  const modules = new Set();
  const plugin = {
    name: 'modules-of-workers',
    generateBundle: (/** @type {unknown} */ _options, /** @type {Record<string, any>} */ bundle) => {
      for (const { moduleIds = [] } of Object.values(bundle))
        moduleIds.forEach((/** @type {string} */ id) => modules.add(id));
    },
  };
  return { modules, plugin };
}

/** What ships has no source maps: scripts/coverage.mjs reads them, beside the built site. */
function moveMaps() {
  rmSync(MAPS, { recursive: true, force: true });
  for (const path of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.js.map')) continue;
    mkdirSync(dirname(join(MAPS, path)), { recursive: true });
    renameSync(join('dist', path), join(MAPS, path));
  }
}

async function build() {
  await ensurePackages();
  await ensureWasm({ ship: true });
  const vite = await import('vite');
  const workers = recorder();
  const site = await vite.build({ worker: { plugins: () => [workers.plugin] } });
  moveMaps();
  const bundled = [site, await addServiceWorker(), await bundledServer()].flat();
  writeLicences('dist', {
    feature: 'lab',
    models: 'dist/models',
    modules: [...modulesOf(bundled), ...workers.modules],
  });
  addChecksums();
  await addZip();
}

await main(import.meta.url, async () => {
  await buildSite();
  console.log(
    '\nThe site is in dist/: copy it to any static host, or try it with `npx vite preview`.\n' +
      'dist/mimique-offline.zip holds all of it and a server, for a machine without a network.',
  );
});
