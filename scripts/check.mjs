// `npm run check`: format, lint and types of both languages, the size gates and the npm package.
import { apiIsCurrent } from './api.mjs';
import { audit } from './audit.mjs';
import { buildSite } from './build.mjs';
import { checkPackage } from './check-package.mjs';
import { checkCoverage } from './coverage.mjs';
import { checkSizes } from './check-size.mjs';
import { ladderIsCurrent } from './ladder.mjs';
import { WASM, ensureLinters, ensureRust } from './rust.mjs';
import { main, step, tryRun } from './run.mjs';

const clippy = ['clippy', '--workspace', '--quiet'];
const forWasm = ['--lib', '--target', WASM];
const denied = ['--', '-D', 'warnings'];

/** @type {[title: string, program: string, args: string[], onFailure: string][]} */
const CHECKS = [
  ['JavaScript format', 'node', ['node_modules/prettier/bin/prettier.cjs', '--check', '.'], 'npm run format'],
  ['JavaScript lint', 'node', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0'], ''],
  ['JavaScript types', 'node', ['node_modules/typescript/bin/tsc'], ''],
  ['Rust format', 'cargo', ['fmt', '--all', '--check'], 'npm run format'],
  ['Rust lint', 'cargo', [...clippy, '--all-targets', '--features', 'cli', ...denied], ''],
  [
    'Rust lint, for wasm',
    'cargo',
    [...clippy, ...forWasm, '--no-default-features', '--features', 'js', ...denied],
    '',
  ],
  ['Rust documentation', 'cargo', ['doc', '--no-deps', '--quiet', '--features', 'cli'], ''],
  [
    'Rust lint, for the bench and the lab',
    'cargo',
    [...clippy, ...forWasm, '--features', 'bench,lab', ...denied],
    '',
  ],
];

/** @type {[page: string, isCurrent: () => boolean | Promise<boolean>, remedy: string][]} */
const WRITTEN = [
  ['models/README.md', ladderIsCurrent, 'npm run ladder'],
  ['docs/api.md', apiIsCurrent, 'npm run api'],
];

/** Runs every check on what is built, and counts. */
export async function check() {
  await ensureRust();
  await ensureLinters();
  const counts = [
    await step('Sizes', async () => checkSizes()),
    await checkPackage(),
    await step('Coverage', checkCoverage),
  ];
  let passed = counts.reduce((sum, count) => sum + count.passed, 0);
  let failed = counts.reduce((sum, count) => sum + count.failed, 0);
  for (const [page, isCurrent, remedy] of WRITTEN) {
    const current = await step(page, async () => isCurrent());
    if (current) passed += 1;
    else failed += 1;
    if (!current) console.error(`✗ ${page} is not what its sources say: \`${remedy}\` mends it`);
  }
  for (const [title, program, args, remedy] of CHECKS) {
    const { code } = await step(title, () => tryRun(program, args));
    if (code === 0) passed += 1;
    else failed += 1;
    if (code !== 0) console.error(`✗ ${title}${remedy && `: \`${remedy}\` mends it`}`);
  }
  return { passed, failed };
}

await main(import.meta.url, async () => {
  await buildSite();
  const [checked, audited] = [await check(), await audit()]; // the audit asks databases that a test may not need
  const [passed, failed] = [checked.passed + audited.passed, checked.failed + audited.failed];
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
});
