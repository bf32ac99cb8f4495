import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { HEADER, file, give, row } from './datasets.js';
import { strict } from './deck.js';
import { expect, test } from './helpers.js';
import { findings, fits, lesson } from './lessons.js';

test.beforeEach(strict);

const report = (/** @type {string} */ name) => JSON.parse(readFileSync(`models/${name}.json`, 'utf8'));
const one = (/** @type {number} */ share) => `${(100 * share).toFixed(1)}%`;

test('it fits every screen in both languages, and axe finds nothing', async ({ page }) => {
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

const golden = () => JSON.parse(readFileSync('tests/golden/drawn.json', 'utf8'));
const message = (/** @type {import('@playwright/test').Page} */ page) => page.locator('.own > .message');

/** The counts of a matrix. @param {import('@playwright/test').Page} page @param {string} name */
const countsOf = (page, name) =>
  page
    .getByRole('table', { name: `Confusion matrix of ${name}`, exact: true })
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent))),
    );

/** Drops the drawn faces and has the chosen networks read their training split. @param {import('@playwright/test').Page} page */
async function evaluateDrawn(page) {
  await page.locator('.data-source input[type=file]').first().setInputFiles('tests/golden/drawn.csv.gz');
  await page.getByRole('radio', { name: 'Training' }).press('Space');
  await page.getByRole('button', { name: /^Evaluate/ }).press('Enter');
  await expect(message(page)).toContainText('Right, of 42 pictures (Training)');
}

test('networks evaluated here have the command line’s figures, and McNemar’s test too', async ({ page }) => {
  const { evaluations, compared } = golden();
  await lesson(page, 'lesson=results&lang=en&second=lenet5-article');
  await expect(page.locator('[data-control=compare]')).toContainText(
    'needs the answer of both to every picture',
  );
  await evaluateDrawn(page);
  await expect(page).toHaveURL(/on=own/);
  await expect(page.getByRole('button', { name: /^Evaluate/ })).toBeFocused();
  for (const [name, title] of [
    ['lenet', 'the page’s network'],
    ['lenet5-article', 'LeNet-5, as in the article'],
  ]) {
    const { accuracy, confusion, ece } = evaluations[name];
    await expect(message(page)).toContainText(`${title} ${one(accuracy)}`);
    expect(await countsOf(page, title)).toEqual(confusion);
    await expect(page.getByRole('img', { name: `Reliability of ${title}` })).toHaveAttribute(
      'aria-label',
      new RegExp(`${one(ece)} apart`),
    );
  }
  for (const measure of ['recall', 'precision']) {
    await page.getByRole('radio', { name: `${measure}:` }).press('Space');
    const { labels, per_class: perClass } = evaluations.lenet;
    await expect(page.locator('[data-control=classes] .rungs').first().locator('tbody td.amount')).toHaveText(
      labels.map((/** @type {string} */ label) => one(perClass[label][measure])),
    );
  }
  await expect(page.locator('.mcnemar .differs')).toHaveText([
    String(compared.only_first),
    String(compared.only_second),
  ]);
  await expect(page.locator('.judged')).toContainText(`p = ${compared.p.toFixed(4)}, more than chance`);
  expect(await findings(page)).toEqual([]);
});

test('against the votes on dropped data, the figures are those of evaluate --votes', async ({ page }) => {
  const { votes } = golden();
  await lesson(page, 'lesson=results&lang=en&second=lenet5-article-3');
  await give(page, file('drawn-votes.csv', readFileSync('tests/golden/drawn-votes.csv')));
  const told = page.locator('.data-source .message');
  await expect(told).toContainText('the pictures that they are on are not here yet');
  const names = ['tests/golden/drawn.csv.gz', 'tests/golden/drawn-votes.csv'];
  await page.locator('.data-source input[type=file]').first().setInputFiles(names);
  await expect(told).toContainText('With people’s votes on each.');
  await page.getByRole('radio', { name: 'Training' }).press('Space');
  await page.getByRole('button', { name: /^Evaluate/ }).press('Enter');
  await expect(message(page)).toContainText(`Of ${votes.lenet.n} pictures with a majority of votes`);
  await page.getByRole('radio', { name: 'what most of ten people say' }).press('Space');
  await expect(page).toHaveURL(/truth=majority/);
  const three = (/** @type {number} */ share) => share.toFixed(3);
  for (const [name, title] of [
    ['lenet', 'the page’s network'],
    ['lenet5-article-3', 'LeNet-5, three groups'],
  ]) {
    const { accuracy, confusion, ece, n, voted, share_error: error, cross_entropy: entropy } = votes[name];
    await expect(message(page)).toContainText(`${title} ${one(accuracy)}`);
    expect(await countsOf(page, title)).toEqual(confusion);
    await expect(page.locator('[data-control=known]')).toContainText(
      `${title}: ${n} such pictures of ${voted} with votes; its shares are off by ${three(error)} on average, ` +
        `their cross-entropy is ${three(entropy)}.`,
    );
    await expect(page.getByRole('img', { name: `Reliability of ${title}` })).toHaveAttribute(
      'aria-label',
      new RegExp(`${one(ece)} apart`),
    );
  }
  const { labels, per_class: perClass } = votes.lenet;
  await expect(page.locator('[data-control=classes] .rungs').first().locator('tbody td.amount')).toHaveText(
    labels.map((/** @type {string} */ label) => one(perClass[label].recall)),
  );
});

