import { launchOptions } from '../../scripts/chromium.mjs';
import { film, makeFilm, removeFilm, switches } from './fake-camera.js';
import { bars, button, expect, meter, reached, readings, test } from './helpers.js';

test.use({ launchOptions: await launchOptions(...switches), permissions: ['camera'] });
test.beforeAll(({ browser }) => makeFilm(browser));
test.afterAll(removeFilm);

/** The camera's track, as the page holds it. @param {import('@playwright/test').Page} page */
const track = (page) =>
  page.evaluateHandle(() => {
    const video = document.querySelector('expression-meter')?.shadowRoot?.querySelector('video');
    const [track] = /** @type {any} */ (video).srcObject.getVideoTracks();
    return /** @type {MediaStreamTrack} */ (track);
  });

/** @param {import('@playwright/test').Page} page */
async function running(page, address = './?source=camera') {
  await page.goto(address);
  await button(page, 'Start the camera').click();
  await reached(page, 'running');
  await readings(page);
}

test(`the camera moves the bars (${film.split('/').at(-1)})`, async ({ page }) => {
  await running(page);
  await readings(page, 5);
  const values = await bars(page);
  expect(Object.values(values).reduce((a, b) => a + b)).toBeCloseTo(100, 0);
  const size = await meter(page)
    .locator('video')
    .evaluate((video) => [/** @type {any} */ (video).videoWidth, /** @type {any} */ (video).videoHeight]);
  expect(size).toEqual([640, 480]);
});

test('permission is asked only on a click', async ({ page }) => {
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    Object.assign(globalThis, { asked: 0 });
    mediaDevices.getUserMedia = (options) => {
      /** @type {any} */ (globalThis).asked += 1;
      return ask(options);
    };
  });
  const asked = () => page.evaluate(() => /** @type {any} */ (globalThis).asked);
  await page.goto('./?source=camera');
  await expect(button(page, 'Start the camera')).toBeVisible();
  expect(await asked()).toBe(0);
  await button(page, 'Start the camera').click();
  await reached(page, 'running');
  expect(await asked()).toBe(1);
});

test('the Camera button takes the place of the sample', async ({ page }) => {
  await page.goto('./');
  await reached(page, 'ready');
  await button(page, 'Camera').click();
  await reached(page, 'running');
  await expect(button(page, 'Camera')).toHaveAttribute('aria-pressed', 'true');
  await expect(meter(page).locator('video')).toBeVisible();
  await button(page, 'Sample').click();
  await reached(page, 'ready');
  await expect(meter(page).locator('video')).toBeHidden();
});

test('the preview is a mirror unless it is switched off; the face is not', async ({ page }) => {
  await running(page);
  const video = meter(page).locator('video');
  const flipped = () => video.evaluate((element) => getComputedStyle(element).transform);
  expect(await flipped()).toBe('matrix(-1, 0, 0, 1, 0, 0)');
  await expect(button(page, 'Mirror')).toHaveAttribute('aria-pressed', 'true');
  await button(page, 'Mirror').click();
  expect(await flipped()).toBe('none');
  await expect(meter(page)).toHaveAttribute('mirrored', 'false');
});

test('stopping lets go of the camera, and it can be started again', async ({ page }) => {
  await running(page);
  const held = await track(page);
  await button(page, 'Stop').click();
  await reached(page, 'idle');
  expect(await held.evaluate(({ readyState }) => readyState)).toBe('ended');
  await button(page, 'Start the camera').click();
  await reached(page, 'running');
});

test('removing the element lets go of the camera; moving it does not', async ({ page }) => {
  await running(page);
  const held = await track(page);
  await page.evaluate(() =>
    document.body.prepend(/** @type {Element} */ (document.querySelector('expression-meter'))),
  );
  await readings(page, 2);
  expect(await held.evaluate(({ readyState }) => readyState)).toBe('live');
  await page.evaluate(() => document.querySelector('expression-meter')?.remove());
  expect(await held.evaluate(({ readyState }) => readyState)).toBe('ended');
});

test('a camera that is unplugged says so, and can be started again', async ({ page }) => {
  await running(page);
  const held = await track(page);
  await held.evaluate((it) => it.dispatchEvent(new Event('ended')));
  await reached(page, 'error');
  await expect(meter(page).getByRole('alert')).toContainText('unplugged');
  await button(page, 'Try again').click();
  await reached(page, 'running');
  await readings(page);
});

test('a hidden tab is not read', async ({ page }) => {
  await running(page);
  const held = await track(page);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    Object.assign(globalThis, { count: 0 });
    const counts = /** @type {any} */ (globalThis);
    document.addEventListener('expression-change', () => (counts.count += 1));
  });
  expect(await held.evaluate(({ enabled }) => enabled)).toBe(false);
  await expect(meter(page).locator('[part=message]')).toHaveText('Paused');
  // A few of the video's frames go by.
  await page.evaluate(async () => {
    for (let i = 0; i < 20; i++) await new Promise(requestAnimationFrame);
  });
  expect(await page.evaluate(() => /** @type {any} */ (globalThis).count)).toBe(0);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: false, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await readings(page, 2);
  expect(await held.evaluate(({ enabled }) => enabled)).toBe(true);
});

test('max-fps is kept', async ({ page }) => {
  await page.goto('./?source=camera');
  await meter(page).evaluate((element) => element.setAttribute('max-fps', '5'));
  await button(page, 'Start the camera').click();
  await reached(page, 'running');
  const times = await page.evaluate(
    () =>
      new Promise((resolve) => {
        /** @type {number[]} */
        const times = [];
        document.addEventListener('expression-change', () => {
          if (times.push(performance.now()) === 6) resolve(times);
        });
      }),
  );
  // Five intervals of 200 ms; readings may come late, but not much too early.
  expect(times[5] - times[0]).toBeGreaterThan(600);
});

test('seven classes and three groups, while the camera runs', async ({ page }) => {
  await running(page);
  await button(page, '3 groups').click();
  await readings(page, 2);
  expect(Object.keys(await bars(page))).toEqual(['positive', 'negative', 'neutral']);
});

test('the box can be put elsewhere on the video', async ({ page }) => {
  await running(page);
  const box = meter(page).getByRole('application');
  const face = () =>
    page.evaluate(() => /** @type {any} */ (document.querySelector('expression-meter')).prediction.face);
  const found = await face();
  expect(found.score).toBeGreaterThan(0.5);
  await box.focus();
  for (const key of ['-', '-', '-', 'ArrowLeft', 'ArrowLeft']) await page.keyboard.press(key);
  await readings(page, 3);
  const put = await face();
  expect(put.score).toBeNull();
  expect(Math.abs(put.width - found.width / 1.06 ** 3)).toBeLessThan(0.02 * found.width);
  // The preview is a mirror: to its left is to the frame's right.
  expect(put.x + put.width / 2).toBeGreaterThan(found.x + found.width / 2 + 5);
});
