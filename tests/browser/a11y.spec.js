import { button, expect, meter, opened, reached, test } from './helpers.js';

/** What has the focus, through the shadow. @param {import('@playwright/test').Page} page */
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
  });

test('everything is reached by Tab, in the order it is seen, with a visible focus', async ({ page }) => {
  await opened(page);
  const seen = [];
  for (let i = 0; i < 10; i++) {
    await page.keyboard.press('Tab');
    seen.push(await focused(page));
    const outline = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element && getComputedStyle(element).outlineStyle;
    });
    expect(outline).toBe('solid');
  }
  expect(seen.slice(0, 9)).toEqual([
    'English',
    'Français',
    'Sample',
    'Camera',
    'Photo',
    'Ten people',
    'FER2013 label',
    '7 classes',
    '3 groups',
  ]);
  expect(seen[9]).toMatch(/^Box round the face/);
});

test('the keyboard alone switches the classes', async ({ page }) => {
  await opened(page);
  await button(page, '3 groups').focus();
  await page.keyboard.press('Enter');
  await expect(meter(page).getByRole('meter')).toHaveCount(3);
  await expect(button(page, '3 groups')).toBeFocused();
});

test('a label is announced once it has held for a second', async ({ page }) => {
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1000);
  await opened(page, './?answer=label');
  const status = meter(page).getByRole('status');
  await expect(status).toHaveText('');
  await page.clock.runFor(900);
  await expect(status).toHaveText('');
  await page.clock.runFor(200);
  await expect(status).toHaveText(/^happiness, \d+%$/);
});

test('the bars are a named group of meters', async ({ page }) => {
  await opened(page, './?answer=label');
  await expect(
    meter(page).getByRole('group', { name: 'Probability of each label' }).getByRole('meter'),
  ).toHaveCount(7);
});

test('without motion nothing slides', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await opened(page);
  const fill = meter(page).locator('.fill').first();
  expect(await fill.evaluate((element) => getComputedStyle(element).transitionDuration)).toBe('0s');
});

test('forced colours keep the bars', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await opened(page);
  const [fill, track] = await meter(page)
    .locator('.most')
    .evaluate((row) =>
      ['.fill', '.track'].map(
        (part) => getComputedStyle(/** @type {Element} */ (row.querySelector(part))).backgroundColor,
      ),
    );
  expect(fill).not.toBe(track);
});

/** The contrast of two CSS colours, by WCAG. @param {string} a @param {string} b */
function contrast(a, b) {
  const [high, low] = [a, b]
    .map((colour) => {
      const [r, g, blue] = (colour.match(/[\d.]+/g) ?? [])
        .map((value) => Number(value) / 255)
        .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
    })
    .sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`text has contrast in ${colorScheme} mode`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await opened(page);
    const background = await meter(page).evaluate((element) => getComputedStyle(element).backgroundColor);
    const colours = await meter(page)
      .locator('[part=label], [part=value], .overline, .percent, .label, .foot, .segments button')
      .evaluateAll((elements) =>
        elements.map((element) => {
          const { color, backgroundColor } = getComputedStyle(element);
          return [color, backgroundColor];
        }),
      );
    expect(colours.length).toBeGreaterThan(20); // fourteen in the bars alone
    for (const [color, own] of colours) {
      expect(contrast(color, own === 'rgba(0, 0, 0, 0)' ? background : own)).toBeGreaterThan(4.5);
    }
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(contrast(paper, colorScheme === 'dark' ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)')).toBeLessThan(1.2);
  });
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`bars are told from their track in ${colorScheme} mode`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await opened(page);
    const rows = await meter(page)
      .getByRole('meter')
      .evaluateAll((rows) =>
        rows.map((row) =>
          ['.fill', '.track'].map(
            (part) => getComputedStyle(/** @type {Element} */ (row.querySelector(part))).backgroundColor,
          ),
        ),
      );
    expect(rows).toHaveLength(7);
    for (const [fill, track] of rows) expect(contrast(fill, track)).toBeGreaterThanOrEqual(3);
  });
}

test('in a page that runs from right to left, bars and the loading line grow from the right', async ({
  page,
}) => {
  await opened(page);
  const origins = (/** @type {string} */ dir) =>
    meter(page).evaluate((element, dir) => {
      element.setAttribute('dir', dir);
      const part = (/** @type {string} */ selector) =>
        /** @type {HTMLElement} */ (element.shadowRoot?.querySelector(selector));
      const [fill, stage] = [part('.fill'), part('.stage')];
      const x = (/** @type {CSSStyleDeclaration} */ { transformOrigin }) => parseFloat(transformOrigin);
      return [
        x(getComputedStyle(fill)) / fill.clientWidth,
        x(getComputedStyle(stage, '::after')) / stage.clientWidth,
      ].map(Math.round);
    }, dir);
  expect(await origins('ltr')).toEqual([0, 0]);
  expect(await origins('rtl')).toEqual([1, 1]);
});

test('how the page around it sets its text is not how the element does', async ({ page }) => {
  await opened(page);
  const seen = await meter(page).evaluate((element) => {
    const around = /** @type {HTMLElement} */ (element.parentElement);
    Object.assign(around.style, { textAlign: 'center', textTransform: 'uppercase', letterSpacing: '1em' });
    const label = /** @type {Element} */ (element.shadowRoot?.querySelector('[part=label]'));
    const { textAlign, textTransform, letterSpacing } = getComputedStyle(label);
    return { textAlign, textTransform, letterSpacing };
  });
  expect(seen).toEqual({ textAlign: 'start', textTransform: 'none', letterSpacing: 'normal' });
});

for (const [name, width, height] of /** @type {const} */ ([
  ['a phone', 360, 740],
  ['a small phone', 320, 568],
  ['a desktop at 200 %', 640, 400],
  ['a projector', 1920, 1080],
])) {
  test(`nothing is cut off on ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    for (const lang of ['en', 'fr']) {
      await opened(page, `./?lang=${lang}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const texts = meter(page).locator('[part=label], [part=value], button:visible');
      expect(await texts.count()).toBeGreaterThan(14);
      const cut = await texts.evaluateAll((elements) =>
        elements.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent),
      );
      expect(cut).toEqual([]);
    }
  });
}

test('on a projector the whole reading stands on one screen, in large type', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await opened(page);
  const last = await meter(page).getByRole('meter', { name: 'neutral' }).boundingBox();
  expect((last?.y ?? Infinity) + (last?.height ?? 0)).toBeLessThan(1080);
  const label = meter(page).locator('[part=label]').first();
  expect(await label.evaluate((element) => parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThan(
    24,
  );
});

test('errors are announced', async ({ page }) => {
  await page.route('**/*.safetensors', (route) => route.fulfill({ status: 404 }));
  await page.goto('./');
  await reached(page, 'error');
  await expect(meter(page).getByRole('alert')).toBeVisible();
});