test('a network of three groups is scored on the groups of seven labels', async ({ page }) => {
  const { evaluations } = golden();
  await lesson(page, 'lesson=results&lang=en&first=lenet5-article-3');
  await evaluateDrawn(page);
  const { accuracy, confusion } = evaluations['lenet5-article-3'];
  await expect(message(page)).toContainText(one(accuracy));
  expect(await countsOf(page, 'LeNet-5, three groups')).toEqual(confusion);
});

test('by keyboard: a cell shows its pictures, of dropped data alone', async ({ page }) => {
  const { confusion } = golden().evaluations.lenet;
  await lesson(page, 'lesson=results&lang=en');
  const cell = () => page.locator('.confusion tbody td').first();
  await cell().press('Enter');
  await expect(page.locator('.cell')).toContainText('FER2013’s pictures are not shipped');
  await evaluateDrawn(page);
  await cell().focus();
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter'])
    await page.keyboard.press(key);
  await expect(page.locator('.cell')).toContainText(`${confusion[2][3]} labelled fear and read as happiness`);
  await expect(page.locator('.cell canvas')).toHaveCount(confusion[2][3]);
});

test('sorted by recall, the best found class comes first', async ({ page }) => {
  const { labels, per_class: perClass } = report('lenet');
  await lesson(page, 'lesson=results&lang=en&order=sorted');
  const sorted = labels.toSorted(
    (/** @type {string} */ a, /** @type {string} */ b) => perClass[b].recall - perClass[a].recall,
  );
  await expect(page.locator('.confusion tbody th')).toHaveText(sorted);
});

test('a checkpoint of one’s own is evaluated; what is none is told, and nothing is lost', async ({
  page,
}) => {
  const { evaluations } = golden();
  await lesson(page, 'lesson=results&lang=en');
  const input = page.locator('[data-control=yours] input');
  await input.setInputFiles('tests/golden/drawn.png');
  await expect(message(page)).not.toHaveText('');
  await expect(page.locator('.confusion')).toBeVisible();
  await input.setInputFiles('models/lenet5-article.safetensors');
  await expect(page.locator('.refused')).toContainText('A checkpoint of your own has no report');
  await evaluateDrawn(page);
  expect(await countsOf(page, 'lenet5-article.safetensors')).toEqual(evaluations['lenet5-article'].confusion);
});

test('an evaluation is cancelled, and what was shown stays', async ({ page }) => {
  await lesson(page, 'lesson=results&lang=en');
  const rows = Array.from({ length: 400 }, (_, i) => row(i % 7, i % 256));
  await give(page, file('many.csv', HEADER + rows.join('')));
  await page.getByRole('button', { name: /^Evaluate/ }).press('Enter');
  await expect(page.getByRole('progressbar', { name: 'Evaluating' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(message(page)).toHaveText('Cancelled: what was shown stays.');
  await expect(page.getByRole('button', { name: /^Evaluate/ })).toBeVisible();
  expect(await countsOf(page, 'the page’s network')).toEqual(report('lenet').confusion);
});

test('labels that no network tells are told', async ({ page }) => {
  await lesson(page, 'lesson=results&lang=en');
  const png = new Uint8Array(readFileSync('tests/golden/drawn.png'));
  await give(page, file('zoo.zip', zipSync({ 'cat/1.png': png, 'dog/2.png': png })));
  await page.getByRole('button', { name: /^Evaluate/ }).press('Enter');
  await expect(message(page)).toContainText('The data’s labels are cat, dog, the network’s are anger');
});
