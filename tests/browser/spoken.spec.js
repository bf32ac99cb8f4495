// What the eye is told, the ear is told too: calmly, once it has held for a second.
import { alone, append } from './alone.js';
import { expect, meter, openSource, reached, test } from './helpers.js';

test.beforeEach(async ({ page }) => {
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1000);
});

test('that the network is loading is spoken, and then what it reads', async ({ page }) => {
  /** @type {(route: import('@playwright/test').Route) => void} */
  let tell = () => {};
  /** @type {Promise<import('@playwright/test').Route>} */
  const asked = new Promise((resolve) => (tell = resolve));
  await openSource(page);
  await page.route('**/*.safetensors', tell, { times: 1 });
  await append(page, { answer: 'label' });
  const status = meter(page).getByRole('status');
  const held = await asked;
  await page.clock.runFor(900);
  await expect(status).toHaveText('');
  await page.clock.runFor(200);
  await expect(status).toHaveText('Loading the network…');
  await held.fallback();
  await reached(page, 'ready');
  await page.clock.runFor(1100);
  await expect(status).toHaveText(/^happiness/);
});

test('that a picture holds no face is spoken', async ({ page }) => {
  await alone(page);
  await reached(page, 'ready');
  await page.clock.runFor(1100);
  const none = await meter(page).evaluate(async (element) => {
    const canvas = new OffscreenCanvas(320, 240);
    canvas.getContext('2d')?.fillRect(0, 0, 10, 10);
    return /** @type {any} */ (element).classify(await createImageBitmap(canvas));
  });
  expect(none).toBeNull();
  const status = meter(page).getByRole('status');
  await page.clock.runFor(900);
  await expect(status).toHaveText('');
  await page.clock.runFor(200);
  await expect(status).toHaveText('No face found');
});

test('a picture without a face is told by an event, and takes the reading before it away', async ({
  page,
}) => {
  await alone(page);
  await reached(page, 'ready');
  const told = await meter(page).evaluate(async (element) => {
    const meter = /** @type {any} */ (element);
    /** @type {string[]} */
    const told = [];
    for (const type of ['expression-change', 'expression-lost'])
      meter.addEventListener(type, () => told.push(type));
    const canvas = new OffscreenCanvas(320, 240);
    canvas.getContext('2d')?.fillRect(0, 0, 10, 10);
    await meter.classify(await createImageBitmap(canvas));
    return { told, prediction: meter.prediction };
  });
  expect(told).toEqual({ told: ['expression-lost'], prediction: null });
  await expect(meter(page).locator('.percent')).toBeEmpty();
});
