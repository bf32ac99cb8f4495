// Browsers whose protection against fingerprinting alters the pixels that pages read, or keeps them back.
import { bars, button, expect, meter, opened, reached, test } from './helpers.js';

/** What the protection does, in the worker, before anything else runs there. */
const NOISE = `
const read = OffscreenCanvasRenderingContext2D.prototype.getImageData;
OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...box) {
  const image = read.apply(this, box);
  for (let i = 0; i < image.data.length; i++) image.data[i] = (i * 2654435761) >>> 24;
  return image;
};`;
const A_LITTLE = NOISE.replace('= (i * 2654435761) >>> 24', '^= (i % 7 === 0 ? 1 : 0)');
const NO_CANVAS = 'OffscreenCanvas.prototype.getContext = () => null;';
const NO_FRAMES = 'delete globalThis.VideoFrame;';

/** @param {import('@playwright/test').Page} page @param {string} script */
const inWorker = (page, script) =>
  page.route('**/worker-*.js', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: script + (await answer.text()) });
  });

for (const [what, script] of [
  ['gives noise', NOISE],
  ['changes a value by one here and there', A_LITTLE],
  ['gives no canvas', NO_CANVAS],
]) {
  test(`a browser that ${what} reads as any other does`, async ({ page, context }) => {
    await opened(page);
    const expected = await bars(page);
    const other = await context.newPage();
    await inWorker(other, script);
    await opened(other);
    const read = await bars(other);
    for (const [label, value] of Object.entries(expected))
      expect(Math.abs(read[label] - value)).toBeLessThan(1);
    expect(Object.keys(read)).toEqual(Object.keys(expected));
  });
}

test('where there is no way to the pixels, it is said, and nothing is read', async ({ page }) => {
  await inWorker(page, NOISE + NO_FRAMES);
  await page.goto('./');
  await reached(page, 'error');
  await expect(meter(page)).toContainText('alters the pictures that pages read');
  await page.unroute('**/worker-*.js');
  await page.reload();
  await reached(page, 'ready');
  await expect(button(page, 'Try again')).toBeHidden();
});
