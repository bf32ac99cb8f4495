// What the worker runs, in www/pkg: the crate as WebAssembly (cargo → wasm-bindgen → wasm-opt, for what ships) and its script.
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
import { ensurePackages } from './packages.mjs';
import { fail, main, run, step } from './run.mjs';
import { packWorker } from './worker.mjs';
import {
  CARGO_HOME,
  TARGET,
  WASM,
  WASM_BINDGEN,
  ensureRust,
  ensureWasmBindgen,
  ensureWasmTarget,
} from './rust.mjs';

const SOURCES = ['Cargo.toml', 'Cargo.lock', '.cargo/config.toml', 'crate/Cargo.toml', 'crate/src'];
const MADE = join('target', 'pkg'); // a folder a build, as wasm-bindgen made it
const SERVED = join('www', 'pkg');

/**
 * What reads faces, in two builds of the same code with the same JavaScript around them, of which www/worker/worker.js takes the
 * one that the browser can run; and what the lab trains with, which no other page loads.
 * @typedef {'simd128' | 'relaxed' | 'lab'} Build
 */
/** @type {Build[]} */
const READING = ['simd128', 'relaxed'];
/** @type {Build[]} */
const BUILDS = [...READING, 'lab'];
/** @type {Record<Build, string>} */
const SERVED_AS = {
  simd128: 'mimique_bg.wasm',
  relaxed: 'mimique_relaxed_bg.wasm',
  lab: 'lab_bg.wasm',
};
/** What wasm-bindgen names a build's files by. @param {Build} build */
const nameOf = (build) => (build === 'lab' ? 'lab' : 'mimique');
/** What cargo needs to be told beyond .cargo/config.toml. @type {Record<Build, string[]>} */
const CARGO_ARGS = {
  simd128: [],
  relaxed: ['--config', `target.${WASM}.rustflags=["-C","target-feature=+relaxed-simd"]`],
  lab: [],
};

/** Panic messages name files: without the home of whoever builds, so that every machine makes the same bytes. */
const REMAPPED = [
  '--config',
  `target.${WASM}.rustflags=["--remap-path-prefix=${join(CARGO_HOME, 'registry', 'src')}=crates"]`,
];

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

/** @param {string} path */
const hashOf = (path) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Where the files of a build lie. @param {Build} build @param {string} [made] */
const placesOf = (build, made = MADE) => {
  const folder = join(made, build);
  const names = [`${nameOf(build)}_bg.wasm`, 'optimised.wasm', 'optimised.of'];
  const [raw, optimised, stamp] = names.map((name) => join(folder, name));
  return { folder, raw, optimised, stamp }; // the stamp is the hash of the raw file that was optimised
};

/** @param {string} raw */
const isStale = (raw) =>
  !existsSync(raw) || SOURCES.filter(existsSync).some((path) => newest(path) > statSync(raw).mtimeMs);

/** @param {Build} build */
function isOptimised(build) {
  const { raw, stamp } = placesOf(build);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOf(raw);
}

/** @param {Build} build @param {string} [made] @param {string[]} [features] */
async function compile(build, made = MADE, features = build === 'lab' ? ['lab'] : []) {
  const { folder, raw } = placesOf(build, made);
  if (!isStale(raw)) return;
  const start = new Date();
  await ensureRust();
  await ensureWasmTarget();
  await ensureWasmBindgen();
  const title = `Compiling the crate to WebAssembly, ${[build, ...features].join(', ')}`;
  await step(`${title} (one to three minutes the first time)`, async () => {
    const cargo = [
      'rustc',
      '-p',
      'mimique',
      '--lib',
      '--crate-type',
      'cdylib',
      '--profile',
      'wasm',
      '--target',
      WASM,
    ];
    await run(
      'cargo',
      [
        ...cargo,
        '--no-default-features',
        '--features',
        ['js', ...features].join(','),
        ...REMAPPED,
        ...CARGO_ARGS[build],
      ],
      'The messages above say what is wrong; offline, the crates must already be there.',
    );
    const wasm = join(TARGET, WASM, 'wasm', 'mimique.wasm');
    if (!existsSync(wasm)) fail(`cargo made no ${wasm}: the messages above say why.`);
    const bindgen = [wasm, '--target', 'web', '--out-dir', folder, '--out-name', nameOf(build)];
    await run(WASM_BINDGEN, bindgen, 'Remove target/tools and run this again.');
  });
  // As old as the sources it saw: an edit made during the build then counts as newer.
  utimesSync(raw, start, start);
}

/** What visitors download. */
async function optimise() {
  const stale = BUILDS.filter((build) => !isOptimised(build));
  if (stale.length === 0) return;
  const flags = ['-O3', ...FEATURES.map((feature) => `--enable-${feature}`)];
  const one = (/** @type {Build} */ build) => {
    const { raw, optimised } = placesOf(build);
    const args = [...flags, ...(build === 'relaxed' ? ['--enable-relaxed-simd'] : []), raw, '-o', optimised];
    return run('node', ['node_modules/binaryen/bin/wasm-opt', ...args], 'Run `npm ci` and then this again.');
  };
  await step('Optimising the WebAssembly (about a minute)', () => Promise.all(stale.map(one)), {
    silent: true,
  });
  for (const build of stale) {
    const { raw, stamp } = placesOf(build);
    writeFileSync(stamp, hashOf(raw));
  }
}

/**
 * Brings www/pkg up to date. `ship` makes all builds and has wasm-opt go over them, which wins bytes and takes minutes;
 * without it the plain build stands in for the relaxed one, unless that is there and fresh.
 */
export async function ensureWasm({ ship = false } = {}) {
  for (const build of BUILDS) if (ship || build !== 'relaxed') await compile(build);
  if (ship) await optimise();
  mkdirSync(SERVED, { recursive: true });
  const plain = placesOf('simd128');
  const lab = placesOf('lab');
  for (const { folder, name } of [
    { folder: plain.folder, name: 'mimique' },
    { folder: lab.folder, name: 'lab' },
  ])
    for (const ending of ['js', 'd.ts'])
      copyFileSync(join(folder, `${name}.${ending}`), join(SERVED, `${name}.${ending}`));
  copyFileSync(isOptimised('lab') ? lab.optimised : lab.raw, join(SERVED, SERVED_AS.lab));
  for (const build of READING) {
    const from = isStale(placesOf(build).raw) ? 'simd128' : build;
    const { raw, optimised, folder } = placesOf(from);
    if (hashOf(join(folder, 'mimique.js')) !== hashOf(join(plain.folder, 'mimique.js'))) {
      fail(
        `${folder}/mimique.js differs from the plain build's: www/worker/worker.js takes both for the same.`,
      );
    }
    copyFileSync(isOptimised(from) ? optimised : raw, join(SERVED, SERVED_AS[build]));
  }
  await packWorker();
}

/** Both builds with what `npm run bench` measures, in target/bench. */
export async function ensureBenchWasm() {
  for (const build of READING) await compile(build, join('target', 'bench'), ['bench']);
}

await main(import.meta.url, async () => {
  await ensurePackages();
  await ensureWasm();
});
