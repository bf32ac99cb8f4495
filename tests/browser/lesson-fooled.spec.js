import { readFileSync } from 'node:fs';
import { launchOptions } from '../../scripts/chromium.mjs';
import { strict } from './deck.js';
import { makeFilm, removeFilm, switches } from './fake-camera.js';
import { expect, test } from './helpers.js';
import { fits, lesson } from './lessons.js';

/** @typedef {import('@playwright/test').Page} Page */

test.use({ launchOptions: await launchOptions(...switches), permissions: ['camera'] });
test.beforeAll(({ browser }) => makeFilm(browser));
test.afterAll(removeFilm);
test.beforeEach(strict);

/** Opens the lesson and waits for its answer. @param {Page} page @param {string} query */
async function fooled(page, query) {
  await lesson(page, `lesson=what-fools-it&${query}`);
  await expect(page.locator('.compared .strong')).toHaveCount(2); // the row and its bar
}

/** @param {Page} page */
const change = (page) => page.locator('.compared .quiet-amount').allTextContents();
const still = ['0', '0', '0', '0', '0', '0', '0'];

test('it fits every screen in both languages, and axe finds nothing', async ({ page }) => {
  await fits(page, 'what-fools-it');
});

test('by keyboard: light changes hardly anything, a bar over the mouth does, and all is put back', async ({
  page,
}) => {
  await fooled(page, 'lang=en');
  expect(await change(page)).toEqual(still);
  const answer = page.locator('.seen > .so');
  const before = await answer.textContent();
  const light = page.getByRole('slider', { name: 'Light', exact: true });
  for (let i = 0; i < 5; i++) await light.press('ArrowLeft');
  await expect(page).toHaveURL(/light=0\.5/);
  const changed = await change(page);
  expect(changed).toHaveLength(still.length);
  for (const points of changed) expect(Math.abs(Number(points.replace('−', '-')))).toBeLessThanOrEqual(3);
  await page.getByRole('radio', { name: 'the mouth' }).press('Space');
  await expect(page).toHaveURL(/bar=mouth/);
  await expect.poll(() => change(page)).not.toEqual(still);
  await expect.poll(() => answer.textContent()).not.toBe(before);
  await page.getByRole('button', { name: 'As it was' }).press('Enter');
  await expect(answer).toHaveText(String(before));
  await expect(page).not.toHaveURL(/light|bar/);
  await expect(page.getByRole('button', { name: 'As it was' })).toBeFocused();
});

test('a link opens on the disturbance, in words of French', async ({ page }) => {
  await fooled(page, 'lang=fr&roll=60&blur=3&mirror=yes&scale=0.6');
  await expect(page.getByRole('slider', { name: 'Rotation' })).toHaveAttribute('aria-valuetext', '60°');
  await expect(page.getByRole('switch', { name: 'Miroir' })).toBeChecked();
  await expect.poll(() => change(page)).not.toEqual(still);
  await expect(page.locator('.seen > .so')).toContainText(/^Lu «\s.+\s», \d+\s%\s; avant, /);
});

