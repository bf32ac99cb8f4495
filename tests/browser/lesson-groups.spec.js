import { readFileSync } from 'node:fs';
import { launchOptions } from '../../scripts/chromium.mjs';
import { strict } from './deck.js';
import { makeFilm, removeFilm, switches } from './fake-camera.js';
import { expect, test } from './helpers.js';
import { fits, lesson } from './lessons.js';

test.use({ launchOptions: await launchOptions(...switches), permissions: ['camera'] });
test.beforeAll(({ browser }) => makeFilm(browser));
test.afterAll(removeFilm);
test.beforeEach(strict);

/** @typedef {import('@playwright/test').Page} Page */
const QUERY = 'lesson=seven-or-three&lang=en';
const json = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));
const report = (/** @type {string} */ name) => json(`models/${name}.json`);
const one = (/** @type {number} */ share) => `${(100 * share).toFixed(1)}%`;
const whole = (/** @type {number} */ share) => `${Math.round(100 * share)}%`;
const sum = (/** @type {number[]} */ values) => values.reduce((a, b) => a + b, 0);
const largest = (/** @type {any} */ { confusion, n }) => Math.max(...confusion.map(sum)) / n;

/** The bars under a heading, by name. @param {Page} page @param {string} panel @param {string} heading @returns {Promise<Record<string, string>>} */
const bars = (page, panel, heading) =>
  page
    .locator(`.${panel} .beside > div`)
    .filter({ has: page.getByRole('heading', { name: heading, exact: true }) })
    .locator('.bars li')
    .evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [
          row.querySelector('.name')?.textContent,
          row.querySelector('.amount')?.textContent,
        ]),
      ),
    );

test('it fits every screen in both languages, and axe finds nothing', async ({ page }) => {
  await fits(page, 'seven-or-three');
});

test('one face has the command line’s answers: seven, summed, three, and ten people’s', async ({ page }) => {
  const { answers } = json('tests/golden/drawn.json');
  await lesson(page, QUERY);
  await expect(page.locator('.face .bars')).toHaveCount(3);
  await page.locator('.source input[type=file]').setInputFiles('tests/golden/drawn.png');
  const seven = answers['lenet5-article'].probabilities;
  const shown = (/** @type {Record<string, number>} */ of) =>
    Object.fromEntries(Object.entries(of).map(([label, share]) => [label, whole(share)]));
  await expect.poll(() => bars(page, 'face', 'Seven classes')).toEqual(shown(seven));
  expect(await bars(page, 'face', 'The seven, summed into three')).toEqual(
    shown({
      positive: seven.happiness,
      negative: seven.anger + seven.disgust + seven.fear + seven.sadness,
      neutral: seven.surprise + seven.neutral,
    }),
  );
  expect(await bars(page, 'face', 'A network trained on three')).toEqual(
    shown(answers['lenet5-article-3'].probabilities),
  );
  expect(await bars(page, 'votes', 'One label, as in FER2013')).toEqual(shown(answers.lenet.probabilities));
  expect(await bars(page, 'votes', 'Ten people: share of the votes')).toEqual(
    shown(answers.lenet.votes.probabilities ?? answers.lenet.votes),
  );
});

test('scores, baselines, the room and the matrices are those of the reports', async ({ page }) => {
  const [article, three, page7] = ['lenet5-article', 'lenet5-article-3', 'lenet'].map(report);
  await lesson(page, QUERY);
  for (const [name, of] of /** @type {[string, any][]} */ ([
    ['article, seven classes', article],
    ['article, summed into three', article.groups],
    ['article, trained on three', three],
    ['the page’s, seven classes', page7],
    ['the page’s, summed into three', page7.groups],
  ])) {
    const always = largest(of);
    await expect(page.locator('.room-taken tr').filter({ hasText: name }).locator('[data-head]')).toHaveText([
      one(of.accuracy),
      one(always),
      one((of.accuracy - always) / (1 - always)),
    ]);
  }
  for (const [name, confusion] of [
    ['article, trained on three', three.confusion],
    ['article, summed into three', article.groups.confusion],
    ['against the one label', page7.confusion],
    ['against the majority of ten', page7.votes.confusion],
  ]) {
    const cells = await page
      .getByRole('table', { name: `Confusion matrix: ${name}` })
      .locator('tbody tr')
      .evaluateAll((rows) =>
        rows.map((row) =>
          [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent?.replace(',', ''))),
        ),
      );
    expect(cells).toEqual(confusion);
  }
  const scores = page.locator('.votes .rungs td.amount');
  await expect(scores).toHaveText([one(page7.accuracy), one(page7.votes.accuracy)]);
});

