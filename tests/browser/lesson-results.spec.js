import { readFileSync } from 'node:fs';
import { strict } from './deck.js';
import { expect, test } from './helpers.js';
import { fits, lesson } from './lessons.js';

test.describe.configure({ timeout: 60_000 });
test.beforeEach(strict);

const report = (/** @type {string} */ name) => JSON.parse(readFileSync(`models/${name}.json`, 'utf8'));
const one = (/** @type {number} */ share) => `${(100 * share).toFixed(1)}%`;

test('it fits every screen in both languages, and axe finds nothing', async ({ page }) => {
  test.slow();
  await fits(page, 'results');
});

test('its figures are those of the reports', async ({ page }) => {
  const [page7, article] = ['lenet', 'lenet5-article'].map(report);
  await lesson(page, 'lesson=results&lang=en&second=lenet5-article');
  const row = (/** @type {string} */ name) => page.getByRole('row', { name });
  await expect(row('the page’s network').first()).toContainText(one(page7.accuracy));
  await expect(row('LeNet-5, as in the article').first()).toContainText(one(article.accuracy));
  await expect(row('always “happiness”')).toContainText(one(page7.per_class.happiness.support / page7.n));
  const cells = await page
    .getByRole('table', { name: 'Confusion matrix of LeNet-5, as in the article' })
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent))),
    );
  expect(cells).toEqual(article.confusion);
  for (const measure of ['recall', 'precision']) {
    await page.getByRole('radio', { name: `${measure}:` }).press('Space');
    const shown = page.locator('[data-control=classes] .rungs').first().locator('tbody td.amount');
    await expect(shown).toHaveText(
      page7.labels.map((/** @type {string} */ label) => one(page7.per_class[label][measure])),
    );
  }
});

test('the answer of the question is that of the report', () => {
  const { accuracy, per_class: perClass } = report('lenet5-article');
  expect(Math.round(100 * accuracy)).toBe(56);
  expect(perClass.disgust.support).toBe(56);
  expect(Math.abs(perClass.disgust.recall - 0.2)).toBeLessThan(0.05);
});

test('cells show shares, and say what they hold by keyboard', async ({ page }) => {
  const { confusion } = report('lenet');
  await lesson(page, 'lesson=results&lang=en&show=columns');
  const sum = confusion.reduce((/** @type {number} */ all, /** @type {number[]} */ row) => all + row[3], 0);
  const cell = page.locator('.confusion tbody td').nth(3 * 7 + 3);
  await expect(cell).toHaveText(`${Math.round((100 * confusion[3][3]) / sum)}%`);
  await page.locator('.confusion tbody td').first().focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown'])
    await page.keyboard.press(key);
  await expect(page.locator('.sentence')).toContainText(
    `${confusion[3][3]} of ${sum} pictures read as happiness are labelled happiness`,
  );
});
