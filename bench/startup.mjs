// How long a visitor waits for the first reading on the sample: the element alone beside the same work by ONNX Runtime Web.
import { chromium } from '@playwright/test';
import { launchOptions } from '../scripts/chromium.mjs';
import { STARTUP_FOLDER } from './bundle.mjs';
import { quantile } from './page/measure.js';
import { servePacked } from './server.mjs';

/** @typedef {{ ms: number, label: string }} Reading `ms`: since the navigation began */

/** @type {Record<'mimique' | 'onnxruntime_web', string>} */
const SITES = {
  mimique: 'dist/embed.html?source=sample',
  onnxruntime_web: `${STARTUP_FOLDER}/index.html`,
};
const ROUNDS = 9;
const BYTES_PER_S = 10e6 / 8; // 10 Mbit/s
const SLOW = { offline: false, latency: 40, downloadThroughput: BYTES_PER_S, uploadThroughput: BYTES_PER_S };

/** On this machine's own network, and on one as a visitor may have it. */
export async function startup() {
  const server = await servePacked();
  const browser = await chromium.launch(await launchOptions());
  try {
    for (const site of Object.values(SITES)) await firstReading(browser, `${server.origin}/${site}`); // packs the files
    const slow = await measured(browser, server, SLOW);
    return { ...(await measured(browser, server)), slow };
  } finally {
    await browser.close();
    server.close();
  }
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {Awaited<ReturnType<typeof servePacked>>} server
 * @param {typeof SLOW} [network]
 */
async function measured(browser, server, network) {
  /** @type {Record<keyof typeof SITES, number[]>} */
  const samples = { mimique: [], onnxruntime_web: [] };
  const names = /** @type {(keyof typeof SITES)[]} */ (Object.keys(SITES));
  const labels = new Set();
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of round % 2 ? names.toReversed() : names) {
      const before = server.sent();
      const { ms, label } = await firstReading(browser, `${server.origin}/${SITES[name]}`, network);
      const least = (1000 * (server.sent() - before)) / BYTES_PER_S;
      // Not every Chromium slows what workers ask for.
      if (network && ms < 0.9 * least)
        throw new Error(`${name} took ${ms} ms for what takes ${least} ms: the network was not slowed`);
      samples[name].push(ms);
      labels.add(label);
    }
  }
  if (labels.size !== 1) throw new Error(`the readings are not the same: ${[...labels]}`);
  const { mimique, onnxruntime_web } = samples;
  return {
    mimique_ms: quantile(mimique),
    onnxruntime_web_ms: quantile(onnxruntime_web),
    ratio: quantile(mimique.map((ms, round) => ms / onnxruntime_web[round])), // below 1, ours is the sooner
  };
}

/**
 * Opens a page in a context of its own, whose caches are empty.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {typeof SLOW} [network]
 * @returns {Promise<Reading>}
 */
async function firstReading(browser, url, network) {
  const context = await browser.newContext({ serviceWorkers: 'block' }); // what is kept for later comes later
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const reading = new Promise((resolve, reject) => {
        globalThis.addEventListener('expression-change', (event) =>
          resolve({ ms: performance.now(), label: /** @type {CustomEvent} */ (event).detail.label }),
        );
        globalThis.addEventListener('expression-error', ({ detail }) => reject(new Error(detail.message)));
        globalThis.addEventListener('unhandledrejection', ({ reason }) => reject(reason));
        setTimeout(() => reject(new Error('there was no reading within five minutes')), 300_000);
      });
      Object.assign(globalThis, { reading });
    });
    if (network) {
      const devtools = await context.newCDPSession(page);
      await devtools.send('Network.enable');
      await devtools.send('Network.emulateNetworkConditions', network);
    }
    await page.goto(url, { waitUntil: 'commit' });
    return await page.evaluate(() => /** @type {any} */ (globalThis).reading);
  } finally {
    await context.close();
  }
}
