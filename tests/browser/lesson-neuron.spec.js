import { strict } from './deck.js';
import { expect, test } from './helpers.js';
import { fits } from './lessons.js';

test.beforeEach(strict);

/** @typedef {import('@playwright/test').Page} Page */

const XOR = '-6.-6.0_-6.6.1_6.-6.1_6.6.0';
const ON_A_LINE = '-6.0.0_6.0.1';

/** A number as the lesson prints it. @param {string} text */
const number = (text) => Number(text.replaceAll('−', '-').replaceAll(',', '.').replace(/[()]/g, ''));

/** @param {Page} page @param {string} query */
const open = async (page, query) => {
  await page.goto(`./lessons.html?lesson=neuron&${query}`);
  await expect(page.locator('.plane svg')).toBeVisible();
};

/** The cells of the written sum, row by row. @param {Page} page */
const sums = (page) =>
  page
    .locator('.sum-table tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? '')),
    );

test('it fits every screen in both languages, and axe finds nothing', async ({ page }) => {
  await fits(page, 'neuron');
});

for (const [lang, activation] of [
  ['en', 'step'],
  ['fr', 'sigmoid'],
]) {
  test(`what is printed of a sum and of a change adds up: ${activation}`, async ({ page }) => {
    await open(page, `lang=${lang}&activation=${activation}&w0=0.313&w1=-0.527&w2=0.871`);
    const rows = await sums(page);
    const products = rows.slice(0, 3).map(([text]) => number(text.split('=').at(-1) ?? ''));
    expect(products.reduce((a, b) => a + b)).toBeCloseTo(number(rows[3][0]), 9);
    const weights = [0.313, -0.527, 0.871];
    rows.slice(0, 3).forEach(([, change, afterwards], i) => {
      expect(weights[i] + number(change.split(/[=≈]/)[1])).toBeCloseTo(number(afterwards), 9);
    });
    await page.locator('[data-control=take]').press('Enter');
    await expect(page).toHaveURL(new RegExp(`w0=${String(number(rows[0][2])).replace('.', '\\.')}`));
  });
}

test('by keyboard: a point is chosen, moved, removed, added, and the address follows', async ({ page }) => {
  await open(page, `lang=en&points=${ON_A_LINE}`);
  const points = page.locator('.plane [role=button]');
  await expect(points).toHaveCount(2);
  await points.first().press('Enter');
  await expect(points.first()).toHaveAttribute('aria-pressed', 'true');
  await points.first().press('ArrowUp');
  await expect(page).toHaveURL(/points=-6\.1\.0_6\.0\.1/);
  await expect(points.first()).toHaveAttribute('aria-label', /point 1 at −0.6, 0.1, target 0/);
  await points.first().press('Delete');
  await expect(points).toHaveCount(1);
  await expect(points.first()).toBeFocused();
  await page.getByRole('slider', { name: 'x₁' }).fill('0.3');
  await page.getByRole('button', { name: 'Square at the input' }).press('Enter');
  await expect(points).toHaveCount(2);
  await expect(page).toHaveURL(/points=6\.0\.1_3\.1\.0/);
});

test('by pointer: a press adds a point or moves the input, a drag moves a point', async ({ page }) => {
  await open(page, `lang=fr&points=${ON_A_LINE}&tool=circle`);
  const plane = page.locator('.plane svg');
  /** A place of the plane, on the screen. @param {number} x @param {number} y @returns {Promise<[number, number]>} */
  const at = async (x, y) => {
    await plane.scrollIntoViewIfNeeded();
    const box = await plane.boundingBox();
    if (!box) throw new Error('the plane is not shown');
    return [box.x + ((x + 1) / 2) * box.width, box.y + ((1 - y) / 2) * box.height];
  };
  await page.mouse.click(...(await at(0.2, -0.5)));
  await expect(page).toHaveURL(/points=-6\.0\.0_6\.0\.1_2\.-5\.1/);
  await page.mouse.move(...(await at(0.2, -0.5)));
  await page.mouse.down();
  await page.mouse.move(...(await at(0.5, 0.5)), { steps: 3 });
  await page.mouse.up();
  await page.mouse.move(...(await at(0, 0)));
  await expect(page).toHaveURL(/points=-6\.0\.0_6\.0\.1_5\.5\.1/);
  await page.getByRole('radio', { name: 'déplace l’entrée' }).press('Space');
  await page.mouse.click(...(await at(-0.3, 0.7)));
  await expect(page).toHaveURL(/x1=-0\.3.*x2=0\.7/);
});

