// The built site in a browser of any make, for a suite of tests.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { preview } from 'vite';
import '../../scripts/run.mjs'; // every path is relative to the repository's root

/** @import { MeterState } from '../../www/types.d.ts' */
/**
 * @typedef {object} Browser one window of a browser
 * @property {(url: string) => Promise<unknown>} goto
 * @property {<A extends any[], R>(work: (...args: A) => R, ...args: A) => Promise<Awaited<R>>} evaluate runs in the page
 * @property {() => Promise<unknown>} close
 */
/** @typedef {ReturnType<typeof session>} Site */

/** How long a browser may take for anything, on a machine with other work. */
export const PATIENCE_MS = 120_000;

// WebDriver tells nobody of a page's errors, so each page begins with a script that keeps them.
const KEEP_FAULTS = `
  globalThis.faults = [];
  addEventListener('error', (event) => faults.push(String(event.message ?? event.target.outerHTML)), true);
  addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));
  addEventListener('securitypolicyviolation', (event) => faults.push(event.violatedDirective + ' ' + event.blockedURI));
`;

/** Serves the built site with that script in front. */
function serve() {
  /** @type {import('vite').Plugin} */
  const plugin = {
    name: 'keep-faults',
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const path = new URL(request.url ?? '', 'http://localhost').pathname;
        const page = path === '/' ? 'index.html' : path.slice(1);
        if (!page.endsWith('.html')) return next();
        const html = readFileSync(join('dist', page), 'utf8');
        response.setHeader('Content-Type', 'text/html');
        response.end(html.replace('<head>', `<head><script>${KEEP_FAULTS}</script>`));
      });
    },
  };
  const options = { host: '127.0.0.1', port: 0, strictPort: true };
  return preview({ logLevel: 'error', plugins: [plugin], preview: options });
}

/** @template T @param {() => Promise<T | null>} probe @param {string} what @returns {Promise<T>} */
export async function until(probe, what) {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`waited ${PATIENCE_MS / 1000} s for ${what}`);
    await setTimeout(50);
  }
}

/**
 * Opens a browser on the built site before a suite's tests and closes it after them. A test fails on an uncaught error
 * and on a violation of the page's own content security policy.
 * @param {() => Promise<Browser>} launch
 */
export function session(launch) {
  /** @type {Awaited<ReturnType<typeof serve>>} */
  let server;
  /** @type {Browser} */
  let browser;
  before(
    async () => {
      server = await serve();
      browser = await launch();
    },
    { timeout: 4 * PATIENCE_MS }, // longer than what either takes, which says what it waited for
  );
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  afterEach(async () => {
    assert.deepEqual(await run(() => /** @type {any} */ (globalThis).faults), []);
  });

  /** @type {Browser['evaluate']} */
  const run = (work, ...args) => browser.evaluate(work, ...args);

  const open = (address = '') => browser.goto(`${server.resolvedUrls?.local[0]}${address}`);

  /** @param {MeterState} wanted */
  const reached = (wanted) =>
    until(
      () => run((wanted) => document.querySelector('expression-meter')?.state === wanted, wanted),
      `the state "${wanted}"`,
    );

  /** Waits for words that the element shows. @param {string} words */
  const shows = (words) =>
    until(
      () =>
        run((words) => {
          const root = document.querySelector('expression-meter')?.shadowRoot;
          const elements = [...(root?.querySelectorAll('*') ?? [])];
          return elements.some((it) => it.textContent === words && it.checkVisibility());
        }, words),
      `the words "${words}"`,
    );

  return {
    run,
    reached,
    shows,

    open,

    /** Opens a page and waits for the first reading. @param {string} [address] */
    async opened(address) {
      await open(address);
      await reached('ready');
    },

    /** Presses a button of the element, once it is there. @param {string} name */
    press: (name) =>
      until(
        () =>
          run((name) => {
            const root = document.querySelector('expression-meter')?.shadowRoot;
            const buttons = [...(root?.querySelectorAll('button') ?? [])];
            const button = buttons.find((it) => it.textContent === name && it.checkVisibility());
            button?.click();
            return button !== undefined;
          }, name),
        `the button "${name}"`,
      ),

    /** The numbers that the bars tell, by label. @returns {Promise<Record<string, number>>} */
    bars: () =>
      run(() => {
        const root = document.querySelector('expression-meter')?.shadowRoot;
        const rows = [...(root?.querySelectorAll('[role=meter]') ?? [])];
        return Object.fromEntries(
          rows.map((row) => [row.getAttribute('aria-label'), Number(row.getAttribute('aria-valuenow'))]),
        );
      }),

    /** Waits for a face, and tells the network's last answer. */
    prediction: () =>
      until(
        () =>
          run(() => {
            const prediction = document.querySelector('expression-meter')?.prediction;
            if (!prediction) return null;
            const { label, face, probabilities, crop } = prediction;
            const shown = prediction.votes ?? prediction; // what the bars show
            return {
              ...{ label, face, crop: [...crop], probabilities: [...probabilities] },
              shown: [...shown.probabilities],
            };
          }),
        'a face',
      ),

    /** Leaves a canvas in the page, as `scene`: grey, with the sample's portrait in the middle. */
    scene: (/** @type {number} */ width, /** @type {number} */ height, side = Math.min(width, height)) =>
      run(
        async (width, height, side) => {
          const portrait = /** @type {HTMLImageElement} */ (document.querySelector('expression-meter img'));
          await portrait.decode();
          const scene = Object.assign(document.createElement('canvas'), { width, height });
          const context = /** @type {CanvasRenderingContext2D} */ (scene.getContext('2d'));
          context.fillStyle = '#808080';
          context.fillRect(0, 0, width, height);
          if (side) context.drawImage(portrait, (width - side) / 2, (height - side) / 2, side, side);
          Object.assign(globalThis, { scene });
        },
        width,
        height,
        side,
      ),
  };
}
