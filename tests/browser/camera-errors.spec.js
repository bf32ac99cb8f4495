// Every way in which a camera can fail has its own code, its own words in both languages and a way on.
import { wholeBrowser } from '../../scripts/chromium.mjs';
import { button, expect, meter, picture, reached, test } from './helpers.js';

// A camera that nobody has allowed: headless Chromium answers the question with no.
test.use({ launchOptions: await wholeBrowser('--use-fake-device-for-media-stream') });

/** @param {import('@playwright/test').Page} page */
const codes = (page) =>
  page.addInitScript(() => {
    Object.assign(globalThis, { codes: [] });
    document.addEventListener('expression-error', ({ detail }) =>
      /** @type {any} */ (globalThis).codes.push(detail.code),
    );
  });

/** @param {import('@playwright/test').Page} page @param {string} code */
async function failsWith(page, code) {
  await button(page, 'Start the camera').click();
  await reached(page, 'error');
  expect(await page.evaluate(() => /** @type {any} */ (globalThis).codes)).toEqual([code]);
  await expect(meter(page).getByRole('alert')).toBeVisible();
  await expect(button(page, 'Try again')).toBeVisible();
  await expect(button(page, 'Choose a photo')).toBeVisible();
}

test('denied: says how to allow it, and a photo is a way on', async ({ page }) => {
  await codes(page);
  await page.goto('./?source=camera');
  await failsWith(page, 'camera-denied');
  await expect(meter(page).getByRole('alert')).toContainText('Allow it in the address bar');
  const buffer = await picture(page, { width: 300, height: 300 });
  await meter(page)
    .locator('input[type=file]')
    .setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer });
  await reached(page, 'ready');
  await expect(meter(page).getByRole('alert')).toBeHidden();
});

test('denied, then allowed: trying again works', async ({ page, context }) => {
  await codes(page);
  await page.goto('./?source=camera');
  await failsWith(page, 'camera-denied');
  await context.grantPermissions(['camera']);
  await button(page, 'Try again').click();
  await reached(page, 'running');
});

for (const [name, code, words] of [
  ['NotFoundError', 'camera-absent', 'No camera was found'],
  ['NotReadableError', 'camera-busy', 'Another program'],
  ['AbortError', 'camera-busy', 'Another program'],
  ['OverconstrainedError', 'camera-absent', 'No camera was found'],
  ['SomethingNewError', 'camera-failed', 'could not be started'],
]) {
  test(`getUserMedia's ${name} is ${code}`, async ({ page }) => {
    await codes(page);
    await page.addInitScript((name) => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('told by the test', name));
    }, name);
    await page.goto('./?source=camera');
    await failsWith(page, code);
    await expect(meter(page).getByRole('alert')).toContainText(words);
  });
}

test('an insecure page says what to do', async ({ page, baseURL }) => {
  await codes(page);
  await page.route('http://mimique.test/**', async (route) => {
    const { pathname, search } = new URL(route.request().url());
    await route.fulfill({
      response: await route.fetch({ url: new URL(`.${pathname}${search}`, baseURL).href }),
    });
  });
  await page.goto('http://mimique.test/?source=camera');
  await failsWith(page, 'camera-insecure');
  await expect(meter(page).getByRole('alert')).toContainText('https');
  await page.unrouteAll({ behavior: 'ignoreErrors' }); // the network may still be on its way
});

test('an iframe that is not given the camera says what is missing', async ({ page }) => {
  const body = `<!doctype html><iframe src="embed.html?source=camera" allow="camera 'none'"></iframe>`;
  await page.route('**/deck.html', (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto('./deck.html');
  const frame = page.frameLocator('iframe').locator('expression-meter');
  await frame.getByRole('button', { name: 'Start the camera' }).click();
  await expect(frame.getByRole('alert')).toContainText('allow="camera"');
});

test('in French, too', async ({ page }) => {
  await page.goto('./?source=camera&lang=fr');
  await button(page, 'Allumer la caméra').click();
  await expect(meter(page).getByRole('alert')).toContainText('La caméra n’a pas été autorisée');
  await expect(button(page, 'Réessayer')).toBeVisible();
});
