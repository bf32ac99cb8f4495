import { strict } from './deck.js';
import { expect, test } from './helpers.js';
import { fits, lesson } from './lessons.js';

test.beforeEach(strict);

/** @param {import('@playwright/test').Page} page */
const numbers = async (page) => {
  const of = (/** @type {string} */ kind) =>
    page
      .locator(`.small.${kind} td`)
      .allTextContents()
      .then((texts) => texts.map((text) => Number(text.replace('−', '-').replace(',', '.'))));
  const [pixels, laid, products] = await Promise.all(['pixels', 'laid', 'products'].map(of));
  const sum = Number((await page.locator('.total').innerText()).replace('−', '-').replace(/,(?=\d{3})/, ''));
  return { pixels, laid, products, sum };
};

test('it fits every screen in both languages, and axe finds nothing', async ({ page }) => {
  await fits(page, 'convolution');
});

test('by keyboard: the window steps, its terms add up, the turn and the address follow', async ({ page }) => {
  await lesson(page, 'lesson=convolution&lang=en');
  const board = page.locator('.board').first();
  await board.focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
  await expect(page.locator('.steps .place')).toContainText('column 21, row 18');
  await expect(page).toHaveURL(/x=20.*y=17|y=17.*x=20/);
  const before = await numbers(page);
  expect(before.laid).toEqual([1, 0, -1, 2, 0, -2, 1, 0, -1]);
  expect(before.products).toEqual(before.pixels.map((pixel, i) => pixel * before.laid[i] + 0));
  expect(before.products.reduce((a, b) => a + b)).toBe(before.sum);
  await page.getByRole('radio', { name: 'as it is: correlation' }).press('Space');
  await expect(page).toHaveURL(/flip=correlation/);
  const after = await numbers(page);
  expect(after.sum).toBe(-before.sum);
  await page.getByRole('button', { name: 'Step back' }).press('Enter');
  await expect(page.locator('.steps .place')).toContainText('column 20, row 18');
});

test('a cell changes the map; what is no number is told and changes nothing', async ({ page }) => {
  await lesson(page, 'lesson=convolution&lang=fr');
  const cell = page.getByRole('textbox', { name: 'ligne 2, colonne 2' });
  await cell.fill('0,5');
  await expect(page).toHaveURL(/kernel=-1\+0\+1\+-2\+0\.5/);
  await expect(page.locator('.small.laid td').nth(4)).toHaveText('0,5');
  await expect(page.locator('.preset select')).toHaveValue('own');
  await cell.fill('abc');
  await expect(page.getByRole('alert')).toContainText('« abc » n’est pas un nombre accepté');
  await expect(page.locator('.small.laid td').nth(4)).toHaveText('0,5');
  await cell.blur();
  await expect(cell).toHaveValue('0.5');
});

test('padding, stride and size give the size of the map', async ({ page }) => {
  await lesson(page, 'lesson=convolution&lang=en&padding=2&stride=2');
  await page.getByRole('radio', { name: '5 × 5' }).press('Space');
  await expect(page.getByText('Output:')).toContainText('= 24, so 24 × 24');
  const output = page.locator('.board.still canvas');
  await expect
    .poll(() => output.evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).width))
    .toBe(24);
  await expect(page.locator('.small.laid td')).toHaveCount(25);
});

test('a learned kernel comes into the same cells', async ({ page }) => {
  await lesson(page, 'lesson=convolution&lang=en');
  await page.locator('.preset select').selectOption('learnedArticle-1');
  await expect(page.locator('.cells input')).toHaveCount(25);
  await expect(page.locator('.preset select')).toHaveValue('learnedArticle-1');
});
