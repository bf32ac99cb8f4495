// `npm run build`: the static site, in dist/, for any static host and any sub-path.
import { main } from './run.mjs';
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
}

await main(import.meta.url, async () => {
  await buildSite();
  console.log('\nThe site is in dist/: copy it to any static host, or try it with `npx vite preview`.');
});