test('what the address asks in vain is told, and controls are hidden by their names', async ({ page }) => {
  await fooled(page, 'lang=en&roll=900&bar=nose&hide=spread,mirror');
  await expect(page.locator('.refused[role=status]')).toHaveCount(2);
  await expect(page.getByRole('switch')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Watch 40 frames' })).toBeHidden();
  expect(await change(page)).toEqual(still);
});

test('the measured figures are those of the checkpoint’s report', async ({ page }) => {
  await fooled(page, 'lang=en');
  for (const name of ['lenet', 'lenet-tiny']) {
    const { accuracy, disturbed, n } = JSON.parse(readFileSync(`models/${name}.json`, 'utf8'));
    await page.locator('[data-control=network] select').selectOption(name);
    const one = (/** @type {number} */ share) => `${(100 * share).toFixed(1)}%`;
    const sorted = Object.values(disturbed).sort((a, b) => b - a);
    await expect(page.locator('.measured .rungs tbody td.amount')).toHaveText([accuracy, ...sorted].map(one));
    await expect(page.locator('.measured')).toContainText(n.toLocaleString('en'));
  }
  await expect(page.locator('.measured .rungs tbody th')).toHaveText([
    'as they are',
    ...['framed otherwise: ± 13% size, ± 2 px, ± 10°', 'a fifth of the light, and its noise'],
    ...['noise of 8 grey levels', 'blurred by 1 pixel', 'JPEG of quality 30', 'light from one side'],
  ]);
});

test('a face left alone has the command line’s answer, of each network', async ({ page }) => {
  const { answers } = JSON.parse(readFileSync('tests/golden/drawn.json', 'utf8'));
  await fooled(page, 'lang=en');
  await page.locator('.source input[type=file]').setInputFiles('tests/golden/drawn.png');
  for (const name of ['lenet', 'lenet5-article']) {
    await page.locator('[data-control=network] select').selectOption(name);
    const { probabilities } = answers[name];
    const labels = ['anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise', 'neutral'];
    await expect(page.locator('.compared .amount:not(.quiet-amount)')).toHaveText(
      labels.map((label) => `${Math.round(100 * probabilities[label])}%`),
    );
  }
});

test('what the bars show is in the table behind them', async ({ page }) => {
  await fooled(page, 'lang=en&bar=eyes');
  const id = String(await page.locator('.compared').getAttribute('aria-details'));
  const cells = page.locator(`#${id} tbody tr td:nth-of-type(2)`);
  const shown = await page.locator('.compared .amount:not(.quiet-amount)').allTextContents();
  await expect(cells).toHaveCount(7);
  (await cells.allTextContents()).forEach((text, i) =>
    expect(Math.round(parseFloat(text))).toBe(parseInt(shown[i])),
  );
});

test('when nothing changes the answer moves all the same; without a camera, that is said', async ({
  page,
}) => {
  await fooled(page, 'lang=en');
  await page.getByRole('button', { name: 'Watch 40 frames' }).press('Enter');
  const told = page.locator('.spread [role=status]');
  await expect(told).toContainText('No camera: 40 copies of the picture');
  await expect(page.locator('[data-figure=spread] svg')).toHaveAttribute('aria-details', /.+/);
  const [low, high] = [...String(await told.textContent()).matchAll(/([\d.]+)%/g)].map(([, n]) => Number(n));
  expect(high).toBeGreaterThan(low);
});

const swept = (/** @type {Page} */ page) => page.locator('.swept .so');

test('by keyboard: how far the answer holds follows the slider that is moved, with a table', async ({
  page,
}) => {
  await fooled(page, 'lang=en');
  await expect(swept(page)).toHaveText(/^The bar’s height: “happiness” holds up to \d+ px\.$/);
  await expect(page.locator('.swept tbody tr')).toHaveCount(17);
  await page.getByRole('slider', { name: 'Blur' }).press('End');
  await expect(page).toHaveURL(/sweep=blur/);
  await expect(swept(page)).toHaveText(/^Blur: “happiness” holds up to [\d.]+ px\.$/);
  await expect(page.locator('.swept svg')).toHaveAttribute('aria-details', /.+/);
  await expect(page.locator('.swept .upright')).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Disturbance' }).selectOption('roll');
  await expect(page.locator('.swept tbody th').first()).toHaveText('−60°');
});

test('another network holds less far', async ({ page }) => {
  await fooled(page, 'lang=fr&sweep=dy');
  await expect(swept(page)).toHaveText(/^Vers le bas\s: «\sjoie\s» tient d’un bout à l’autre\.$/);
  await page.locator('[data-control=network] select').selectOption('lenet5-article');
  await expect(swept(page)).toHaveText(/^Vers le bas\s: «\sjoie\s» tient de −\d+ px à \d+ px\.$/);
});

test('a strength that was measured is set, all others are off, and the focus stays', async ({ page }) => {
  await fooled(page, 'lang=en&roll=30');
  const low = page.getByRole('button', { name: 'low light' });
  await low.press('Enter');
  await expect(page).toHaveURL(/light=0\.2/);
  await expect(page).not.toHaveURL(/roll/);
  await expect(page.getByRole('slider', { name: 'Light', exact: true })).toHaveValue('0.2');
  await expect(page.getByRole('slider', { name: 'Noise' })).toHaveValue('1.5');
  await expect(low).toBeFocused();
});

test('the points that networks lose are those of the printed figures', async ({ page }) => {
  await fooled(page, 'lang=en');
  for (const [row, under] of [
    ['blur', 'blur (Gaussian, 1 pixel)'],
    ['framed otherwise', 'crop noise (size ± 13 %, shift ± 2 pixels, roll ± 10°)'],
  ]) {
    const lost = page.getByRole('table', { name: 'Points of accuracy lost' }).getByRole('row', { name: row });
    await expect(lost.getByRole('cell')).toHaveText(
      ['lenet', 'lenet5-article', 'lenet-tiny'].map((name) => {
        const { accuracy, disturbed } = JSON.parse(readFileSync(`models/${name}.json`, 'utf8'));
        const [all, left] = [accuracy, disturbed[under]].map((share) => Number((100 * share).toFixed(1)));
        return (all - left).toFixed(1);
      }),
    );
  }
});

test('on a phone the face stays in sight while a slider is moved', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await fooled(page, 'lang=fr');
  const slider = page.getByRole('slider', { name: 'Bruit' });
  await slider.scrollIntoViewIfNeeded();
  await slider.press('End');
  await expect(page.locator('.seen > .so')).toBeInViewport();
  await expect(page.locator('.seen figure').last()).toBeInViewport();
});

test('frames of a camera are watched as they come, and leaving the slide frees it', async ({ page }) => {
  await page.route('**/deck.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<iframe allow="camera" src="./lessons.html?lesson=what-fools-it&lang=en&embed&source=camera"></iframe>',
    }),
  );
  await page.goto('./deck.html');
  const inside = page.frameLocator('iframe');
  await inside.getByRole('button', { name: 'Start the camera' }).press('Enter');
  await inside.getByRole('button', { name: 'Freeze' }).waitFor();
  await inside.getByRole('button', { name: 'Watch 40 frames' }).press('Enter');
  await expect(inside.locator('.spread [role=status]')).toContainText('In 40 frames of the camera');
  await expect(inside.locator('.swept .so')).not.toBeEmpty();
  await page.evaluate(() => document.querySelector('iframe')?.contentWindow?.postMessage('slide:stop', '*'));
  await inside.getByRole('button', { name: 'Start the camera' }).waitFor();
  expect(
    await inside
      .locator('.source video')
      .evaluate((video) => /** @type {HTMLVideoElement} */ (video).srcObject),
  ).toBeNull();
});
