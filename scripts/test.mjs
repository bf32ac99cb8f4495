// `npm test [-- --only rust|unit|browser|engines|apps|check [filter…]] [--yes]`: does the set-up and runs every test.
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ensureBrowsers } from './browsers.mjs';
import { buildSite } from './build.mjs';
import { check } from './check.mjs';
import { inNode, inRust } from './coverage.mjs';
import { browserForTests } from './chromium.mjs';
import { packed } from './pack.mjs';
import { ensurePackages } from './packages.mjs';
import { ensureRust } from './rust.mjs';
import { ensureWasm } from './wasm.mjs';
import { fail, finished, main, readArgs, tryRun } from './run.mjs';

/** @typedef {{ passed: number, failed: number, names?: string[] }} Count `names` of what failed */

/** Each does its own set-up, so that one alone starts soon. @type {Record<string, (filter: string[]) => Promise<Count>>} */
const SUITES = { rust, unit, browser, engines, apps, check: async () => (await buildSite(), check()) };

await main(import.meta.url, async () => {
  const { suites, filter } = readOptions();
  await runSuites(suites, filter);
});

/** Runs suites one after the other and says what passed and failed. @param {string[]} names @param {string[]} [filter] */
export async function runSuites(names, filter = []) {
  /** @type {[string, Count][]} */
  const results = [];
  for (const name of names) {
    console.log(`\n── ${name} ──`);
    let result = { passed: 0, failed: 1 }; // unless the suite gets to its end
    await finished(async () => (result = await SUITES[name](filter)));
    results.push([name, result]);
  }
  report(results);
}

function readOptions() {
  const names = Object.keys(SUITES);
  const usage = `npm test -- [--only ${names.join('|')} [filter…]] [--yes]`;
  const { values, words } = readArgs(['only'], usage);
  if (values.only === undefined) {
    if (words.length) fail(`A filter needs --only, which says whose filter it is. Usage: ${usage}`);
    return { suites: names, filter: [] };
  }
  if (!names.includes(values.only)) fail(`--only does not know "${values.only}". Usage: ${usage}`);
  return { suites: [values.only], filter: words };
}

/** @param {string[]} filter */
async function rust(filter) {
  await ensureRust();
  const cargo = ['test', '--workspace', '--features', 'cli', '--no-fail-fast', ...filter];
  const { code, text } = await tryRun('cargo', cargo, { collect: true, env: inRust() });
  return count(
    code,
    sum(text, /^test result: .* (\d+) passed;/gm),
    sum(text, /^test result: .* (\d+) failed;/gm),
    [...text.matchAll(/^test (.+) \.\.\. FAILED$/gm)].map(([, name]) => name),
  );
}

/** @param {string[]} filter */
async function unit(filter) {
  await ensurePackages();
  await ensureWasm(); // a test takes the lab's steps without a page
  return nodeTests('tests/unit', filter, inNode());
}

/** @param {string[]} filter */
async function engines(filter) {
  await buildSite();
  await ensureBrowsers();
  return nodeTests('tests/engines', filter);
}

/** @param {string[]} filter */
async function apps(filter) {
  await ensurePackages();
  const chromium = await browserForTests();
  // For the process of every file.
  return nodeTests('tests/apps', filter, { ...chromium, MIMIQUE_TARBALL: (await packed()).tarball });
}

/**
 * Runs the tests of a folder with Node's own runner.
 * @param {string} folder
 * @param {string[]} filter
 * @param {Record<string, string>} [env]
 */
async function nodeTests(folder, filter, env) {
  const files = readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => path.endsWith('.test.js') && filter.every((word) => path.includes(word)));
  if (files.length === 0) return { passed: 0, failed: 0 };
  const { code, text } = await tryRun('node', ['--test', '--test-reporter=spec', ...files], {
    collect: true,
    env,
  });
  const failing = text.slice(text.lastIndexOf('✖ failing tests:'));
  return count(
    code,
    sum(text, /^ℹ pass (\d+)/gm),
    sum(text, /^ℹ (?:fail|cancelled) (\d+)/gm),
    [...failing.matchAll(/^test at (.+)\n✖ (.+)/gm)].map(([, place, title]) => `${place} › ${title}`),
  );
}

/** @param {string[]} filter */
async function browser(filter) {
  await buildSite();
  const chromium = await browserForTests();
  const report = 'test-results/report.json';
  rmSync(report, { force: true });
  const playwright = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json', ...filter];
  const { code } = await tryRun('node', playwright, {
    env: { ...chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  if (!existsSync(report)) return count(code, 0, 1);
  const { stats, suites } = JSON.parse(readFileSync(report, 'utf8'));
  return count(code, stats.expected, stats.unexpected + stats.flaky, suites.flatMap(failedIn));
}

/**
 * The failed tests of a suite in Playwright's report, each with the first line of what was wrong.
 * @param {import('@playwright/test/reporter').JSONReportSuite} suite
 * @returns {string[]}
 */
function failedIn({ specs, suites = [] }) {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ file, line, title, tests }) => {
      const error = tests.flatMap(({ results }) => results).find((result) => result.error)?.error?.message;
      return `${file}:${line} › ${title}: ${stripVTControlCharacters(error ?? 'no message').split('\n')[0]}`;
    });
  return [...own, ...suites.flatMap(failedIn)];
}

/** The sum of a number that stands in several places. @param {string} text @param {RegExp} pattern */
function sum(text, pattern) {
  return [...text.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
}

/**
 * A suite that fails without naming a test (it did not compile, it crashed) is one failure.
 * @param {number} code
 * @param {number} passed
 * @param {number} failed
 * @param {string[]} [names]
 * @returns {Count}
 */
function count(code, passed, failed, names = []) {
  return { passed, failed: code !== 0 ? Math.max(failed, 1) : failed, names };
}

/** @param {[string, Count][]} results */
function report(results) {
  console.log();
  for (const [name, { passed, failed, names = [] }] of results) {
    console.log(`${passed === 0 || failed ? '✗' : '✓'} ${name}: ${passed} passed, ${failed} failed`);
    if (passed + failed === 0) console.log(`  ${name} ran no test, which counts as a failure`);
    for (const one of names) console.log(`  ✗ ${one}`);
  }
  const total = (/** @type {'passed' | 'failed'} */ key) =>
    results.reduce((all, [, one]) => all + one[key], 0);
  const empty = results.filter(([, { passed, failed }]) => passed + failed === 0).length;
  console.log(`\n${total('passed')} passed, ${total('failed') + empty} failed`);
  process.exitCode = total('failed') + empty ? 1 : 0;
}
