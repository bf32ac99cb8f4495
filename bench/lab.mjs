// What a visitor of lab.html waits for, measured on the built site.
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { chromium } from '@playwright/test';
import { launchOptions } from '../scripts/chromium.mjs';
import { serve } from '../scripts/serve.mjs';
import { quantile } from './page/measure.js';

/** @typedef {import('@playwright/test').Page} Page */

const CSV = 'target/bench/faces.csv';
/** Rows of FER2013's training split. */
const ROWS = 28_709;
const GOAL = 0.9;
const LONG = 600_000;

/** The rows of the table behind the chart of accuracy. @param {Page} page */
const epochs = (page) => page.locator('.panel.accuracy .behind tbody tr');

/** @template T @param {(page: Page) => Promise<T>} work */
async function onPage(work) {
  const { origin, close } = await serve('dist');
  const browser = await chromium.launch(await launchOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(LONG);
    await page.goto(`${origin}/lab.html?lang=en`);
    await page.getByText(/^Ready: 2,800 faces/).waitFor();
    return await work(page);
  } finally {
    await browser.close();
    close();
  }
}

const seconds = (/** @type {number} */ since) => (performance.now() - since) / 1000;

/**
 * A run of the default settings: how long until the first epoch's figures stand there, and until nine of ten faces are read right
 * that it does not learn from; and what the page's thread does meanwhile.
 */
export const run = () =>
  onPage(async (page) => {
    const stop = await traced(page);
    const start = performance.now();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await epochs(page).first().waitFor({ state: 'attached' });
    const first_epoch_s = seconds(start);
    let reached = null;
    let validation = 0;
    const done = page.getByText(/^Done:/);
    while (reached === null && !(await done.isVisible())) {
      await page.waitForTimeout(100);
      const text = (await epochs(page).last().textContent()) ?? '';
      validation = Number([...text.matchAll(/(\d+\.\d)%/g)].at(-1)?.[1]) / 100;
      if (validation >= GOAL) reached = seconds(start);
    }
    const passed = await epochs(page).count();
    return { first_epoch_s, until_90_s: reached, validation, epochs: passed, page_thread: await stop() };
  });

/** A fer2013.csv of as many rows as its training split has, of random pictures: from the drop to "Now:", and one epoch of it. */
export const csv = () =>
  onPage(async (page) => {
    await drawnCsv();
    const start = performance.now();
    await page.locator('.data-source input[type=file]').first().setInputFiles(CSV);
    await page.getByText(/^Now: faces\.csv/).waitFor();
    const ready_s = seconds(start);
    await page.getByRole('button', { name: 'One step', exact: true }).click();
    await page.getByText(/^Paused after 0 epochs and 1 step/).waitFor();
    return { rows: ROWS, ready_s };
  });

/** Milliseconds of the tasks of the page's thread from now until the function that comes back is called. @param {Page} page */
async function traced(page) {
  const devtools = await page.context().newCDPSession(page);
  /** @type {any[]} */
  const events = [];
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...value));
  const categories = 'disabled-by-default-devtools.timeline,devtools.timeline,toplevel,__metadata';
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories.split(',') },
  });
  return async () => {
    const complete = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
    await devtools.send('Tracing.end');
    await complete;
    const named = events.find(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
    const tasks = events.filter(
      ({ name, dur, pid, tid }) =>
        /RunTask/.test(name) && dur !== undefined && pid === named?.pid && tid === named?.tid,
    );
    /** Of the processor, where it is told: a thread that waits for its turn does nothing. */
    const own = tasks.map(({ dur, tdur }) => (tdur ?? dur) / 1000);
    return {
      tasks: own.length,
      p50_ms: quantile(own),
      p95_ms: quantile(own, 0.95),
      p99_ms: quantile(own, 0.99),
      longest_ms: Math.max(...own),
      longest_wall_ms: Math.max(...tasks.map(({ dur }) => dur / 1000)),
    };
  };
}

/** Makes the file, once. */
async function drawnCsv() {
  if (existsSync(CSV)) return;
  mkdirSync('target/bench', { recursive: true });
  const file = createWriteStream(CSV);
  file.write('emotion,pixels,Usage\n');
  let state = 1;
  const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24;
  for (let row = 0; row < ROWS; row++) {
    const pixels = Array.from({ length: 48 * 48 }, random).join(' ');
    if (!file.write(`${row % 7},${pixels},Training\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}