test('the words of the question hold for the reports', () => {
  const [article, three] = ['lenet5-article', 'lenet5-article-3'].map(report);
  const taken = (/** @type {any} */ of) => (of.accuracy - largest(of)) / (1 - largest(of));
  expect([article, three].map((of) => whole(of.accuracy))).toEqual(['56%', '71%']);
  expect([article, three].map((of) => whole(largest(of)))).toEqual(['25%', '47%']);
  expect([article, three].map((of) => whole(taken(of)))).toEqual(['41%', '47%']);
});

test('how soon three and seven learn, on both scales, is what the training logs say', async ({ page }) => {
  const log = (/** @type {string} */ name) =>
    readFileSync(`models/${name}.csv`, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(line.split(',')[5]));
  const first = (/** @type {number[]} */ values) =>
    1 + values.findIndex((v) => v >= 0.9 * Math.max(...values));
  const said = (/** @type {number[][]} */ [three, seven]) =>
    `three groups at epoch ${first(three)}, seven classes at epoch ${first(seven)}`;
  const logs = ['lenet5-article-3', 'lenet5-article'].map(log);
  await lesson(page, QUERY);
  await expect(page.locator('.curves > p[role=status]')).toContainText(said(logs));
  await page.getByRole('radio', { name: 'share of the room' }).press('Space');
  await expect(page).toHaveURL(/scale=share/);
  const baselines = ['lenet5-article-3', 'lenet5-article'].map((name) => largest(report(name)));
  const rooms = logs.map((values, i) => values.map((v) => (v - baselines[i]) / (1 - baselines[i])));
  await expect(page.locator('.curves > p[role=status]')).toContainText(said(rooms));
});

test('by keyboard: wrong test labels lower every score, and the address follows', async ({ page }) => {
  const { votes } = report('lenet');
  await lesson(page, QUERY);
  const slider = page.getByRole('slider', { name: 'Test labels that are wrong' });
  await slider.press('Home');
  await expect(page).toHaveURL(/noise=0/);
  await expect(page.locator('.votes .said')).toContainText(
    `right ${one(votes.accuracy)} of the time would be scored ${one(votes.accuracy)}; a perfect one, 100.0%`,
  );
  await slider.press('End');
  await expect(page.locator('.votes .said')).toContainText('a perfect one, 50.0%');
});

test('what is asked in vain is told; any part is hidden by the address', async ({ page }) => {
  await lesson(page, `${QUERY}&scale=log&noise=99&hide=votes,matrices`);
  await expect(page.locator('.refused')).toContainText(['scale=log', 'noise=99']);
  await expect(page.locator('.votes')).toBeHidden();
  await expect(page.locator('.matrices')).toBeHidden();
  await expect(page.locator('.room-taken')).toBeVisible();
});

test('networks that cannot be loaded are told, and the next face tries again', async ({ page }) => {
  await page.route('**/lenet5-article-3*.safetensors', (route) => route.fulfill({ status: 404 }));
  await lesson(page, QUERY);
  await expect(page.locator('.face [role=status]')).toContainText('could not be loaded');
  await expect(page.locator('.room-taken')).toBeVisible();
  await page.unroute('**/lenet5-article-3*.safetensors');
  await page.locator('.source input[type=file]').setInputFiles('tests/golden/drawn.png');
  await expect(page.locator('.face .bars')).toHaveCount(3);
});

test('the camera feeds all answers, in French, and leaving the slide frees it', async ({ page }) => {
  await lesson(page, 'lesson=seven-or-three&lang=fr&embed');
  await page.locator('.face .bars').first().waitFor();
  await page.evaluate(() => document.querySelectorAll('.bars').forEach((bars) => bars.remove()));
  await page.getByRole('radio', { name: 'Caméra' }).press('Space');
  await expect(page.locator('.face .bars')).toHaveCount(3);
  await expect(page.locator('.votes .bars')).toHaveCount(2);
  const active = () =>
    page.evaluate(() => /** @type {any} */ (document.querySelector('.source video')).srcObject?.active);
  expect(await active()).toBe(true);
  await page.evaluate(() => postMessage('slide:stop', '*'));
  await page.getByRole('button', { name: 'Allumer la caméra' }).waitFor();
  expect(await active()).toBeFalsy();
});
