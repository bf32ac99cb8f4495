// A photo of 24 megapixels is shrunk once, when it is opened, and never again.
import { alone } from './alone.js';
import { expect, meter, picture, readings, test } from './helpers.js';

test('a photo of 24 megapixels is shrunk once, however often its box is moved', async ({ page }) => {
  await page.addInitScript(() => {
    const real = globalThis.createImageBitmap;
    const counts = { shrunk: 0, whole: 0 };
    Object.assign(globalThis, { counts });
    globalThis.createImageBitmap = async (/** @type {any[]} */ ...all) => {
      const image = await /** @type {any} */ (real)(...all);
      if (all.some((each) => each?.resizeWidth)) counts.shrunk += 1;
      else if (image.width * image.height > 4e6) counts.whole += 1;
      return image;
    };
  });
  await alone(page);
  const buffer = await picture(page, { width: 6000, height: 4000 });
  const counts = () => page.evaluate(() => /** @type {any} */ (globalThis).counts);
  await page.evaluate(() => Object.assign(/** @type {any} */ (globalThis).counts, { shrunk: 0, whole: 0 }));
  const first = readings(page);
  await meter(page)
    .locator('input[type=file]')
    .setInputFiles({ name: 'large.jpg', mimeType: 'image/jpeg', buffer });
  await first;
  await meter(page).getByRole('application').focus();
  for (const key of ['ArrowLeft', 'ArrowLeft', '+', 'ArrowUp']) {
    const reading = readings(page);
    await page.keyboard.press(key);
    await reading;
  }
  expect(await counts()).toEqual({ shrunk: 1, whole: 1 });
  // The box is told in the photo's own pixels all the same.
  const { face } = await meter(page).evaluate((element) => /** @type {any} */ (element).prediction);
  expect(face.width).toBeGreaterThan(1000);
});
