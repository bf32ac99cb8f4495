import { launchOptions } from '../../scripts/chromium.mjs';
import { makeFilm, removeFilm, switches } from './fake-camera.js';
import { expect, meter, opened, test } from './helpers.js';

test.use({ launchOptions: await launchOptions(...switches), permissions: ['camera'] });
test.beforeAll(({ browser }) => makeFilm(browser));
test.afterAll(removeFilm);

/**
 * A deck with one slide that holds the widget.
 * @param {import('@playwright/test').Page} page
 * @param {string} options
 * @param {string} [style] the frame's
 */
async function deck(page, options, style = '') {
  await page.route('**/deck.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><iframe src="embed.html?${options}" allow="camera" width="900" height="700" style="${style}"></iframe>`,
    }),
  );
  await page.goto('./deck.html');
  const frame = /** @type {import('@playwright/test').Frame} */ (page.frames()[1]);
  await frame.waitForFunction(() => customElements.get('expression-meter'));
  const slide = (/** @type {'start' | 'stop'} */ what) =>
    page.evaluate(
      (message) => document.querySelector('iframe')?.contentWindow?.postMessage(message, '*'),
      `slide:${what}`,
    );
  const state = (/** @type {string} */ wanted) =>
    frame.waitForFunction((wanted) => document.querySelector('expression-meter')?.state === wanted, wanted);
  return { frame, slide, state };
}

test('the element alone, with the options of the address', async ({ page }) => {
  await opened(page, './embed.html?source=sample&classes=3&lang=fr');
  await expect(meter(page).getByRole('meter')).toHaveCount(3);
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(0);
  await opened(page, './embed.html?controls=false');
  await expect(meter(page).getByRole('button')).toHaveCount(0);
});

test('leaving the slide frees the camera, and coming back waits for a click', async ({ page }) => {
  await page.clock.install();
  const { frame, slide, state } = await deck(page, 'source=camera&lang=en');
  await slide('start');
  await frame.getByRole('button', { name: 'Start the camera' }).click();
  await state('running');
  await slide('stop');
  await state('idle');
  await slide('start');
  await expect(frame.getByRole('button', { name: 'Start the camera' })).toBeVisible();
  await page.clock.runFor(60_000); // nor does it come back by and by
  expect(await frame.evaluate(() => document.querySelector('expression-meter')?.state)).toBe('idle');
});

test('a trainer who opts in finds the camera on when the slide comes', async ({ page }) => {
  const { slide, state } = await deck(page, 'source=camera&autostart');
  await slide('start');
  await state('running');
  await slide('stop');
  await state('idle');
  await slide('start');
  await state('running');
});

test('in a frame that nobody sends messages, as in Slidev or a plain page, the camera starts when the frame is first seen', async ({
  page,
}) => {
  const { frame, state } = await deck(page, 'source=camera&autostart', 'margin-top: 3000px');
  await frame.getByRole('button', { name: 'Start the camera' }).waitFor({ state: 'attached' });
  expect(await frame.evaluate(() => document.querySelector('expression-meter')?.state)).toBe('idle');
  await page.locator('iframe').scrollIntoViewIfNeeded();
  await state('running');
});
