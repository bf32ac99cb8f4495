// Rust's side of the set-up: the toolchain, the wasm target, the pinned wasm-bindgen.
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { answers, aptInstall, fail, onPath, output, run, step, tryRun } from './run.mjs';

export const WASM = 'wasm32-unknown-unknown';
export const CARGO_HOME = process.env.CARGO_HOME ?? join(homedir(), '.cargo');
export const TARGET = process.env.CARGO_TARGET_DIR ?? 'target';

const TOOLS = 'target/tools';
/** @param {string} name */
const tool = (name) => join(TOOLS, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
export const WASM_BINDGEN = tool('wasm-bindgen');
export const MUTANTS = tool('cargo-mutants');
const MUTANTS_VERSION = '27.1.0';
export const DENY = tool('cargo-deny');
const DENY_VERSION = '0.20.2';

/** Finds cargo, also where rustup has just put it and the shell does not know it yet, and a linker. */
export async function ensureRust() {
  process.env.PATH += delimiter + join(CARGO_HOME, 'bin');
  if (!answers('cargo', '--version')) {
    fail(
      'Rust was not found. Install it with rustup, from https://rustup.rs (as any user, a few minutes), ' +
        'then run this again.',
    );
  }
  if (process.platform !== 'linux' || onPath('cc')) return;
  if (await aptInstall('Installing a C compiler, which Rust links with', 'gcc', 'libc6-dev')) return;
  fail(
    'Rust needs a linker and found no `cc`. Install a C compiler (Debian: apt-get install gcc libc6-dev).',
  );
}

/** Adds what rustup can add: `rustup(['target', 'add', …])`. @param {string} title @param {string[]} args */
async function rustup(title, args) {
  if (!answers('rustup', '--version')) {
    fail(
      `This Rust did not come from rustup and lacks something: \`rustup ${args.join(' ')}\` would add it. ` +
        'Install Rust with rustup, from https://rustup.rs, or get the same from where this Rust came from.',
    );
  }
  await step(title, () => run('rustup', args, 'It needs a network connection.'));
}

export async function ensureWasmTarget() {
  if (existsSync(output('rustc', '--print', 'target-libdir', '--target', WASM))) return;
  await rustup("Adding Rust's WebAssembly target (about 20 MB)", ['target', 'add', WASM]);
}

export async function ensureLinters() {
  if (answers('cargo', 'clippy', '--version') && answers('cargo', 'fmt', '--version')) return;
  await rustup("Adding Rust's formatter and linter", ['component', 'add', 'rustfmt', 'clippy']);
}

const llvmTool = (/** @type {string} */ name) =>
  join(dirname(output('rustc', '--print', 'target-libdir')), 'bin', `llvm-${name}`);

/** The LLVM tools of this Rust, which sum up what instrumented programs ran. */
export async function ensureLlvm() {
  const tools = { profdata: llvmTool('profdata'), cov: llvmTool('cov') };
  if (!answers(tools.cov, '--version'))
    await rustup("Adding Rust's LLVM tools (about 100 MB)", ['component', 'add', 'llvm-tools']);
  return tools;
}

/** Installs the wasm-bindgen that matches the crate of that name, into the repository's own target folder. */
export async function ensureWasmBindgen() {
  const version = readFileSync('Cargo.lock', 'utf8').match(/name = "wasm-bindgen"\s+version = "(.+)"/)?.[1];
  if (!version) fail('Cargo.lock names no wasm-bindgen. Restore it (`git checkout Cargo.lock`).');
  if (output(WASM_BINDGEN, '--version') === `wasm-bindgen ${version}`) return;
  await install('wasm-bindgen-cli', version, '--bin', 'wasm-bindgen', '--no-default-features');
}

/** Installs what `npm run mutants` runs, likewise. */
export async function ensureMutants() {
  if (output(MUTANTS, 'mutants', '--version') === `cargo-mutants ${MUTANTS_VERSION}`) return;
  await install('cargo-mutants', MUTANTS_VERSION);
}

/** Installs what `npm run audit` runs, likewise. */
export async function ensureDeny() {
  if (output(DENY, '--version') === `cargo-deny ${DENY_VERSION}`) return;
  await install('cargo-deny', DENY_VERSION);
}

/** @param {string} crate @param {string} version @param {string[]} options */
async function install(crate, version, ...options) {
  const args = ['install', crate, '--version', version, ...options, '--root', TOOLS];
  // Unoptimised it takes a second for its work, and a third of the time to build.
  const env = { CARGO_PROFILE_RELEASE_OPT_LEVEL: '0' };
  await step(`Building ${crate} ${version} (once, one to three minutes)`, async () => {
    if ((await tryRun('cargo', [...args, '--locked'], { env })).code === 0) return;
    console.log('  once more, with any versions that fit: a registry may lack one that its lock file names');
    await run('cargo', args, 'It needs a network connection and write access to target/.', env);
  });
}
