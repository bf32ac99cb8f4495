// The apps of these tests: each is installed from the packed package, built with its own tool and opened in a Chromium.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import { launchOptions } from '../../scripts/chromium.mjs';
import { packed } from '../../scripts/pack.mjs';
import { ensurePackages, npm } from '../../scripts/packages.mjs';

/** @typedef {import('node:test').TestContext} TestContext */

/** What a careful site sends. */
export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self'; connect-src 'self'; " +
  "img-src 'self' blob:; media-src blob:; require-trusted-types-for 'script'";

const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
});

/**
 * Lays an app into target/apps, with its packages and the package under test, and says where.
 * @param {string} name
 */
export async function installed(name) {
  const folder = join('target', 'apps', name);
  mkdirSync(folder, { recursive: true });
  // What tools keep between builds goes by versions, which do not change here.
  const old = readdirSync(folder).filter((entry) => entry !== 'node_modules');
  for (const entry of [...old, 'node_modules/.vite', 'node_modules/.cache', 'node_modules/mimique'])
    rmSync(join(folder, entry), { recursive: true, force: true });
  cpSync(join('tests', 'apps', name), folder, { recursive: true });
  if (existsSync(join(folder, 'package-lock.json'))) await ensurePackages(folder);
  const tarball = resolve(process.env.MIMIQUE_TARBALL ?? (await packed()).tarball);
  await npm(
    ['install', '--prefix', folder, '--no-save', '--prefer-offline', '--no-audit', '--no-fund', tarball],
    'The messages above say what is wrong.',
  );
  mkdirSync(join(folder, 'public'), { recursive: true });
  cpSync('www/sample.jpg', join(folder, 'public', 'photo.jpg'));
  return resolve(folder);
}

/**
 * Runs a program of an app's packages to its end, and fails with what it printed.
 * @param {string} folder
 * @param {string} script its path under node_modules
 * @param {string[]} args
 */
export async function ran(folder, script, ...args) {
  const file = join(folder, 'node_modules', script);
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  const options = { cwd: folder, env, maxBuffer: 1e8 };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [file, ...args], options).catch(
    (error) => assert.fail(`${script} failed:\n${error.stdout}\n${error.stderr}`),
  );
  return stdout + stderr;
}

/**
 * Starts a server of an app's packages, which ends with the test, and says where it is.
 * @param {TestContext} t
 * @param {string} folder
 * @param {string} script its path under node_modules
 * @param {string[]} args
 * @returns {Promise<string>}
 */
export function started(t, folder, script, ...args) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };
  const server = spawn(process.execPath, [join(folder, 'node_modules', script), ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = new Promise((done) => server.once('close', done));
  t.after(async () => {
    server.kill();
    await closed;
  });
  return new Promise((found, failed) => {
    let text = '';
    server.stdout.setEncoding('utf8').on('data', (data) => {
      text += data;
      const [address] = /http:\/\/[\w.]+:\d+/.exec(text) ?? [];
      if (address) found(`${address}/`);
    });
    closed.then(() => failed(new Error(`${script} ended:\n${text}`)));
  });
}

/**
 * Serves a folder until the test ends, and says where.
 * @param {TestContext} t
 * @param {string} folder
 * @param {{ under?: string, headers?: Record<string, string>, words?: Record<string, string> }} [options]
 *   `under`: the path that the folder is served under; `words`: what stands in files as {NAME}
 */
export async function served(t, folder, { under = '/', headers = {}, words = {} } = {}) {
  const server = createServer(({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const path = join(folder, pathname.slice(under.length), pathname.endsWith('/') ? 'index.html' : '');
    if (!pathname.startsWith(under) || !existsSync(path) || statSync(path).isDirectory())
      return response.writeHead(404).end();
    const type = TYPES[extname(path)] ?? 'application/octet-stream';
    const body = readFileSync(path);
    const text = /^text/.test(type) && `${body}`.replace(/\{([A-Z]+)\}/g, (all, word) => words[word] ?? all);
    response.writeHead(200, { 'content-type': type, ...headers }).end(text || body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  t.after(() => (server.closeAllConnections(), server.close()));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return `http://127.0.0.1:${port}${under}`;
}

/**
 * A page that ends with the test, and what goes wrong in it.
 * @param {TestContext} t
 */
async function watched(t) {
  const browser = await chromium.launch(await launchOptions());
  t.after(() => browser.close());
  const page = await browser.newPage();
  page.setDefaultTimeout(120_000); // a first page waits for what servers compile
  /** @type {string[]} */
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    const { url } = message.location();
    if (['error', 'warning'].includes(message.type()) && !url.endsWith('/favicon.ico'))
      faults.push(message.text());
  });
  page.on('requestfailed', (request) => faults.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    if (response.status() >= 400) faults.push(`${response.url()}: ${response.status()}`);
  });
  await page.exposeFunction('violated', (/** @type {string} */ what) => faults.push(what));
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      /** @type {any} */ (globalThis).violated(`${violatedDirective}: ${blockedURI} ${sample}`),
    ),
  );
  return { page, faults };
}

/** Opens a page at which nothing may go wrong until the test ends. @param {TestContext} t @param {string} address */
export async function opened(t, address) {
  const { page, faults } = await watched(t);
  t.after(() => assert.deepEqual(faults, []));
  await page.goto(address);
  return page;
}

/**
 * Opens an app's page: it has to read the sample, to say what the client has read, and to keep to its policy.
 * @param {TestContext} t
 * @param {string} address
 * @param {string} [policy] what the page has to be sent with
 */
export async function reads(t, address, policy) {
  const { page, faults } = await watched(t);
  const response = await page.goto(address);
  const sent = response?.headers()['content-security-policy'];
  assert.equal(sent?.replace(/nonce-[\w-]+/, 'nonce-…'), policy);
  const done = page.waitForFunction(
    () =>
      document.querySelector('expression-meter')?.state === 'ready' &&
      document.querySelector('output')?.textContent,
  );
  await done.catch((error) => assert.fail([error.message, ...faults].join('\n')));
  const bars = await page
    .getByRole('meter')
    .evaluateAll((rows) =>
      rows.map((row) => ({ label: row.dataset.label, percent: Number(row.getAttribute('aria-valuenow')) })),
    );
  assert.equal(bars.length, 7);
  assert.equal(bars.sort((one, other) => other.percent - one.percent)[0].label, 'happiness');
  assert.equal(await page.locator('output').textContent(), 'happiness, says lenet-tiny');
  assert.deepEqual(faults, []);
  return page;
}
