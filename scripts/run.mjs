// Running programs and saying what happens, for the scripts beside this one. No npm package: these run before `npm ci`.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, stripVTControlCharacters } from 'node:util';

process.chdir(fileURLToPath(new URL('..', import.meta.url))); // every path is relative to the repository's root

const SECONDS_BETWEEN_SIGNS = 10;

/** What shows what is going on. @type {NodeJS.WriteStream & { fd: number }} */
let shown = process.stdout;

/**
 * Keeps stdout for a script's result: from here on, what is going on is shown on stderr, whoever writes it (Vite writes past the
 * console). Returns what still writes to stdout.
 */
export function keepStdout() {
  shown = process.stderr;
  console.log = console.error;
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return (/** @type {string} */ text) => write(text);
}

/** What stopped the work and what to do about it, in words for whoever ran the script. */
class Stop extends Error {}

/** @param {string} message @returns {never} */
export function fail(message) {
  throw new Stop(message);
}

/**
 * Does the work, says what stopped it, and returns whether it got to the end.
 * @param {() => unknown} work
 */
export async function finished(work) {
  try {
    await work();
    return true;
  } catch (error) {
    console.error(error instanceof Stop ? `\n✗ ${error.message}\n` : error);
    return false;
  }
}

/** Does the work if the file at this URL is what Node was asked to run. @param {string} url @param {() => unknown} work */
export async function main(url, work) {
  if (realpathSync(process.argv[1] ?? '') !== fileURLToPath(url)) return;
  if (!(await finished(work))) process.exit(1);
}

/**
 * What the command line says: the values of these options, and the words beside them. Every command takes `--yes` (mayInstall).
 * @param {string[]} names
 * @param {string} usage
 * @returns {{ values: Record<string, string | undefined>, words: string[] }}
 */
export function readArgs(names, usage) {
  const named = Object.fromEntries(names.map((name) => [name, { type: /** @type {const} */ ('string') }]));
  const options = { ...named, yes: { type: /** @type {const} */ ('boolean') } };
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    yes = values.yes === true;
    return {
      values: /** @type {Record<string, string>} */ (/** @type {unknown} */ (values)),
      words: positionals,
    };
  } catch (error) {
    const [message] = /** @type {Error} */ (error).message.split('. ');
    return fail(`${message}. Usage: ${usage}`);
  }
}

/** Whether a program runs and succeeds. @param {string} program @param {string[]} args */
export const answers = (program, ...args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;

/** What a program prints, or ''. @param {string} program @param {string[]} args */
export const output = (program, ...args) =>
  spawnSync(program, args, { encoding: 'utf8' }).stdout?.trim() ?? '';

/** Where a program lies, or undefined. @param {string} name */
export const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Says what begins and how long it took; `silent` work shows every few seconds that it lives.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @param {{ silent?: boolean }} [options]
 */
export async function step(title, work, { silent = false } = {}) {
  console.log(`▸ ${title}`);
  const start = Date.now();
  const elapsed = () => `${Math.round((Date.now() - start) / 1000)} s`;
  const sign = silent && setInterval(() => console.log(`  … ${elapsed()}`), SECONDS_BETWEEN_SIGNS * 1000);
  try {
    const result = await work();
    console.log(`  done in ${elapsed()}`);
    return result;
  } finally {
    if (sign) clearInterval(sign);
  }
}

/**
 * Runs a program with its output shown; `collect` also returns what it prints on stdout, uncoloured.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, collect?: boolean }} [options]
 * @returns {Promise<{ code: number, text: string }>}
 */
export function tryRun(program, args, { env = {}, collect = false } = {}) {
  return new Promise((resolve) => {
    let text = '';
    const child = spawn(program === 'node' ? process.execPath : program, args, {
      stdio: ['ignore', collect ? 'pipe' : shown.fd, 'inherit'],
      env: { ...process.env, ...env },
    });
    child.stdout?.setEncoding('utf8').on('data', (data) => {
      text += data;
      shown.write(data);
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve({ code: 127, text });
    });
    child.on('close', (code, signal) => {
      if (signal) console.error(`${program} was ended by ${signal}`);
      resolve({ code: code ?? 1, text: stripVTControlCharacters(text) });
    });
  });
}

/**
 * Runs a program and ends everything when it fails, with what to do about it.
 * @param {string} program
 * @param {string[]} args
 * @param {string} hint
 * @param {Record<string, string>} [env]
 */
export async function run(program, args, hint, env) {
  const { code } = await tryRun(program, args, { env });
  if (code !== 0) fail(`\`${[program, ...args].join(' ')}\` failed (code ${code}). ${hint}`);
}

/** Whether `--yes` was said: Debian packages are installed without a question. */
let yes = false;

/** Whether Debian packages may be installed: a person is asked; CI and `--yes` have agreed. @param {string[]} packages */
async function mayInstall(packages) {
  if (yes || process.env.CI) return true;
  const install = `apt-get install ${packages.join(' ')}`;
  if (!process.stdin.isTTY) {
    console.error(
      `  ${packages.join(', ')}: not installed, as nobody can be asked here. Say \`--yes\` (\`npm test -- --yes\`), ` +
        `set CI=1, or run \`${install}\` yourself.`,
    );
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`  May this run \`${install}\`? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/**
 * Installs Debian packages where that can be done and is agreed to: as root, with apt-get. Says whether it worked.
 * @param {string} title
 * @param {string[]} packages
 */
export async function aptInstall(title, ...packages) {
  if (process.getuid?.() !== 0 || !onPath('apt-get') || !(await mayInstall(packages))) return false;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  return step(title, async () => {
    await tryRun('apt-get', ['update', '-q'], { env });
    const install = ['install', '-q', '-y', '--no-install-recommends', ...packages];
    return (await tryRun('apt-get', install, { env })).code === 0;
  });
}
