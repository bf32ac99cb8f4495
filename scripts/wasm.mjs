// The crate as WebAssembly, in www/pkg: cargo → wasm-bindgen → wasm-opt (for what ships) → www/pkg.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fail, main, run, step } from './run.mjs';
import { TARGET, WASM, WASM_BINDGEN, ensureRust, ensureWasmBindgen, ensureWasmTarget } from './rust.mjs';

const SOURCES = ['Cargo.toml', 'Cargo.lock', '.cargo/config.toml', 'crate/Cargo.toml', 'crate/src'];
const MADE = join('target', 'pkg'); // as wasm-bindgen made it
const SERVED = join('www', 'pkg');
const NAME = 'mimique_bg.wasm';
const RAW = join(MADE, NAME);
const OPTIMISED = join(MADE, 'optimised.wasm');
const STAMP = join(MADE, 'optimised.of'); // the hash of the raw file that OPTIMISED was made of

const FEATURES = [
  'simd',
  'bulk-memory',
  'nontrapping-float-to-int',
  'sign-ext',
  'mutable-globals',
  'reference-types',
  'multivalue',
];

/** @param {string} path @returns {number} */
const newest = (path) =>
  statSync(path).isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))))
    : statSync(path).mtimeMs;

const isStale = () =>
  !existsSync(RAW) || SOURCES.filter(existsSync).some((path) => newest(path) > statSync(RAW).mtimeMs);

/** @param {string} path */
const hashOf = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');
const isOptimised = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hashOf(RAW);

async function compile() {
  const start = new Date();
  await ensureRust();
  await ensureWasmTarget();
  await ensureWasmBindgen();
  await step('Compiling the crate to WebAssembly (one to three minutes the first time)', async () => {
    const cargo = ['build', '-p', 'mimique', '--lib', '--profile', 'wasm', '--target', WASM];
    await run(
      'cargo',
      cargo,
      'The messages above say what is wrong; offline, the crates must already be there.',
    );
    const made = join(TARGET, WASM, 'wasm', 'mimique.wasm');
    if (!existsSync(made)) fail(`cargo made no ${made}: crate/Cargo.toml must list "cdylib" in crate-type.`);
    const bindgen = [made, '--target', 'web', '--out-dir', MADE, '--out-name', 'mimique'];
    await run(WASM_BINDGEN, bindgen, 'Remove target/tools and run this again.');
  });
  // As old as the sources it saw: an edit made during the build then counts as newer.
  utimesSync(RAW, start, start);
}

async function optimise() {
  const args = ['-O3', ...FEATURES.map((feature) => `--enable-${feature}`), RAW, '-o', OPTIMISED];
  await step(
    'Optimising the WebAssembly (about a minute)',
    () => run('node', ['node_modules/binaryen/bin/wasm-opt', ...args], 'Run `npm ci` and then this again.'),
    { silent: true },
  );
  writeFileSync(STAMP, hashOf(RAW));
}

/** Brings www/pkg up to date; `ship` also has wasm-opt go over it, which wins bytes and takes a minute. */
export async function ensureWasm({ ship = false } = {}) {
  if (isStale()) await compile();
  if (ship && !isOptimised()) await optimise();
  mkdirSync(SERVED, { recursive: true });
  for (const name of ['mimique.js', 'mimique.d.ts']) copyFileSync(join(MADE, name), join(SERVED, name));
  copyFileSync(isOptimised() ? OPTIMISED : RAW, join(SERVED, NAME));
}

await main(import.meta.url, () => ensureWasm());
