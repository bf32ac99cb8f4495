// An element that is taken out of the page leaves nothing behind, however often.
import { launchOptions } from '../../scripts/chromium.mjs';
import { makeFilm, removeFilm, switches } from './fake-camera.js';
import { UNPACKED, expect, openSource, test } from './helpers.js';
import { twoFaces } from './portraits.js';

/** @typedef {import('@playwright/test').Page} Page */

test.use({ launchOptions: await launchOptions(...switches), permissions: ['camera'] });
test.beforeAll(({ browser }) => makeFilm(browser));
test.afterAll(removeFilm);

const [SETTLED, ROUNDS] = [10, 50];
// An element that stays weighs 7 kB, and V8 keeps up to 1 kB a round of what it learns about code that runs again.
const HEAP_TOLERANCE = 3000 * (ROUNDS - SETTLED);

/**
 * What an element does while it stands in the page, and what shows that it has done it.
 * @type {Record<string, { source: 'sample' | 'photo' | 'camera', shows: string }>}
 */
const LIVES = {
  'the sample': { source: 'sample', shows: '.box:not([hidden])' },
  'a photo with a card for each face': { source: 'photo', shows: '.card + .card' },
  'the camera': { source: 'camera', shows: '.box:not([hidden])' },
};

/** Gives the page `round()`: an element comes, does what it does and goes. @param {Page} page @param {typeof LIVES['']} life */
async function prepare(page, life) {
  const photo = (await twoFaces(page)).toString('base64');
  await page.evaluate(
    ({ photo, source, shows }) => {
      const bytes = Uint8Array.from(atob(photo), (c) => c.charCodeAt(0));
      async function round() {
        const meter = document.createElement('expression-meter');
        Object.assign(meter, { source, controls: true });
        document.body.append(meter);
        const root = /** @type {ShadowRoot} */ (meter.shadowRoot);
        if (source === 'camera') meter.start();
        if (source === 'photo') {
          await meter.classify(new Blob([bytes], { type: 'image/png' }));
          /** @type {HTMLButtonElement} */ (root.querySelector('.on-stage button:not([hidden])')).click();
        }
        while (!root.querySelector(shows)) await new Promise(requestAnimationFrame);
        meter.remove();
      }
      Object.assign(globalThis, { round });
    },
    { photo, ...life },
  );
}

/** @param {Page} page @param {number} count */
const live = (page, count) =>
  page.evaluate(async (count) => {
    for (let i = 0; i < count; i++) await /** @type {any} */ (globalThis).round();
  }, count);

/** Has the page count the cameras that it holds. @param {Page} page */
const countCameras = (page) =>
  page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    /** @type {MediaStreamTrack[]} */
    let tracks = [];
    const cameras = () => (tracks = tracks.filter(({ readyState }) => readyState === 'live')).length;
    Object.assign(globalThis, { cameras });
    mediaDevices.getUserMedia = async (options) => {
      const stream = await ask(options);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });

for (const [what, life] of Object.entries(LIVES)) {
  test(`${ROUNDS} elements that come, read ${what} and go`, async ({ page }) => {
    await countCameras(page);
    await page.goto('./embed.html?source=camera');
    await page.evaluate(() => document.querySelector('expression-meter')?.remove());
    await prepare(page, life);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');

    /** What is left once everything has been collected that can be. */
    const left = async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      const { metrics } = await devtools.send('Performance.getMetrics');
      const [nodes, listeners, heap] = ['Nodes', 'JSEventListeners', 'JSHeapUsedSize'].map(
        (name) => metrics.find((each) => each.name === name)?.value ?? NaN,
      );
      const cameras = await page.evaluate(() => /** @type {any} */ (globalThis).cameras());
      return { heap, counts: { nodes, listeners, cameras, workers: page.workers().length } };
    };
    /** @type {Record<string, number>} */
    const before = (await left()).counts;
    const grown = async () =>
      Object.entries((await left()).counts).filter(([name, count]) => count > before[name]);
    // Chromium holds a video for some seconds after its camera has gone.
    const settled = () => expect.poll(grown).toEqual([]);

    await live(page, SETTLED);
    await settled();
    const { heap } = await left();
    await live(page, ROUNDS - SETTLED);
    await settled();
    // Asked again while it is more: one collection leaves what waits for another task.
    await expect.poll(async () => (await left()).heap - heap).toBeLessThan(HEAP_TOLERANCE);
  });
}

test(`${ROUNDS} elements that come and go beside one that stays leave its worker as it was`, async ({
  page,
}) => {
  await openSource(page, {
    'www/pkg/worker.js': `${UNPACKED['www/pkg/worker.js']} import init from './mimique.js'; self.init = init;`,
  });
  await page.evaluate(async () => void (await import(`${location.origin}/source/www/element.js`)));
  await prepare(page, LIVES['a photo with a card for each face']);
  await page.evaluate(() => document.body.append(document.createElement('expression-meter')));
  const memory = async () => {
    expect(page.workers()).toHaveLength(1);
    return page
      .workers()[0]
      .evaluate(async () => (await /** @type {any} */ (globalThis).init()).memory.buffer.byteLength);
  };
  await live(page, SETTLED);
  const before = await memory();
  await live(page, ROUNDS - SETTLED);
  expect(await memory()).toBe(before);
});
