import { readFileSync } from 'node:fs';
import { test as base } from '@playwright/test';
import { launchOptions } from '../../scripts/chromium.mjs';
import { DECK, deck, slide, state, strict, widget } from './deck.js';
import { makeFilm, removeFilm, switches } from './fake-camera.js';
import { expect, test } from './helpers.js';

test.use({ launchOptions: await launchOptions(...switches), permissions: ['camera'] });
test.beforeAll(({ browser }) => makeFilm(browser));
test.afterAll(removeFilm);
test.beforeEach(strict);

const report = (/** @type {string} */ name) => JSON.parse(readFileSync(`models/${name}.json`, 'utf8'));
const one = (/** @type {number} */ share) => `${(100 * share).toFixed(1)}%`;

test('every slide is reached by the keyboard, and says something in both languages', async ({ page }) => {
  for (const [lang, key, back] of [
    ['en', 'ArrowRight', 'ArrowLeft'],
    ['fr', 'PageDown', 'PageUp'],
  ]) {
    await deck(page, `?lang=${lang}`);
    const ids = await page.locator('.slides > section').evaluateAll((all) => all.map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(15);
    for (const id of ids) {
      await expect(slide(page)).toHaveAttribute('id', id);
      await expect(slide(page).getByRole('heading', { level: 2 })).toHaveText(/\S/, { useInnerText: true });
      const words = await slide(page).innerText();
      expect(words).not.toMatch(/undefined|NaN|\{|…$/);
      await page.keyboard.press(key);
    }
    await page.keyboard.press(back);
    await expect(slide(page)).toHaveAttribute('id', ids.at(-2) ?? '');
  }
});

test('its figures are those of the reports', async ({ page }) => {
  const [seven, three, augmented, lenet] = [
    'lenet5-article',
    'lenet5-article-3',
    'ladder/lenet5-augmented',
    'lenet',
  ].map(report);
  await deck(page);
  const figure = (/** @type {string} */ name) =>
    page.locator(`[data-figure=${name}]:not([lang=fr] *)`).first();
  const noise = 'camera noise (8 grey levels)';
  for (const [name, value] of Object.entries({
    article7: one(seven.accuracy),
    article3: one(three.accuracy),
    article3Sums: one(seven.groups.accuracy),
    pictures: seven.n.toLocaleString('en'),
    articleParameters: seven.parameters.toLocaleString('en'),
    pageParameters: lenet.parameters.toLocaleString('en'),
    noiseLoss: (100 * (lenet.accuracy - lenet.disturbed[noise])).toFixed(1),
    noiseLossUnseen: (100 * (augmented.accuracy - augmented.disturbed[noise])).toFixed(1),
  }))
    await expect(figure(name)).toHaveText(value);

  const cells = (/** @type {string} */ id) =>
    page
      .locator(`#${id} .confusion tbody tr`)
      .evaluateAll((rows) =>
        rows.map((row) =>
          [...row.querySelectorAll('td')].map((cell) => Number(cell.textContent?.replace(',', ''))),
        ),
      );
  expect(await cells('confusion')).toEqual(seven.confusion);
  expect(await cells('groups')).toEqual(three.confusion);

  expect(seven.labels).toHaveLength(7);
  for (const label of seven.labels)
    await expect(page.locator(`.counts [data-label=${label}]`)).toContainText(
      `${Math.round(100 * seven.per_class[label].recall)}%`,
    );
  await expect(page.locator('.counts [data-label=disgust]')).toContainText('176');

  const steps = ['lenet5-article', 'ladder/lenet5-all', 'ladder/lenet5-augmented', 'ladder/wide'];
  steps.push('ladder/lenet-alone', 'lenet', 'lenet-tiny');
  expect(await page.locator('.rungs tbody td.amount').allTextContents()).toEqual(
    steps.map((name) => one(report(name).accuracy)),
  );
  const [low, high] = seven.intervals.accuracy.map(one);
  await expect(page.locator('.rungs tbody .unseen').first()).toHaveText(`${low} to ${high}`);
});

test('the networks are drawn as their checkpoints say', async ({ page }) => {
  await deck(page, '?lang=en#/networks');
  const rows = page.locator('.network');
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText(
    `${report('lenet5-article').parameters.toLocaleString('en')} weights`,
  );
  await expect(rows.last()).toContainText(`${report('lenet').parameters.toLocaleString('en')} weights`);
  expect(await rows.first().locator('.shape').allTextContents()).toEqual([
    '48×48',
    '24×24×6',
    '10×10×16',
    '120',
    '84',
    '7',
  ]);
  await expect(page.locator('.filters .squares').first().locator('canvas')).toHaveCount(6);
});

test('the feature maps of the sample are computed when their slide is near', async ({ page }) => {
  await deck(page, '?lang=en#/maps');
  await expect(slide(page).locator('.sheet.of-6 canvas')).toHaveCount(6);
  await expect(slide(page).locator('.sheet.of-16 canvas')).toHaveCount(16);
});

test('Sobel’s filters find edges in the sample', async ({ page }) => {
  await deck(page, '?lang=en#/edges');
  const bright = () =>
    slide(page)
      .locator('canvas')
      .evaluateAll((canvases) =>
        canvases.map((canvas) => {
          const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
          const data = /** @type {HTMLCanvasElement} */ (canvas)
            .getContext('2d')
            ?.getImageData(0, 0, width, height).data;
          return [...(data ?? [])].filter((value, i) => i % 4 === 0 && value > 128).length / (width * height);
        }),
      );
  await expect.poll(async () => (await bright())[2]).toBeGreaterThan(0.005);
  for (const edges of (await bright()).slice(1)) expect(edges).toBeLessThan(0.2);
});

test('a cell of the confusion matrix is named in a sentence, by pointer and by keyboard', async ({
  page,
}) => {
  const { confusion } = report('lenet5-article');
  const sum = confusion[4].reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b);
  await deck(page, '?lang=en#/confusion');
  const cells = slide(page).locator('.confusion tbody td');
  await cells.nth(4 * 7 + 6).hover();
  const share = one(confusion[4][6] / sum);
  await expect(slide(page).getByRole('status')).toHaveText(
    `${confusion[4][6]} of ${sum} pictures labelled sadness are read as neutral: ${share}.`,
  );
  await cells.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await expect(cells.nth(8)).toBeFocused();
  await expect(slide(page)).toHaveAttribute('id', 'confusion');
  await expect(slide(page).getByRole('status')).toContainText('labelled disgust');
});

test('the languages switch on the slide that is shown, and its widget with it', async ({ page }) => {
  await deck(page, '?lang=fr#/groups-live');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(widget(page).getByRole('meter', { name: 'positif' })).toBeVisible();
  await widget(page).evaluate((meter) => (meter.dataset.same = 'yes'));
  await page.getByRole('link', { name: 'English' }).click();
  await expect(slide(page)).toHaveAttribute('id', 'groups-live');
  await expect(slide(page).getByRole('heading')).toHaveText('Three groups, live', { useInnerText: true });
  await expect(page).toHaveURL(/lang=en#\/groups-live$/);
  await expect(page).toHaveTitle(/Deep learning/);
  await expect(widget(page).getByRole('meter', { name: 'positive' })).toBeVisible();
  await expect(widget(page)).toHaveAttribute('data-same', 'yes');
});

for (const [locale, heading] of [
  ['fr-CA', /^L’apprentissage profond/],
  ['de-DE', /^Deep learning/],
]) {
  test.describe(`a visitor of ${locale}`, () => {
    test.use({ locale: String(locale) });
    test('finds a language', async ({ page }) => {
      await deck(page, '');
      await expect(slide(page).getByRole('heading')).toHaveText(heading, { useInnerText: true });
    });
  });
}

test('the camera starts when it is asked for, and is freed with its slide', async ({ page }) => {
  await deck(page, '?lang=en#/your-face');
  await widget(page).getByRole('button', { name: 'Start the camera' }).waitFor();
  expect(await state(widget(page))).toBe('idle');
  await widget(page).getByRole('button', { name: 'Start the camera' }).click();
  await expect.poll(() => state(widget(page))).toBe('running');
  // The remote control's key goes to the widget, which has the focus.
  await page.keyboard.press('PageDown');
  await expect(slide(page)).toHaveAttribute('id', 'fooled-live');
  await expect(page.locator('#your-face iframe')).not.toHaveAttribute('src', /./);
  expect(page.frames().filter((frame) => frame.url().includes('source=camera'))).toEqual([]);
  await page.keyboard.press('PageUp');
  await widget(page).getByRole('button', { name: 'Start the camera' }).waitFor();
  expect(await state(widget(page))).toBe('idle');
});

test('a trainer who opts in finds the camera on when the slide comes', async ({ page }) => {
  await deck(page, '?lang=en&autostart#/ladder');
  await page.keyboard.press('ArrowRight');
  await expect(slide(page)).toHaveAttribute('id', 'your-face');
  await expect.poll(() => state(widget(page))).toBe('running');
});

base('nothing but what reveal.js writes is let into the page as HTML', async ({ page }) => {
  await page.goto(DECK);
  await page.locator('.deck.ready').waitFor();
  const refused = await page.evaluate(() => {
    try {
      document.createElement('p').innerHTML = '<img src="x">';
      return '';
    } catch (error) {
      return String(error);
    }
  });
  expect(refused).toContain('TrustedHTML');
});

test('it works below any path', async ({ page }) => {
  await page.route('**/below/this/**', async (route) => {
    const url = route.request().url().replace('/below/this/', '/');
    await route.fulfill({ response: await route.fetch({ url }) });
  });
  await page.goto('./below/this/www/course/?lang=en');
  await page.locator('.deck.ready').waitFor();
  await expect(widget(page).getByRole('meter', { name: 'happiness' })).toHaveAttribute(
    'aria-valuenow',
    /[1-9]/,
  );
  await page.goto('./below/this/www/course/snippets.html?lang=en');
  await expect(page.locator('[data-snippet=iframe]')).toContainText('/below/this/embed.html?source=sample');
  await page.unrouteAll({ behavior: 'ignoreErrors' }); // what it would keep offline may still be on its way
});

test('the lesson on a neuron learns on its slide, in the deck’s language', async ({ page }) => {
  await deck(page, '?lang=fr#/neuron-live');
  const lesson = slide(page).frameLocator('iframe');
  await expect(lesson.getByText('5 points sur 10 du bon côté')).toBeVisible();
  await expect(lesson.getByRole('heading', { level: 1 })).toBeHidden();
  await lesson.getByRole('button', { name: 'Une époque' }).press('Enter');
  await expect(lesson.getByText(/10 du bon côté.*époque 1/)).toBeVisible();
  await page.getByRole('link', { name: 'English' }).click();
  await expect(lesson.getByRole('heading', { name: 'The line it draws' })).toBeVisible();
});

test('the lessons stand on their slides, in the deck’s language, and leave with them', async ({ page }) => {
  await deck(page, '?lang=fr#/kernels');
  const lesson = slide(page).frameLocator('iframe');
  await expect(lesson.getByRole('textbox', { name: 'ligne 1, colonne 1' })).toBeVisible();
  await page.getByRole('link', { name: 'English' }).click();
  await expect(lesson.getByRole('textbox', { name: 'row 1, column 1' })).toBeVisible();
  await deck(page, '?lang=en#/layers-live');
  await expect(
    slide(page).frameLocator('iframe').getByRole('heading', { name: 'One unit, opened' }),
  ).toBeVisible();
  await page.keyboard.press('PageDown');
  await expect(page.locator('#layers-live iframe')).not.toHaveAttribute('src', /./);
});

test('the lessons on results, data, three groups, votes and what fools it show on their slides what the slides are about', async ({
  page,
}) => {
  for (const [id, shown, hidden] of [
    ['results-live', 'Confusion', 'All known figures on one axis'],
    ['data-live', 'How many of each class', 'Your own data'],
    ['room-live', 'How much of the room each took', 'One labeller or ten people'],
    ['votes-live', 'One labeller or ten people', 'One face, three answers'],
    ['fooled-live', 'Disturb the face', 'When nothing changes'],
  ]) {
    await deck(page, `?lang=en#/${id}`);
    const lesson = slide(page).frameLocator('iframe');
    await expect(lesson.getByRole('heading', { name: shown })).toBeVisible();
    await expect(lesson.getByRole('heading', { name: hidden })).toBeHidden();
    await expect(lesson.getByRole('heading', { level: 1 })).toBeHidden();
  }
});
