// `npm run coverage`: which lines of the crate and of the page's scripts the tests run. Recording takes the Rust tests three times as
// long, so that `npm test` goes without; `npm run check` says what was found last.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MAPS } from './build.mjs';
import { ensureLlvm } from './rust.mjs';
import { fail, main } from './run.mjs';
import { runSuites } from './test.mjs';

/** @typedef {{ covered: number, total: number }} Lines */
/** What V8 writes. @typedef {{ result: { url: string, functions: object[] }[] }} Recording */

const LEAST = 90; // percent of the lines
const FOLDER = resolve('target', 'coverage');
const BROWSER = join(FOLDER, 'browser'); // tests/browser/helpers.js writes a recording per test
const NODE = join(FOLDER, 'node');
const RUST = join(FOLDER, 'rust');
const SUMMARY = join(FOLDER, 'summary.json');
/** Not of our writing, or run by a machine alone. */
const SKIPPED = /(_tests|\/tests)\.rs$|^www\/pkg\//;

let recording = false;

/** From here on, what the suites run is recorded. */
function record() {
  rmSync(FOLDER, { recursive: true, force: true });
  for (const folder of [BROWSER, NODE, RUST]) mkdirSync(folder, { recursive: true });
  process.env.MIMIQUE_COVERAGE = BROWSER;
  recording = process.platform !== 'win32'; // where scripts/instrumented cannot run
}

/** The environment in which Node records. @returns {Record<string, string>} */
export const inNode = () => (recording ? { NODE_V8_COVERAGE: NODE } : {});

/** The environment in which cargo compiles what records. @returns {Record<string, string>} */
export const inRust = () =>
  recording
    ? {
        RUSTC_WORKSPACE_WRAPPER: resolve('scripts', 'instrumented'),
        LLVM_PROFILE_FILE: join(RUST, '%4m.profraw'), // four files per program, however often it runs
      }
    : {};

/** Says the shares of lines that `npm run coverage` found last; fewer than asked are a failure each. */
export async function checkCoverage() {
  if (!existsSync(SUMMARY)) {
    console.log('  not known yet: `npm run coverage` finds it out');
    return { passed: 0, failed: 0 };
  }
  const { day, ...shares } = JSON.parse(readFileSync(SUMMARY, 'utf8'));
  const counts = { passed: 0, failed: 0 };
  for (const [name, { covered, total }] of Object.entries(/** @type {Record<string, Lines>} */ (shares))) {
    const percent = (100 * covered) / total;
    const enough = percent >= LEAST;
    counts[enough ? 'passed' : 'failed'] += 1;
    console.log(
      `${enough ? '✓' : '✗'} ${name}: ${percent.toFixed(1)} % of ${total} lines run by the tests of ${day}, ${LEAST} % asked`,
    );
  }
  return counts;
}

async function sumUp() {
  const shares = { Rust: await rustLines(), JavaScript: await scriptLines() };
  recording = false;
  writeFileSync(SUMMARY, JSON.stringify({ day: new Date().toISOString().slice(0, 10), ...shares }));
}

/** @returns {Promise<Lines>} of crate/src */
async function rustLines() {
  const { profdata, cov } = await ensureLlvm();
  const merged = join(FOLDER, 'rust.profdata');
  const build = ['test', '--workspace', '--features', 'cli', '--no-run', '--quiet', '--message-format=json'];
  const [first, ...others] = printed('cargo', build, inRust())
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line).executable)
    .filter(Boolean);
  const raw = readdirSync(RUST).map((name) => join(RUST, name));
  printed(profdata, ['merge', '--sparse', ...raw, '-o', merged]);
  const objects = others.flatMap((path) => ['--object', path]);
  const exported = printed(cov, ['export', '--summary-only', `--instr-profile=${merged}`, first, ...objects]);
  const files = JSON.parse(exported).data[0].files.filter(
    (/** @type {{ filename: string }} */ { filename }) => isOurs(relative('.', filename), 'crate/src/'),
  );
  return sum(
    files.map((/** @type {any} */ { summary }) => ({
      covered: summary.lines.covered,
      total: summary.lines.count,
    })),
  );
}

/** @returns {Promise<Lines>} of www/: a line that the page or Node ran is covered */
async function scriptLines() {
  /** Whether each line was run, by file. @type {Map<string, Map<string, boolean>>} */
  const files = new Map();
  for (const folder of [BROWSER, NODE])
    for (const { sourcePath, data } of await reported(folder)) {
      const lines = files.get(sourcePath) ?? new Map();
      files.set(sourcePath, lines);
      for (const [line, count] of Object.entries(data.lines))
        lines.set(line, lines.get(line) || Number.parseInt(count) > 0);
    }
  return sum(
    [...files.values()].map((lines) => ({
      covered: [...lines.values()].filter(Boolean).length,
      total: lines.size,
    })),
  );
}

/** What the recordings of a folder say of every file. @param {string} folder @returns {Promise<any[]>} */
async function reported(folder) {
  const { CoverageReport } = await import('monocart-coverage-reports'); // after `npm ci`
  const report = new CoverageReport({
    outputDir: join(FOLDER, 'report'),
    reports: 'none',
    logging: 'error',
    sourceFilter: (path) => isOurs(path, 'www/'),
    all: { dir: 'www', filter: (path) => path.endsWith('.js') && isOurs(relative('.', path), 'www/') },
  });
  for (const name of readdirSync(folder)) {
    /** @type {Recording} */
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const scripts = result.flatMap(({ url, functions }) => {
      const path = pathOf(url);
      return path ? [{ url: new URL(path, 'file:///').href, functions, ...textOf(path) }] : [];
    });
    if (scripts.length) await report.add(scripts);
  }
  return (await report.generate())?.files ?? [];
}

/** The file that a script came from, if it is one of ours. @param {string} url of V8's recording */
function pathOf(url) {
  const path = url.startsWith('file:')
    ? relative('.', fileURLToPath(url))
    : url.replace(/^source\//, '').replace(/^assets/, 'dist/assets');
  return (isOurs(path, 'www/') || path.startsWith('dist/')) && existsSync(path) ? path : undefined;
}

/** @param {string} path */
function textOf(path) {
  const map = join(MAPS, relative('dist', path) + '.map');
  return {
    source: readFileSync(path, 'utf8'),
    ...(existsSync(map) && { sourceMap: JSON.parse(readFileSync(map, 'utf8')) }),
  };
}

/** @param {string} path @param {string} folder */
const isOurs = (path, folder) => path.startsWith(folder) && !SKIPPED.test(path);

/** @param {Lines[]} files @returns {Lines} */
const sum = (files) =>
  files.reduce((all, one) => ({ covered: all.covered + one.covered, total: all.total + one.total }), {
    covered: 0,
    total: 0,
  });

/** What a program prints, all of it. @param {string} program @param {string[]} args @param {Record<string, string>} [env] */
function printed(program, args, env = {}) {
  const { status, stdout } = spawnSync(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) fail(`\`${program} ${args[0]}\` failed (code ${status}) while coverage was summed up.`);
  return stdout;
}

await main(import.meta.url, async () => {
  record();
  await runSuites(['rust', 'unit', 'browser']);
  await sumUp();
  if ((await checkCoverage()).failed) process.exitCode = 1;
});
