// A control that goes when it is pressed leaves the focus on the next one that makes sense, never on the page's body.
import { alone, playCamera } from './alone.js';
import { button, expect, meter, reached, test } from './helpers.js';

/** What has the focus inside the element, by its words; `body` when it fell out. @param {import('@playwright/test').Page} page */
const focused = (page) =>
  page.evaluate(() => {
    const inside = document.activeElement?.shadowRoot?.activeElement;
    return inside
      ? inside.className === 'stage'
        ? 'stage'
        : inside.textContent
      : document.activeElement?.localName;
  });

/** @param {import('@playwright/test').Page} page @param {string} name */
async function press(page, name) {
  await button(page, name).focus();
  await page.keyboard.press('Enter');
}

test('Start leads to Stop, Stop to Start', async ({ page }) => {
  await playCamera(page);
  await alone(page, { source: 'camera', controls: '' });
  await press(page, 'Start the camera');
  expect(await focused(page)).toBe('stage'); // until the camera is there
  await reached(page, 'running');
  expect(await focused(page)).toBe('Stop');
  await page.keyboard.press('Enter');
  await reached(page, 'idle');
  expect(await focused(page)).toBe('Start the camera');
  await expect(meter(page).locator('.stage')).not.toHaveAttribute('tabindex'); // only as long as it had the focus
});

test('Start without a button to stop leaves the focus on the stage', async ({ page }) => {
  await playCamera(page);
  await alone(page, { source: 'camera' });
  await press(page, 'Start the camera');
  await reached(page, 'running');
  expect(await focused(page)).toBe('stage');
});

test('Try again leads to Try again while it fails, and then to what is shown', async ({ page }) => {
  await playCamera(page);
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const real = mediaDevices.getUserMedia;
    let times = 0;
    mediaDevices.getUserMedia = (options) =>
      times++ < 2
        ? Promise.reject(new DOMException('told by the test', 'NotReadableError'))
        : real.call(mediaDevices, options);
  });
  await alone(page, { source: 'camera', controls: '' });
  await press(page, 'Start the camera');
  await reached(page, 'error');
  expect(await focused(page)).toBe('Try again');
  const again = page.evaluate(
    () => new Promise((resolve) => document.addEventListener('expression-error', () => resolve(null))),
  );
  await page.keyboard.press('Enter');
  await again;
  await reached(page, 'error');
  expect(await focused(page)).toBe('Try again');
  await page.keyboard.press('Enter');
  await reached(page, 'running');
  expect(await focused(page)).toBe('Stop');
});

test('Close leads to the button that opened the panel', async ({ page }) => {
  await alone(page, { controls: '' });
  await reached(page, 'ready');
  await press(page, 'About the model');
  await press(page, 'Close');
  await expect(meter(page).locator('.model')).toBeHidden();
  await expect(button(page, 'About the model')).toBeFocused();
});

test('a focus elsewhere in the page is left where it is', async ({ page }) => {
  await playCamera(page);
  await alone(page, { source: 'camera', controls: '' });
  await page.evaluate(() => document.body.append(document.createElement('input')));
  await page.locator('input:not([type=file])').focus();
  await meter(page).evaluate((element) => /** @type {any} */ (element).start());
  await reached(page, 'running');
  await meter(page).evaluate((element) => /** @type {any} */ (element).stop());
  expect(await focused(page)).toBe('input');
});

test('buttons that open something say whether it is open', async ({ page }) => {
  await alone(page, { controls: '' });
  await reached(page, 'ready');
  const about = button(page, 'About the model');
  await expect(about).toHaveAttribute('aria-expanded', 'false');
  await about.click();
  await expect(about).toHaveAttribute('aria-expanded', 'true');
  await about.click();
  await expect(about).toHaveAttribute('aria-expanded', 'false');
  const two = await meter(page).evaluate(async (element) => {
    const image = await createImageBitmap(await (await fetch('/source/www/sample.jpg')).blob());
    const canvas = new OffscreenCanvas(600, 300);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0, 300, 300);
    context?.drawImage(image, 300, 0, 300, 300);
    return (await /** @type {any} */ (element).classify(await createImageBitmap(canvas))).faces;
  });
  expect(two).toBe(2);
  const faces = button(page, 'All 2 faces');
  await expect(faces).toHaveAttribute('aria-expanded', 'false');
  await faces.click();
  await expect(faces).toHaveAttribute('aria-expanded', 'true');
  await expect(meter(page).locator('.card')).toHaveCount(2);
  await faces.click();
  await expect(faces).toHaveAttribute('aria-expanded', 'false');
});
