import { readFileSync } from 'node:fs';
import { strict } from './deck.js';
import { expect, test } from './helpers.js';
import { fits, lesson } from './lessons.js';

/** @typedef {import('@playwright/test').Page} Page */

test.beforeEach(strict);

/** A number as the lesson prints it. @param {string | null} text */
const number = (text) => Number((text ?? '').replace('−', '-').replace(',', '.'));

/** Opens the lesson and waits until its layers are drawn. @param {Page} page @param {string} query */
async function network(page, query) {
  await lesson(page, `lesson=network&${query}`);
  await expect(page.locator('.softmax .strong')).toHaveCount(1);
}

/** The lines of the open sum, by their names. @param {Page} page */
const terms = (page) =>
  page
    .locator('.terms tr:visible')
    .evaluateAll((rows) =>
      rows.map((row) => [
        row.querySelector('th')?.textContent ?? '',
        row.querySelector('.amount')?.textContent ?? '',
      ]),
    );

test('it fits every screen in both languages, and axe finds nothing', async ({ page }) => {
  await fits(page, 'network');
});

for (const [name, unit] of [
  ['lenet5-article', 'conv2-10-11-16'],
  ['lenet', 'conv6-100-3-3'],
  ['lenet', 'logits-3'],
]) {
  test(`what is printed of ${unit} of ${name} adds up`, async ({ page }) => {
    await network(page, `lang=en&network=${name}&unit=${unit}&stage=conv`);
    const lines = await terms(page);
    const total = lines.findIndex(([of]) => of === 'sum');
    const parts = lines.slice(0, total).map(([, text]) => number(text));
    expect(Math.abs(parts.reduce((a, b) => a + b) - number(lines[total][1]))).toBeLessThan(1e-6);
    // The value beside the face is the worker's; the sum is opened in the page.
    const [, value] = ((await page.locator('.unit-face .quiet').nth(1).textContent()) ?? '').split(
      /value |;/,
    );
    expect(Math.abs(number(value) - number(lines[total][1]))).toBeLessThan(2e-4); // of the last digit that is printed
  });
}

test('from a logit down to a pixel of the face by keyboard alone, and back up', async ({ page }) => {
  await network(page, 'lang=en&unit=logits-3');
  const heading = page.locator('.unit h3');
  await expect(heading).toHaveText('logit of “happiness”');
  const logit = await page.locator('.softmax .strong td').first().textContent();
  expect((await terms(page)).find(([of]) => of === 'sum')?.[1]).toBe(logit);
  for (const layer of ['dense2', 'dense1', 'conv2']) {
    await page.locator('.term').first().press('Enter');
    await expect(heading).toContainText(layer);
  }
  const product = page.locator('.products button').filter({ hasNotText: '0.0000' }).first();
  for (const layer of ['conv1', 'the face']) {
    const value = number(((await product.getAttribute('aria-label')) ?? '').split(/\s×\s/)[0]);
    await product.press('Enter');
    await expect(heading).toContainText(layer);
    const there = await page.locator('.unit-face .quiet').nth(1).textContent();
    expect(there).toContain(String(value.toFixed(4)).replace('-', '−'));
  }
  await expect(page).toHaveURL(/unit=input-0-\d+-\d+/);
  await page.getByRole('button', { name: 'Back up' }).press('Enter');
  await expect(heading).toContainText('conv1');
});

test('arrow keys move the unit on a map, Page Down goes to the next map', async ({ page }) => {
  await network(page, 'lang=fr&unit=conv1-0-10-10');
  const board = page.locator('.layers .board').nth(1);
  await board.press('ArrowRight');
  await board.press('PageDown');
  await expect(page.locator('.unit h3')).toHaveText('conv1, carte 2, colonne 12, ligne 11');
  await expect(page).toHaveURL(/unit=conv1-1-11-10/);
});

test('the receptive field of LeNet-5’s second convolution is 14 pixels wide', async ({ page }) => {
  await network(page, 'lang=en');
  await expect(page.getByText('sees 14 × 14 pixels of the face')).toBeVisible();
});

