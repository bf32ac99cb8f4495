// Scripts that are loaded on demand and cannot be had: told, with nothing dead and nothing uncaught, and had the next time.
import { append, playCamera, tracks } from './alone.js';
import { button, expect, meter, openSource, reached, test } from './helpers.js';

/** @typedef {import('@playwright/test').Page} Page */

/** Answers 404 for a script of the element, until what it returns is called. @param {Page} page @param {string} name */
async function missing(page, name) {
  const url = `**/source/www/element/${name}.js`;
  let asked = 0;
  await page.route(url, (route) => ((asked += 1), route.fulfill({ status: 404 })));
  return async () => {
    expect(asked).toBeGreaterThan(0);
    await page.unroute(url);
  };
}

test('the panel of the model', async ({ page }) => {
  const mend = await withElement(page, 'panels/checkpoint');
  await button(page, 'About the model').click();
  await expect(meter(page).getByRole('alert')).toContainText('could not be fetched');
  await mend();
  await button(page, 'About the model').click();
  await expect(meter(page).locator('.model dl')).toBeVisible();
  await expect(meter(page).getByRole('alert')).toBeHidden();
});

test('the cards of all faces', async ({ page }) => {
  const mend = await withElement(page, 'panels/faces');
  await twoFaces(page);
  await button(page, 'All 2 faces').click();
  await expect(meter(page).getByRole('alert')).toContainText('could not be fetched');
  await expect(button(page, 'All 2 faces')).toHaveAttribute('aria-expanded', 'false');
  await mend();
  await button(page, 'All 2 faces').click();
  await expect(meter(page).locator('.card')).toHaveCount(2);
  await expect(meter(page).getByRole('alert')).toBeHidden();
});

test('the box round the face: the picture is read all the same', async ({ page }) => {
  const mend = await withElement(page, 'view/box');
  await expect(meter(page).getByRole('application')).toHaveCount(0);
  await mend();
  await button(page, '3 groups').click();
  await expect(meter(page).getByRole('application')).toBeVisible();
});

test('the camera: an error with a way on, and no camera is opened', async ({ page }) => {
  await playCamera(page);
  const mend = await withElement(page, 'camera');
  const code = page.evaluate(
    () =>
      new Promise((resolve) => document.addEventListener('expression-error', (e) => resolve(e.detail.code))),
  );
  await button(page, 'Camera').click();
  expect(await code).toBe('camera-failed');
  await expect(button(page, 'Try again')).toBeVisible();
  expect(await tracks(page)).toEqual([]);
  await mend();
  await button(page, 'Try again').click();
  await reached(page, 'running');
});

test('the words of errors: an error is told with what there is', async ({ page }) => {
  const mend = await withElement(page, 'words/en/errors');
  await meter(page).evaluate((element) => element.setAttribute('weights', 'none.safetensors'));
  await reached(page, 'error');
  await expect(meter(page).getByRole('alert')).not.toBeEmpty();
  await expect(button(page, 'Try again')).toBeVisible();
  await mend();
});

test('the words of the language: until they come nothing is said, and the element has its size', async ({
  page,
}) => {
  await openSource(page);
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  /** @type {(come: unknown) => void} */
  let come = () => {};
  const held = new Promise((resolve) => (come = resolve));
  await page.route('**/words/fr/words.js', async (route) => (await held, route.fallback()));
  await append(page, { controls: '', lang: 'fr' });
  await reached(page, 'ready');
  const height = () => meter(page).evaluate((element) => element.clientHeight);
  const before = await height();
  await expect(meter(page)).not.toContainText(/[a-z]{3}/i);
  come(null);
  await expect(button(page, 'Exemple')).toBeVisible();
  expect(Math.abs((await height()) - before)).toBeLessThanOrEqual(1);
  expect(asked.filter((url) => url.includes('/words/en/'))).toEqual([]);
});

test('another language whose words cannot be had: the words stay, and it is asked for again', async ({
  page,
}) => {
  const mend = await withElement(page, 'words/fr/words', () =>
    meter(page).evaluate((element) => void element.setAttribute('lang', 'fr')),
  );
  await expect(button(page, 'Sample')).toBeVisible();
  await mend();
  await button(page, '3 groups').click();
  await expect(button(page, 'Exemple')).toBeVisible();
});

/**
 * An element that reads the sample, with a script missing.
 * @param {Page} page
 * @param {string} name
 * @param {() => Promise<void>} [act] asks for the script
 */
async function withElement(page, name, act) {
  await openSource(page);
  const mend = await missing(page, name);
  await append(page, { controls: '' });
  await reached(page, 'ready');
  await act?.();
  return mend;
}

/** Has the element read two faces side by side. @param {Page} page */
const twoFaces = (page) =>
  meter(page).evaluate(async (element) => {
    const image = await createImageBitmap(await (await fetch('/source/www/sample.jpg')).blob());
    const canvas = new OffscreenCanvas(600, 300);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0, 300, 300);
    context?.drawImage(image, 300, 0, 300, 300);
    await /** @type {any} */ (element).classify(await createImageBitmap(canvas));
  });
