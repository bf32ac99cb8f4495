// Any figure of a lesson is saved as it is shown, in either language.
import { readFileSync } from 'node:fs';
import { strict } from './deck.js';
import { expect, test } from './helpers.js';
import { lesson } from './lessons.js';

test.beforeEach(strict);

/** Presses a figure's button. @param {import('@playwright/test').Page} page @param {string} figure @param {'SVG' | 'PNG'} format */
async function saved(page, figure, format) {
  const button = page
    .locator(`[data-figure="${figure}"] ~ .savers`)
    .first()
    .getByRole('button', { name: format });
  const [file] = await Promise.all([page.waitForEvent('download'), button.press('Enter')]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** Reads a saved SVG where no content policy forbids to. @param {import('@playwright/test').Page} page @param {Buffer} bytes */
async function parsed(page, bytes) {
  const blank = await page.context().newPage();
  const found = await blank.evaluate((text) => {
    const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      tag: root.localName,
      words: [...root.querySelectorAll('text')].map(({ textContent }) => textContent).join(' | '),
      fills: [...root.querySelectorAll('[fill]')].map((node) => node.getAttribute('fill')),
      classes: root.querySelectorAll('[class]').length,
    };
  }, bytes.toString('utf8'));
  await blank.close();
  return found;
}

for (const [lang, word] of /** @type {const} */ ([
  ['en', 'w₁ = −0.5'],
  ['fr', 'w₁ = −0,5'],
]))
  test(`a drawing as SVG, its looks with it, in ${lang}`, async ({ page }) => {
    await lesson(page, `lesson=neuron&lang=${lang}`);
    const { name, bytes } = await saved(page, 'neuron', 'SVG');
    expect(name).toBe('mimique-neuron-neuron.svg');
    const { tag, words, fills, classes } = await parsed(page, bytes);
    expect(tag).toBe('svg');
    expect(words).toContain(word);
    expect(classes).toBe(0);
    expect(new Set(fills).size).toBeGreaterThan(2);
  });

test('a table that is drawn as bars and dots, in French', async ({ page }) => {
  await lesson(page, 'lesson=results&lang=fr');
  await expect(page.locator('[data-figure=known] table')).toBeVisible();
  const { words } = await parsed(page, (await saved(page, 'known', 'SVG')).bytes);
  expect(words).toContain('le réseau de la page');
  expect(words).toMatch(/68,4\s%/);
});

test('a map as PNG, of the size that it is shown in and sharper', async ({ page }) => {
  await lesson(page, 'lesson=convolution&lang=en');
  const { name, bytes } = await saved(page, 'map', 'PNG');
  expect(name).toBe('mimique-convolution-map.png');
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  const box = await page.locator('[data-figure=map]').boundingBox();
  expect(bytes.readUInt32BE(16)).toBe(2 * (Math.ceil(box?.width ?? 0) + 32));
  const colours = await page.evaluate(async (text) => {
    const image = new Image();
    image.src = `data:image/png;base64,${text}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return new Set(new Uint32Array(data.buffer)).size;
  }, bytes.toString('base64'));
  expect(colours).toBeGreaterThan(100); // the map is in it
});

test('the buttons are hidden by their name', async ({ page }) => {
  await lesson(page, 'lesson=neuron&lang=en&hide=save');
  await expect(page.locator('.savers').first()).toBeHidden();
});