test('the perceptron learns what a line can do; XOR takes a layer, which learns by gradient descent', async ({
  page,
}) => {
  await open(page, 'lang=en');
  const told = page.locator('.told-learning');
  const epoch = page.getByRole('button', { name: 'One epoch' });
  await expect(told).toContainText('5 of 10 points');
  for (let i = 1; i <= 10; i++) await epoch.press('Enter');
  await expect(told).toContainText('10 of 10 points on their side; mean loss 0; epoch 10');
  await page.locator('[data-control=points] select').selectOption('xor');
  for (let i = 1; i <= 10; i++) await epoch.press('Enter');
  await expect(told).not.toContainText('4 of 4');
  await page.getByRole('radio', { name: '2 + 1 neurons' }).press('Space');
  await page.getByRole('radio', { name: 'sigmoid' }).press('Space');
  await expect(page).toHaveURL(/net=two/);
  await page.getByRole('button', { name: 'Go on' }).press('Enter');
  await expect(told).toContainText('4 of 4 points on their side');
  await page.getByRole('button', { name: 'Stop' }).press('Enter');
  const drawn = page.locator('[data-figure=loss] svg');
  await expect(drawn).toHaveAttribute('aria-details', /.+/);
});

test('every node holds its data and its gradient, and a table stands behind', async ({ page }) => {
  await open(page, 'lang=en&activation=sigmoid&w0=0&w1=0&w2=0');
  const table = page.locator('[data-figure=neuron] table');
  const row = (/** @type {string} */ name) =>
    table
      .locator('tr', { has: page.locator(`th:text-is("${name}")`) })
      .locator('td')
      .allTextContents();
  await page.locator('[data-figure=neuron] summary').press('Enter');
  expect(await row('Σ')).toEqual(['0', '0.5']); // y − target = 0.5 − 0
  expect(await row('y')).toEqual(['0.5', '2']); // 1 / (1 − y)
  expect(await row('w₁')).toEqual(['0', '−0.35']); // 0.5 × −0.7
});

test('what the address asks in vain is told; a step has no gradient for a layer', async ({ page }) => {
  await open(page, `lang=fr&points=9.9&w1=1e9&net=four&activation=step&x1=${'7'.repeat(60)}`);
  const refused = page.locator('.refused[role=status]');
  await expect(refused).toHaveCount(3);
  await expect(refused.filter({ hasText: 'points=9.9' })).toHaveCount(1);
  await expect(page.locator('.plane [role=button]')).toHaveCount(10);
  await expect(page.getByText('il n’y a aucun gradient à suivre')).toBeVisible();
});

test('a link leads back to the points, and a plane without points or with too many says so', async ({
  page,
}) => {
  await open(page, `lang=en&points=${XOR}`);
  await expect(page.locator('[data-control=points] select')).toHaveValue('xor');
  const remove = page.getByRole('button', { name: 'Remove the point' });
  for (let i = 0; i < 4; i++) await remove.press('Enter');
  await page.getByRole('button', { name: 'One epoch' }).press('Enter');
  await expect(page.getByRole('alert')).toContainText('no point to learn from');
  const forty = Array.from({ length: 40 }, (_, i) => `${(i % 20) - 9}.${Math.floor(i / 20)}.1`).join('_');
  await open(page, `lang=en&points=${forty.replace(/10\.(\d)/g, '10.$1')}&x2=0.7`);
  await page.getByRole('button', { name: 'Circle at the input' }).press('Enter');
  await expect(page.getByRole('alert')).toContainText('There are 40 points');
});
