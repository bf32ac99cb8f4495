import { launchOptions } from '../../scripts/chromium.mjs';
import { strict } from './deck.js';
import { makeFilm, removeFilm, switches } from './fake-camera.js';
import { expect, test } from './helpers.js';
import { findings, lesson } from './lessons.js';

test.use({ launchOptions: await launchOptions(...switches), permissions: ['camera'] });
test.beforeAll(({ browser }) => makeFilm(browser));
test.afterAll(removeFilm);
test.beforeEach(strict);

test('the start page leads to the lessons in its language, and the list to each and back', async ({
  page,
}) => {
  await page.goto('./?lang=fr');
  await page.getByRole('link', { name: 'Les leçons' }).click();
  await expect(page).toHaveURL(/lessons\.html\?lang=fr$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Leçons');
  expect(await findings(page)).toEqual([]);
  await page.getByRole('link', { name: /convolution/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/La convolution/);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Leçons');
});

test('a lesson that does not exist is told, and the list shown', async ({ page }) => {
  await page.goto('./lessons.html?lang=en&lesson=__proto__');
  await expect(page.getByRole('status')).toContainText('There is no lesson “__proto__”');
  await expect(page.locator('.lesson-list a')).not.toHaveCount(0);
});

test('the answer is told once the learner has guessed, and the lesson gets its tick', async ({ page }) => {
  await lesson(page, 'lesson=convolution&lang=en');
  await expect(page.locator('.told')).toBeEmpty();
  await expect(page.locator('h1 .tick-done')).toBeHidden();
  await page.getByRole('button', { name: 'the grey of the wall' }).press('Enter');
  await expect(page.locator('.told')).toContainText('No: “0”. The kernel’s numbers add up to 0');
  await expect(page.locator('h1 .tick-done')).toBeVisible();
  await page.getByRole('link', { name: 'All lessons' }).click();
  await expect(page.getByRole('link', { name: /Convolution/ })).toContainText('done');
});

test('what is asked in vain is told, and controls are hidden by their names', async ({ page }) => {
  await lesson(page, 'lesson=convolution&lang=en&stride=7&hide=source,window');
  await expect(page.locator('.refused').first()).toContainText('stride=7');
  await expect(page.getByText('One window, step by step')).toBeHidden();
  await expect(page.locator('.source')).toBeHidden();
  await expect(page.locator('.cells input').first()).toBeVisible();
});

test('the camera feeds a lesson, is frozen and freed', async ({ page }) => {
  await lesson(page, 'lesson=convolution&lang=en');
  const tracks = () =>
    page.evaluate(() => /** @type {any} */ (document.querySelector('.source video')).srcObject?.active);
  await page.getByRole('radio', { name: 'Camera' }).press('Space');
  await expect(page).toHaveURL(/source=camera/);
  await page.getByRole('button', { name: 'Freeze' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Frozen' })).toHaveAttribute('aria-pressed', 'true');
  expect(await tracks()).toBe(true);
  await page.getByRole('link', { name: 'Français' }).click();
  await expect(page.getByRole('button', { name: 'Figée' })).toBeVisible(); // it goes on while the words change
  await page.getByRole('radio', { name: 'Exemple' }).press('Space');
  await expect.poll(tracks).toBeFalsy();
  await expect(page).not.toHaveURL(/source=camera/);
});

test('a slide that is left frees the camera', async ({ page }) => {
  await page.route('**/deck.html', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<iframe allow="camera" src="./lessons.html?lesson=convolution&lang=en&embed&source=camera"></iframe>',
    }),
  );
  await page.goto('./deck.html');
  const inside = page.frameLocator('iframe');
  await inside.getByRole('button', { name: 'Start the camera' }).click();
  await inside.getByRole('button', { name: 'Freeze' }).waitFor();
  await expect(inside.getByRole('link', { name: 'English' })).toBeHidden();
  await page.evaluate(() => document.querySelector('iframe')?.contentWindow?.postMessage('slide:stop', '*'));
  await inside.getByRole('button', { name: 'Start the camera' }).waitFor();
});

test('a photo that is none is told, and the picture before it stays', async ({ page }) => {
  await lesson(page, 'lesson=convolution&lang=en');
  const sum = await page.locator('.steps .place').textContent();
  await page
    .locator('.source input[type=file]')
    .setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await expect(page.locator('.source .message')).toContainText('could not be opened as a picture');
  await expect(page.locator('.steps .place')).toHaveText(String(sum));
});
