// The package's declarations, in www/pkg/types: what the compiler reads out of the sources, beside www/types.d.ts.
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeFrameworks } from './frameworks.mjs';
import { main, run } from './run.mjs';

const MADE = join('target', 'types');
const PACKED = join('www', 'pkg', 'types');
/** Written by hand: the compiler copies no declarations. */
const WRITTEN = 'types.d.ts';

const OPTIONS = [
  ...['--ignoreConfig', '--allowJs', '--strict', '--target', 'ES2022', '--module', 'ESNext'],
  ...['--moduleResolution', 'Bundler', '--lib', 'ES2023,DOM,DOM.Iterable'],
  ...['--declaration', '--emitDeclarationOnly', '--stripInternal', '--noCheck', '--outDir', MADE], // `npm run check` is what checks
];

/** Makes the declarations of the element and of what it imports, and says where they are. */
export async function declare() {
  rmSync(MADE, { recursive: true, force: true });
  const tsc = ['node_modules/typescript/bin/tsc', ...OPTIONS, 'www/element.js'];
  await run('node', tsc, 'The messages above say what is wrong.');
  copyFileSync(join('www', WRITTEN), join(MADE, WRITTEN));
  return MADE;
}

/** Puts what the entry points' declarations need where the package has it. */
export async function packTypes() {
  const made = await declare();
  rmSync(PACKED, { recursive: true, force: true });
  mkdirSync(PACKED, { recursive: true });
  const paths = new Set([WRITTEN, 'element.d.ts']);
  for (const path of paths) {
    const text = readFileSync(join(made, path), 'utf8');
    for (const [, other] of text.matchAll(/(?:from |import\()["'](\.\.?\/[\w./-]+?)\.(?:d\.ts|js)["']/g))
      paths.add(`${join(dirname(path), other)}.d.ts`);
    mkdirSync(join(PACKED, dirname(path)), { recursive: true });
    copyFileSync(join(made, path), join(PACKED, path));
  }
  writeFrameworks(PACKED);
}

await main(import.meta.url, packTypes);
