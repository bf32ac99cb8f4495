import { readFileSync } from 'node:fs';
import { strict } from './deck.js';
import { expect, test } from './helpers.js';

/** @typedef {import('@playwright/test').Page} Page */

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });
test.beforeEach(strict);

/** @param {Page} page */
async function opened(page, lang = 'en') {
  await page.goto(`./www/course/snippets.html?lang=${lang}`);
  await page.locator('[data-export=still]:enabled').waitFor();
}

/** @param {Page} page @param {string} name */
const snippet = (page, name) => page.locator(`[data-snippet=${name}]`);

/** @param {Page} page */
const preview = (page) => page.frameLocator('.preview').locator('expression-meter');

test('each snippet is copied as it stands, with addresses for where the site stands', async ({ page }) => {
  await opened(page);
  const site = new URL('./', page.url().replace('www/course/snippets.html', '')).origin;
  const address = `${site}/embed.html?source=sample&lang=en`;
  const copies = page.getByRole('button', { name: 'Copy' });
  const copied = [];
  for (let i = await copies.count(); i > 0; i--) {
    await copies.first().click(); // it is called "Copied" then
    copied.push(await page.evaluate(() => navigator.clipboard.readText()));
  }
  expect(copied).toHaveLength(4);
  expect(copied[0]).toContain(`<iframe data-src="${address}&size=1.15"`);
  expect(copied[0]).toContain('allow="camera"');
  expect(copied[1]).toMatch(/^<iframe v-if="\$nav\.currentPage === \$page && \$renderContext === 'slide'"/);
  expect(copied[2]).toContain(`<iframe src="${address}"`);
  expect(copied[3]).toContain('<expression-meter source="sample" lang="en" controls></expression-meter>');
  await expect(page.getByRole('status')).toHaveText('Copied');
});

test('what is chosen stands in the snippets and in the preview', async ({ page }) => {
  await opened(page);
  const form = page.locator('.builder');
  await page.getByLabel('3 groups').check();
  await form.getByLabel('français').check();
  await page.getByLabel('dark').check();
  await form.getByLabel('labels').uncheck();
  const controls = 'source,answer,stop,switch,mirror,faces,model';
  await expect(snippet(page, 'reveal')).toContainText(
    `embed.html?source=sample&classes=3&lang=fr&theme=dark&controls=${controls}&size=1.15"`,
  );
  await expect(snippet(page, 'tag')).toContainText(
    `<expression-meter source="sample" classes="3" lang="fr" controls="${controls}">`,
  );
  await expect(preview(page).getByRole('meter', { name: 'positif' })).toBeVisible();
  await expect(page.getByLabel('the camera starts by itself')).toBeHidden();
  for (const name of ['sources', 'answers', 'the camera’s', 'all faces', 'about the model'])
    await form.getByLabel(name).uncheck();
  await form.locator('[value=camera]').check();
  await page.getByLabel('the camera starts by itself').check();
  await expect(snippet(page, 'iframe')).toContainText(
    'source=camera&classes=3&lang=fr&theme=dark&controls=false&autostart"',
  );
});

test('the widget follows the page’s language until it is given one', async ({ page }) => {
  await opened(page, 'fr');
  await expect(page).toHaveTitle(/^Dans vos diapositives/);
  await expect(snippet(page, 'iframe')).toContainText('lang=fr');
  await page.getByRole('link', { name: 'English' }).click();
  await expect(snippet(page, 'iframe')).toContainText('lang=en');
  await page.getByLabel('the visitor’s').first().check();
  await expect(snippet(page, 'iframe')).not.toContainText('lang=');
});

test('a picture of the widget is saved as a PNG', async ({ page }) => {
  await opened(page);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Picture (PNG)' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('mimique.png');
  const file = readFileSync(await download.path());
  expect(file.subarray(1, 4).toString()).toBe('PNG');
  expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([1920, 1080]);
  await expect(page.getByRole('img', { name: 'The widget with its bars' })).toBeVisible();
  // The notice, at the foot, is drawn: its line is not empty paper.
  const inked = await page.locator('.made img').evaluate(async (image) => {
    await /** @type {HTMLImageElement} */ (image).decode();
    const context = new OffscreenCanvas(1700, 45).getContext('2d');
    context?.drawImage(/** @type {HTMLImageElement} */ (image), -84, -925);
    const data = context?.getImageData(0, 0, 900, 45).data ?? [];
    return data.filter((value, i) => i % 4 === 0 && value < 150).length;
  });
  expect(inked).toBeGreaterThan(1000);
});

test('a short film of the widget is saved in a format that this browser records', async ({ page }) => {
  await opened(page);
  const recorded = await page.evaluate(() => typeof MediaRecorder !== 'undefined');
  test.skip(!recorded, 'this browser records nothing');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Film, 6 seconds' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^mimique\.(mp4|webm)$/);
  expect(readFileSync(await download.path()).length).toBeGreaterThan(5000);
  const video = page.locator('.made video');
  await expect(video).toHaveJSProperty('loop', true);
  await expect
    .poll(() => video.evaluate((video) => /** @type {HTMLVideoElement} */ (video).videoWidth))
    .toBe(1280);
});

for (const width of [1920, 1280, 390]) {
  test(`the snippets fit a screen ${width} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const lang of ['en', 'fr']) {
      await opened(page, lang);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });
}
