// `npm run build`: the static site, in dist/, for any static host and any sub-path.
import { main } from './run.mjs';
import { addServiceWorker, addZip } from './offline.mjs';
import { ensurePackages } from './packages.mjs';
import { ensureWasm } from './wasm.mjs';

/** @type {Promise<void> | undefined} */
let built;

/** Builds dist/, once in a run. */
export const buildSite = () => (built ??= build());

async function build() {
  await ensurePackages();
  await ensureWasm({ ship: true });
  const vite = await import('vite');
  await vite.build();
  await addServiceWorker();
  await addZip();
}

await main(import.meta.url, async () => {
  await buildSite();
  console.log(
    '\nThe site is in dist/: copy it to any static host, or try it with `npx vite preview`.\n' +
      'dist/mimique-offline.zip holds all of it and a server, for a machine without a network.',
  );
});
