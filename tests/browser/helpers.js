import { readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { test as base, expect } from '@playwright/test';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('../../www/element.js').ExpressionMeter} ExpressionMeter */

const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
});

/** The browser's own word on a request that failed, which is what many tests bring about. */
const ITS_OWN = /^Failed to load resource/;

/**
 * Every test fails on an uncaught error, on an error in the console (a violation of the page's own content security policy is
 * one), and on a request to another origin than those of this machine, whichever page or frame of it that comes from.
 */
export const test = base.extend({
  context: async ({ context }, use) => {
    /** @type {string[]} */
    const faults = [];
    context.on('weberror', (error) => faults.push(`uncaught: ${error.error()}`));
    context.on('console', (message) => {
      if (message.type() === 'error' && !ITS_OWN.test(message.text())) faults.push(message.text());
    });
    context.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      // Names in .test are nobody's: a test that plays a server of that name answers by itself.
      if (/^https?:$/.test(protocol) && !/^(localhost|127\.0\.0\.1|.*\.test)$/.test(hostname))
        faults.push(`asked ${request.url()}`);
    });
    await use(context);
    expect(faults).toEqual([]);
  },
  // What of the site's scripts a test ran, for scripts/coverage.mjs.
  page: async ({ page }, use, { testId }) => {
    if (!COVERAGE) return use(page);
    await page.coverage.startJSCoverage({ resetOnNavigation: false });
    await use(page);
    if (page.isClosed()) return;
    const entries = await page.coverage.stopJSCoverage();
    const result = entries
      .filter(({ url }) => URL.canParse(url)) // what a test puts into a page has no address
      .map(({ url, functions }) => ({ url: new URL(url).pathname.slice(1), functions }))
      .filter(({ url }) => /^(assets|source)\//.test(url));
    writeFileSync(join(COVERAGE, `${testId}.json`), JSON.stringify({ result }));
  },
});
export { expect };

/** The folder in which scripts/coverage.mjs wants what the tests ran, if it asks. */
const COVERAGE = process.env.MIMIQUE_COVERAGE;

/** @param {Page} page */
export const meter = (page) => page.locator('expression-meter');

/** A button of the element. @param {Page} page @param {string | RegExp} name */
export const button = (page, name) => meter(page).getByRole('button', { name });

/** Waits until the element is in a state. @param {Page} page @param {string} state */
export const reached = (page, state) =>
  page.waitForFunction((wanted) => document.querySelector('expression-meter')?.state === wanted, state);

/**
 * Opens a page and waits for the first reading.
 * @param {Page} page
 * @param {string} [address]
 */
export async function opened(page, address = './') {
  await page.goto(address);
  await reached(page, 'ready');
}

/** The numbers that the bars tell, by label. @param {Page} page @returns {Promise<Record<string, number>>} */
export const bars = (page) =>
  meter(page)
    .getByRole('meter')
    .evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [row.getAttribute('aria-label'), Number(row.getAttribute('aria-valuenow'))]),
      ),
    );

/** Resolves after `count` more readings. @param {Page} page @param {number} [count] */
export const readings = (page, count = 1) =>
  page.evaluate(
    (wanted) =>
      new Promise((resolve) => {
        let seen = 0;
        document.addEventListener('expression-change', () => ++seen === wanted && resolve(undefined));
      }),
    count,
  );

/** For `openSource`: the worker as its source modules, one of which can then be another. */
export const UNPACKED = { 'www/pkg/worker.js': "import '../worker/worker.js';" };

/**
 * Serves the source tree under `source/`, beside the built site: tests of the client import modules from there, and
 * can put something else in the place of one.
 * @param {Page} page
 * @param {Record<string, string>} [instead] contents by path
 */
export async function openSource(page, instead = {}) {
  await page.route('**/source/**', (route) => {
    const path = new URL(route.request().url()).pathname.split('/source/')[1];
    const contentType = TYPES[extname(path)] ?? 'application/octet-stream';
    if (path === 'blank.html')
      return route.fulfill({ contentType, body: '<!doctype html><title>blank</title>' });
    try {
      return route.fulfill({ contentType, body: instead[path] ?? readFileSync(join(process.cwd(), path)) });
    } catch {
      return route.fulfill({ status: 404 });
    }
  });
  await page.goto('source/blank.html');
}

/**
 * A picture file made in the browser from the sample.
 * @param {Page} page any page of the site's origin
 * @param {{ width: number, height: number, type?: string, square?: number }} options `square`: side of the sample in it
 */
export async function picture(
  page,
  { width, height, type = 'image/jpeg', square = Math.min(width, height) },
) {
  const sample = readFileSync('www/sample.jpg').toString('base64');
  const base64 = await page.evaluate(
    async ({ sample, width, height, type, square }) => {
      const bytes = Uint8Array.from(atob(sample), (c) => c.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
      const canvas = new OffscreenCanvas(width, height);
      const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
      context.fillStyle = '#808080';
      context.fillRect(0, 0, width, height);
      context.drawImage(image, (width - square) / 2, (height - square) / 2, square, square);
      const blob = await canvas.convertToBlob({ type });
      let text = '';
      for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
      return btoa(text);
    },
    { sample, width, height, type, square },
  );
  return Buffer.from(base64, 'base64');
}
