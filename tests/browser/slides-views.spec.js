import { launchOptions } from '../../scripts/chromium.mjs';
import { DECK, deck, slide, state, strict, widget } from './deck.js';
import { makeFilm, removeFilm, switches } from './fake-camera.js';
import { expect, test } from './helpers.js';

/** @typedef {import('@playwright/test').Page} Page */

test.use({ launchOptions: await launchOptions(...switches), permissions: ['camera'] });
test.beforeAll(({ browser }) => makeFilm(browser));
test.afterAll(removeFilm);
test.beforeEach(strict);

for (const [width, height] of [
  [1920, 1080],
  [1280, 720],
  [844, 390],
]) {
  test(`nothing leaves a slide of ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    // What stands in a frame has tests of its own, and takes its time.
    await page.route(/\/(embed|lessons|lab)\.html/, (route) => route.fulfill({ contentType: 'text/html' }));
    for (const lang of ['en', 'fr']) {
      await deck(page, `?lang=${lang}`);
      for (const drawn of ['.network', '.filters canvas', '.numbers td'])
        await page.locator(drawn).first().waitFor({ state: 'attached' });
      const count = await page.locator('.slides > section').count();
      for (let i = 0; i < count; i++) {
        expect(await outside(page)).toEqual([]);
        await page.keyboard.press('ArrowRight');
      }
    }
  });
}

test.describe('where DejaVu, a seventh wider than Arial, is the only font', () => {
  test.use({ bypassCSP: true }); // the font comes by a style of the test's own
  for (const lang of ['en', 'fr']) {
    test(`the slide of the data fits (${lang})`, async ({ page }) => {
      await page.setViewportSize({ width: 1280, height: 720 });
      await deck(page, `?lang=${lang}#/data`);
      await page.locator('.numbers td').first().waitFor();
      await page.addStyleTag({ content: "* { font-family: 'DejaVu Sans' !important }" });
      expect(await outside(page)).toEqual([]);
    });
  }
});

/** What reaches over the margins of the slide in sight: its sides, and the line at its foot. @param {Page} page */
const outside = (page) =>
  slide(page).evaluate((slide) => {
    const { left, top, right, bottom, height } = slide.getBoundingClientRect();
    const unit = height / 720;
    return [...slide.querySelectorAll(':not(.notes, .notes *, .unseen, .unseen *, .widget iframe)')]
      .filter((element) => element.getClientRects().length > 0)
      .filter((element) => {
        const box = element.getBoundingClientRect();
        const across = box.left < left + 60 * unit || box.right > right - 60 * unit;
        return across || box.top < top || box.bottom > bottom - 50 * unit;
      })
      .map((element) => `${slide.id}: ${element.tagName} ${element.textContent?.slice(0, 40)}`);
  });

test('a widget stands on its slide as a whole, with its notice', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  for (const lang of ['en', 'fr']) {
    for (const id of ['title', 'groups-live', 'your-face']) {
      await deck(page, `?lang=${lang}#/${id}`);
      await widget(page).locator('slot[name=notice]').waitFor();
      if (id !== 'your-face') await expect.poll(() => state(widget(page))).toBe('ready');
      const over = await widget(page).evaluate(({ ownerDocument: { documentElement: root } }) =>
        Math.max(root.scrollHeight - root.clientHeight, root.scrollWidth - root.clientWidth),
      );
      expect(over).toBe(0);
    }
  }
});

test('a phone gets a page to scroll, whose camera is freed when it is out of sight', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const lang of ['fr', 'en']) {
    await page.goto(`${DECK}?lang=${lang}`);
    await page.locator('.network').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
  const frame = page.locator('#your-face iframe');
  await frame.scrollIntoViewIfNeeded();
  const meter = frame.contentFrame().locator('expression-meter');
  await meter.getByRole('button', { name: 'Start the camera' }).click();
  await expect.poll(() => state(meter)).toBe('running');
  await page.locator('#problem').scrollIntoViewIfNeeded();
  await expect.poll(() => state(meter)).toBe('idle');
});

test('the trainer’s window has the notes of the slide that is shown', async ({ page }) => {
  await deck(page, '?lang=fr#/neuron');
  const [notes] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('s')]);
  await expect(notes.getByText('Faites calculer l’exemple')).toBeVisible();
  await expect(notes.getByText(/^Ensuite : Faites apprendre/)).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(notes.getByText('Bougez les poids')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(notes.getByText('Chaque trait est un poids.')).toBeVisible();
  await notes.keyboard.press('PageDown');
  await expect(slide(page)).toHaveAttribute('id', 'convolutional');
  await page.getByRole('link', { name: 'English' }).click();
  await expect(notes.getByText('An edge is an edge wherever it stands')).toBeVisible();
});

test('on paper every slide is a page, with pictures in place of the widgets', async ({ page }) => {
  await page.goto(`${DECK}?lang=en&print-pdf`);
  await page.locator('html[data-printable]').waitFor();
  await expect(page.locator('.still canvas')).toHaveCount(3);
  await expect(page.locator('iframe[src]')).toHaveCount(0);
  await expect(page.locator('.sheet.of-16')).toHaveCount(1);
  const pdf = await page.pdf({ preferCSSPageSize: true });
  const slides = await page.locator('.slides > section').count();
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(slides);
});

test('Ctrl+P prints them all', async ({ page, context }) => {
  await context.addInitScript(() => (window.print = () => (document.title = 'printed')));
  await deck(page, '?lang=en#/neuron');
  const [paper] = await Promise.all([page.waitForEvent('popup'), page.keyboard.press('Control+p')]);
  await expect(paper).toHaveTitle('printed'); // once every widget has read
  await expect(paper.locator('.slides > section').last()).toBeVisible();
});

/** Findings of axe-core in what is seen, widgets aside: they have tests of their own. @param {Page} page */
const findings = (page) =>
  page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run(document, { iframes: false });
    return violations.map((/** @type {any} */ { id, nodes }) => [
      id,
      ...nodes.map((/** @type {any} */ node) => node.html),
    ]);
  });

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe-core finds nothing in the deck, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.addInitScript({ path: 'node_modules/axe-core/axe.min.js' });
    await deck(page);
    const ids = await page.locator('.slides > section').evaluateAll((all) => all.map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(15);
    for (const id of ids) {
      await expect(slide(page)).toHaveAttribute('id', id);
      expect(await findings(page)).toEqual([]);
      await page.keyboard.press('ArrowRight');
    }
  });

  test(`axe-core finds nothing in the deck on a phone and in the snippets, ${colorScheme}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.addInitScript({ path: 'node_modules/axe-core/axe.min.js' });
    await page.goto('./www/course/snippets.html?lang=fr');
    await page.locator('[data-export=still]:enabled').waitFor();
    expect(await findings(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${DECK}?lang=fr`);
    await page.locator('.network').first().waitFor();
    expect(await findings(page)).toEqual([]);
  });
}
