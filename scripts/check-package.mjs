// What `npm pack` makes is what its users need: every file that they reach, and no other script.
import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { manifestIsCurrent } from './manifest.mjs';
import { packed } from './pack.mjs';
import { relativeLinks } from './readme.mjs';
import { main, output, step, tryRun } from './run.mjs';

/** How a script, or a declaration, names a file beside it. */
const NAMED = /(?:from |import |import\(|new URL\()['"](\.\.?\/[^'"]+)['"]/g;

/** Old resolutions know no `exports`; a .wasm has no types, nor have texts or the worker's script, of which the address alone is used. */
const UNTYPED = ['index_bg.wasm', 'worker.js', 'licences.txt', 'sbom.cdx.json'];
const ATTW = ['--profile', 'esm-only', '--exclude-entrypoints', ...UNTYPED];

/** What is missing from the package or in it for nothing. @param {Set<string>} files */
function faultsOf(files) {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  /** @type {string[]} */
  const entries = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? entry : Object.values(entry),
  );
  const reached = new Set(
    entries.filter((entry) => !entry.includes('*')).map((entry) => posix.normalize(entry)),
  );
  for (const path of reached) {
    if (!/\.(js|ts)$/.test(path) || path === 'www/pkg/worker.js') continue;
    for (const [, name] of (files.has(path) ? readFileSync(path, 'utf8') : '').matchAll(NAMED)) {
      const other = posix.join(posix.dirname(path), name);
      if (path.endsWith('.d.ts')) reached.add(other.replace(/\.js$/, '.d.ts'));
      else if (!other.endsWith('.d.ts')) reached.add(other);
    }
  }
  return [
    ...[...reached].filter((path) => !files.has(path)).map((path) => `${path} is needed, but not packed`),
    ...[...files]
      .filter((path) => path.startsWith('www/') && !reached.has(path))
      .map((path) => `${path} is packed, but nothing needs it: package.json's \`files\` can leave it out`),
  ];
}

/** Links of the package's README.md that lead nowhere on npm, which shows it alone. @param {string} tarball */
const deadLinks = (tarball) =>
  relativeLinks(output('tar', '-xzOf', tarball, 'package/README.md')).map(
    (path) => `README.md links ${path}, which npm does not show: readme.mjs makes such links absolute`,
  );

/** Runs every check of the package, and counts. */
export async function checkPackage() {
  const { tarball, files } = await packed();
  const faults = await step('What the package holds', async () => [
    ...faultsOf(new Set(files)),
    ...deadLinks(tarball),
  ]);
  for (const fault of faults) console.error(`✗ ${fault}`);
  const current = await step('custom-elements.json', manifestIsCurrent);
  if (!current)
    console.error('✗ custom-elements.json is not what the sources say: `npm run manifest` mends it');
  const passed = [faults.length === 0, current];
  for (const [title, ...args] of [
    ['The package, by publint', 'publint/src/cli.js', 'run', tarball, '--strict'],
    ['Its types, by attw', '@arethetypeswrong/cli/dist/index.js', tarball, ...ATTW],
  ]) {
    args[0] = `node_modules/${args[0]}`;
    const { code } = await step(title, () => tryRun('node', args));
    if (code !== 0) console.error(`✗ ${title}`);
    passed.push(code === 0);
  }
  return { passed: passed.filter(Boolean).length, failed: passed.filter((held) => !held).length };
}

await main(import.meta.url, async () => (process.exitCode = (await checkPackage()).failed ? 1 : 0));
