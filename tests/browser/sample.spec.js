import { bars, button, expect, meter, opened, reached, readings, test } from './helpers.js';

test('the sample is read at once, without a click', async ({ page }) => {
  await opened(page);
  const values = await bars(page);
  expect(Object.keys(values)).toEqual([
    'anger',
    'disgust',
    'fear',
    'happiness',
    'sadness',
    'surprise',
    'neutral',
  ]);
  expect(Object.values(values).reduce((a, b) => a + b)).toBeCloseTo(100, 0);
  expect(Math.max(...Object.values(values))).toBe(values.happiness);
  await expect(meter(page).getByRole('img', { name: /Eileen Collins/ })).toBeVisible();
});

test('each bar tells its value in words', async ({ page }) => {
  await opened(page);
  const values = await bars(page);
  expect(Object.keys(values)).toHaveLength(7);
  for (const [label, value] of Object.entries(values)) {
    const row = meter(page).getByRole('meter', { name: label, exact: true });
    await expect(row).toHaveAttribute('aria-valuetext', /^\d+%$/);
    await expect(row).toContainText(label);
    expect(
      Math.abs(parseFloat((await row.getAttribute('aria-valuetext')) ?? '') - value),
    ).toBeLessThanOrEqual(0.6);
  }
});

test('the three groups are sums of the seven classes, on the same frame', async ({ page }) => {
  await opened(page);
  const seven = await bars(page);
  await button(page, '3 groups').click();
  const three = await bars(page);
  expect(Object.keys(three)).toEqual(['positive', 'negative', 'neutral']);
  expect(three.positive).toBeCloseTo(seven.happiness, 0);
  expect(three.negative).toBeCloseTo(seven.anger + seven.disgust + seven.fear + seven.sadness, 0);
  expect(three.neutral).toBeCloseTo(seven.surprise + seven.neutral, 0);
  await button(page, '7 classes').click();
  expect(await bars(page)).toEqual(seven);
});

test('the 48×48 face that the network saw is shown, unsmoothed', async ({ page }) => {
  await opened(page);
  const face = meter(page).locator('[part=face]');
  await expect(face).toBeVisible();
  const shown = await face.evaluate((canvas) => {
    const crop = document.querySelector('expression-meter')?.prediction?.crop;
    const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
    const { data } = /** @type {any} */ (canvas).getContext('2d').getImageData(0, 0, width, height);
    const same = crop?.every((/** @type {number} */ grey, /** @type {number} */ i) => data[4 * i] === grey);
    return { width, height, pixels: crop?.length, same, style: getComputedStyle(canvas).imageRendering };
  });
  expect(shown).toEqual({ width: 48, height: 48, pixels: 2304, same: true, style: 'pixelated' });
});

test("the checkpoint's accuracy stands beside the bars and in the page", async ({ page }) => {
  await opened(page, './?answer=label');
  await expect(meter(page)).toContainText(/Right on \d\d% of 3,589 pictures it never trained on/);
  await expect(page.locator('.big:visible')).toHaveText(/^\d\d%$/);
  await expect(page.getByText('2 February 2025')).toBeVisible();
});

test('nothing leaves the machine: every request goes to the site itself, and none carries data', async ({
  page,
  baseURL,
}) => {
  /** @type {string[]} */
  const strange = [];
  let own = 0;
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? '') || request.method() !== 'GET') strange.push(request.url());
    else own += 1;
  });
  await opened(page);
  expect(own).toBeGreaterThan(3);
  expect(strange.filter((url) => !url.startsWith('data:'))).toEqual([]);
});

test('state, labels, prediction and events', async ({ page }) => {
  await page.addInitScript(() => {
    /** @type {any[]} */
    const seen = [];
    Object.assign(globalThis, { seen });
    for (const type of ['expression-ready', 'expression-change', 'expression-error']) {
      document.addEventListener(type, (event) =>
        seen.push([type, /** @type {CustomEvent} */ (event).detail]),
      );
    }
  });
  await opened(page);
  const { seen, labels, prediction } = await page.evaluate(() => {
    const { labels, prediction } = /** @type {any} */ (document.querySelector('expression-meter'));
    return { seen: /** @type {any} */ (globalThis).seen, labels, prediction };
  });
  expect(seen.map((/** @type {any} */ [type]) => type)).toEqual(['expression-ready', 'expression-change']);
  expect(seen[0][1]).toEqual({ labels });
  expect(seen[1][1]).toMatchObject({
    label: prediction.label,
    face: { x: 98, y: 72, width: 104, height: 104 },
  });
  expect(prediction.labels).toEqual(labels);
});

test('stopping empties the bars, starting fills them again', async ({ page }) => {
  await opened(page);
  await page.evaluate(() => document.querySelector('expression-meter')?.stop());
  await reached(page, 'idle');
  expect(Math.max(...Object.values(await bars(page)))).toBe(0);
  const reading = readings(page);
  await button(page, 'Read the sample').click();
  await reading;
  await reached(page, 'ready');
});

for (const lang of ['en', 'fr']) {
  test(`on a small laptop's screen the whole widget stands without scrolling (${lang})`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await opened(page, `./?lang=${lang}`);
    const { bottom, height } = await meter(page).evaluate((element) => element.getBoundingClientRect());
    expect(height).toBeGreaterThan(300);
    expect(bottom).toBeLessThanOrEqual(720);
  });
}
