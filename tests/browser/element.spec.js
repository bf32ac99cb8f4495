// The element in pages other than ours, from the source tree.
import { expect, meter, openSource, reached, readings, test } from './helpers.js';

/** @typedef {import('@playwright/test').Page} Page */

/** @param {Page} page */
const define = (page) =>
  page.evaluate(async () => void (await import(`${location.origin}/source/www/element.js`)));

test('attributes are properties, with defaults for what is absent or wrong', async ({ page }) => {
  await openSource(page);
  await define(page);
  const seen = await page.evaluate(() => {
    const meter = document.createElement('expression-meter');
    const values = () => {
      const { source, src, weights, classes, maxFps, smoothingSeconds, mirrored, controls, state } = meter;
      return { source, src, weights, classes, maxFps, smoothingSeconds, mirrored, controls, state };
    };
    const defaults = values();
    Object.assign(meter, { source: 'camera', classes: '3', maxFps: 12, smoothingSeconds: 0, controls: true });
    const attributes = meter.getAttributeNames().map((name) => [name, meter.getAttribute(name)]);
    for (const name of ['source', 'classes', 'max-fps', 'smoothing-seconds'])
      meter.setAttribute(name, 'nonsense');
    meter.controls = false;
    return { defaults, attributes, wrong: values() };
  });
  expect(seen.defaults).toEqual({
    source: 'sample',
    src: '',
    weights: '',
    classes: '7',
    maxFps: 30,
    smoothingSeconds: 0.4,
    mirrored: true,
    controls: false,
    state: 'idle',
  });
  expect(Object.fromEntries(seen.attributes)).toEqual({
    source: 'camera',
    classes: '3',
    'max-fps': '12',
    'smoothing-seconds': '0',
    controls: '',
  });
  expect(seen.wrong).toEqual(seen.defaults);
});

test('an element that stood in the page before its definition is upgraded, with its properties', async ({
  page,
}) => {
  await openSource(page);
  await page.evaluate(() => {
    const meter = document.createElement('expression-meter');
    Object.assign(meter, { classes: '3' });
    document.body.append(meter);
  });
  await define(page);
  await reached(page, 'ready');
  expect(await page.evaluate(() => document.querySelector('expression-meter')?.labels)).toEqual([
    'positive',
    'negative',
    'neutral',
  ]);
});

test('no globals, and one worker for several elements', async ({ page }) => {
  await openSource(page);
  const globals = () => page.evaluate(() => Object.keys(globalThis));
  const before = await globals();
  await define(page);
  /** @type {string[]} */
  const workers = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  const both = readings(page, 2);
  await page.evaluate(() => {
    document.body.append(
      document.createElement('expression-meter'),
      document.createElement('expression-meter'),
    );
  });
  await both;
  expect(workers).toHaveLength(1);
  expect(await globals()).toEqual(before);
});

// A screen reader reads what is not on the screen, too.
test('before the element is near the screen its words are downloaded, and nothing else', async ({ page }) => {
  await openSource(page);
  await define(page);
  /** @type {string[]} */
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.evaluate(async () => {
    const space = document.createElement('div');
    space.style.setProperty('height', '5000px');
    document.body.append(space, document.createElement('expression-meter'));
    for (let i = 0; i < 5; i++) await new Promise(requestAnimationFrame);
  });
  await expect(meter(page).getByRole('button', { name: 'Read the sample' })).toHaveCount(1);
  expect(requests.map((url) => url.split('/source/')[1])).toEqual(['www/element/words/en/words.js']);
  const reading = readings(page);
  await page.evaluate(() => document.querySelector('expression-meter')?.scrollIntoView());
  await reading;
});

test('classify(source) shows a picture and gives its prediction', async ({ page }) => {
  await openSource(page);
  await define(page);
  const result = await page.evaluate(async () => {
    const meter = document.createElement('expression-meter');
    document.body.append(meter);
    const canvas = new OffscreenCanvas(60, 60); // small and square: a face already
    canvas.getContext('2d')?.fillRect(0, 0, 10, 10);
    const prediction = await meter.classify(await createImageBitmap(canvas));
    const failed = await meter.classify(new Blob(['x'])).catch((/** @type {any} */ error) => error.code);
    return { labels: prediction?.labels.length, side: prediction?.square.side, source: meter.source, failed };
  });
  expect(result.labels).toBe(7);
  expect(result.side).toBeCloseTo(60, 3);
  expect(result.source).toBe('photo');
  expect(result.failed).toBe('photo-unreadable');
});

test('parts can be styled and variables set from outside', async ({ page }) => {
  await openSource(page);
  await define(page);
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      'expression-meter { --meter-accent: rgb(1, 2, 3) } expression-meter::part(label) { color: rgb(4, 5, 6) }',
    );
    document.adoptedStyleSheets = [sheet];
    document.body.append(document.createElement('expression-meter'));
  });
  await reached(page, 'ready');
  const seen = await page.evaluate(() => {
    const root = document.querySelector('expression-meter')?.shadowRoot;
    /** @param {string} selector */
    const style = (selector) => getComputedStyle(/** @type {Element} */ (root?.querySelector(selector)));
    const parts = ['video', 'face', 'bars', 'bar', 'label', 'value', 'message', 'button'];
    return {
      missing: parts.filter((part) => !root?.querySelector(`[part=${part}]`)),
      label: style('[part=label]').color,
      accent: style('.most .fill').backgroundColor,
    };
  });
  expect(seen).toEqual({ missing: [], label: 'rgb(4, 5, 6)', accent: 'rgb(1, 2, 3)' });
});

test('slots: a notice in place of ours, and a fallback that shows when something goes wrong', async ({
  page,
}) => {
  await openSource(page);
  await define(page);
  await page.evaluate(() => {
    const meter = document.createElement('expression-meter');
    const slotted = (/** @type {string} */ slot, /** @type {string} */ text) =>
      Object.assign(document.createElement('p'), { slot, textContent: text });
    meter.append(slotted('notice', 'Only for class.'), slotted('fallback', 'See page 12.'));
    meter.setAttribute('lang', 'en');
    document.body.append(meter);
  });
  await reached(page, 'ready');
  await expect(page.getByText('Only for class.')).toBeVisible();
  await expect(page.getByText('not what a person feels')).toBeHidden();
  await expect(page.getByText('See page 12.')).toBeHidden();
  await page.evaluate(() =>
    document.querySelector('expression-meter')?.setAttribute('weights', 'none.safetensors'),
  );
  await reached(page, 'error');
  await expect(page.getByText('See page 12.')).toBeVisible();
});
