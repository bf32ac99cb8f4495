// The lesson inside the network as a visitor has it: the built page, with a camera that films the sample.
import { chromium } from '@playwright/test';
import { launchOptions } from '../scripts/chromium.mjs';
import { serve } from '../scripts/serve.mjs';
import { makeFilm, removeFilm, switches } from '../tests/browser/fake-camera.js';

/** Frames a second of the cameras: a usual one, and one that is no limit. */
const CAMERAS = [30, 60];
const SETTLE_MS = 4000;
const WATCH_MS = 10_000;

/**
 * How often every feature map of the page's network is drawn, by the camera's own rate; and the processor time of a frame, page and
 * worker together, which says what a machine can do that has other work at the moment.
 */
export async function drawnFrames() {
  const { origin, close } = await serve('dist');
  try {
    const rates = [];
    for (const rate of CAMERAS) rates.push([`camera_${rate}`, await watched(origin, rate)]);
    return Object.fromEntries(rates);
  } finally {
    close();
    removeFilm();
  }
}

/** @param {string} origin @param {number} rate */
async function watched(origin, rate) {
  const browser = await chromium.launch(await launchOptions(...switches));
  try {
    await makeFilm(browser, rate);
    const context = await browser.newContext({
      ...{ permissions: ['camera'], serviceWorkers: 'block', viewport: { width: 1280, height: 800 } },
    });
    const page = await context.newPage();
    await page.goto(`${origin}/lessons.html?lesson=network&network=lenet&source=camera&lang=en`);
    await page.getByRole('button', { name: 'Start the camera' }).click();
    await page.locator('.softmax .strong').waitFor();
    await page.waitForTimeout(SETTLE_MS);
    const devtools = await browser.newBrowserCDPSession();
    const before = await cpuSeconds(devtools);
    const { frames, seconds } = await page.evaluate(async (watch) => {
      let frames = 0;
      const [, first] = globalThis.document.querySelectorAll('.layers canvas'); // of conv1; every other is drawn as often
      const context = /** @type {any} */ (/** @type {HTMLCanvasElement} */ (first).getContext('2d'));
      const put = context.putImageData;
      context.putImageData = (/** @type {unknown[]} */ ...args) => {
        frames++;
        put.apply(context, args);
      };
      const start = performance.now();
      await new Promise((resolve) => setTimeout(resolve, watch));
      return { frames, seconds: (performance.now() - start) / 1000 };
    }, WATCH_MS);
    const cpu = (await cpuSeconds(devtools)) - before;
    return { frames_per_s: frames / seconds, cpu_ms: (1000 * cpu) / frames };
  } finally {
    await browser.close();
  }
}

/** What the pages have computed so far. @param {import('@playwright/test').CDPSession} devtools */
async function cpuSeconds(devtools) {
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  const pages = processInfo.filter(({ type }) => type === 'renderer');
  return pages.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}