test('a file of weights that is none is told, and the network before stays', async ({ page }) => {
  await network(page, 'lang=en');
  const file = (/** @type {Buffer} */ buffer) => ({
    name: 'x.safetensors',
    mimeType: 'application/octet-stream',
    buffer,
  });
  const input = page.locator('.settings input[type=file]');
  await input.setInputFiles(file(Buffer.from('no weights')));
  await expect(page.getByText('The network before stays in use')).toBeVisible();
  await expect(page.locator('.layers figure')).toHaveCount(6);
  await input.setInputFiles(file(readFileSync('models/lenet-tiny.safetensors')));
  await expect(page.locator('.layers figure')).toHaveCount(9);
});

test('the maps of what counts are labelled for what they are, with a table behind', async ({ page }) => {
  await network(page, 'lang=en&network=lenet-tiny');
  const attention = page.locator('.attention');
  await attention.getByRole('button', { name: 'Compute for this face' }).press('Enter');
  await expect(attention.getByRole('status')).toContainText(/“happiness” loses most, \d/);
  await expect(attention.getByText('covers one place after another')).toBeVisible();
  await expect(attention.getByText('The exact gradient of the logit of “happiness”')).toBeVisible();
  const table = attention.locator('table');
  await expect(table.locator('tbody tr')).toHaveCount(11);
  const told = String(await attention.getByRole('status').textContent());
  const [, fall] = told.match(/loses most, ([\d.]+) points/) ?? [];
  const cells = (await table.locator('td').allTextContents()).map(number);
  expect(Math.min(...cells)).toBeCloseTo(-Number(fall), 6);
});

test('a frame is kept, compared in its own colours, and let go of', async ({ page }) => {
  await network(page, 'lang=fr&network=lenet-tiny&unit=conv1-0-10-10');
  await page.getByRole('button', { name: 'Garder cette image' }).press('Enter');
  const pixels = () =>
    page
      .locator('.layers canvas')
      .nth(1)
      .evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
  const now = await pixels();
  await page.getByRole('radio', { name: 'différence' }).press('Space');
  await expect(page).toHaveURL(/compare=difference/);
  const colours = await page
    .locator('.layers canvas')
    .nth(1)
    .evaluate((canvas) => {
      const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
      const data = /** @type {HTMLCanvasElement} */ (canvas)
        .getContext('2d')
        ?.getImageData(0, 0, width, height).data;
      return new Set(Array.from({ length: width * height }, (_, i) => data?.slice(4 * i, 4 * i + 4).join()))
        .size;
    });
  expect(colours).toBeLessThanOrEqual(2); // the grey of 0, and what lies between maps: the frame has not changed
  await page.getByRole('radio', { name: 'gardée' }).press('Space');
  expect(await pixels()).toBe(now);
  await page.getByRole('button', { name: 'Oublier l’image' }).press('Enter');
  await expect(page.getByRole('radio', { name: 'par couche' })).toBeVisible();
});

test('a checkpoint that is dropped on the lesson is taken', async ({ page }) => {
  await network(page, 'lang=en');
  const bytes = readFileSync('models/lenet-tiny.safetensors').toString('base64');
  const transfer = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(
      new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], 'mine.safetensors'),
    );
    return data;
  }, bytes);
  await page.locator('.layers').dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.locator('.layers figure')).toHaveCount(9);
  await expect(page.locator('[data-control=network] select')).toHaveValue('file');
});

test('a checkpoint of another shape is told, and the network before stays', async ({ page }) => {
  await network(page, 'lang=en');
  const file = readFileSync('models/lenet-tiny.safetensors');
  const length = Number(file.readBigUInt64LE(0));
  const header = file.subarray(8, 8 + length).toString();
  const changed = header.replace('"shape":[16]', '"shape":[4,4]');
  expect(changed).not.toBe(header);
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(changed.length));
  const buffer = Buffer.concat([size, Buffer.from(changed), file.subarray(8 + length)]);
  await page
    .locator('.settings input[type=file]')
    .setInputFiles({ name: 'x.safetensors', mimeType: 'application/octet-stream', buffer });
  await expect(page.getByText('The network before stays in use')).toBeVisible();
  await expect(page.locator('.layers figure')).toHaveCount(6);
});
