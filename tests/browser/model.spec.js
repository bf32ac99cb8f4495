// Another checkpoint in place of the one that ships: chosen, dropped, by attribute; and what is said of one that does not fit.
import { readFileSync } from 'node:fs';
import { button, expect, meter, opened, reached, test } from './helpers.js';

/** @typedef {import('@playwright/test').Page} Page */

const three = {
  name: 'three.safetensors',
  mimeType: '',
  buffer: readFileSync('models/lenet5-article-3.safetensors'),
};

/** A checkpoint whose one tensor has lost a row. */
function misshapen() {
  const bytes = readFileSync('models/lenet-tiny.safetensors');
  const length = Number(bytes.readBigUInt64LE());
  const header = bytes.subarray(8, 8 + length).toString();
  const [before] = /"dense1.bias":\{[^}]*"shape":\[14\]/.exec(header) ?? [''];
  const after = before.replace('dense1.bias', 'dense9.bias');
  const buffer = Buffer.concat([
    bytes.subarray(0, 8),
    Buffer.from(header.replace(before, after)),
    bytes.subarray(8 + length),
  ]);
  return { name: 'other.safetensors', mimeType: '', buffer };
}

/** A checkpoint under other labels. @param {string[]} labels */
function labelled(labels) {
  const length = Number(three.buffer.readBigUInt64LE());
  const header = JSON.parse(three.buffer.subarray(8, 8 + length).toString());
  header.__metadata__.labels = JSON.stringify(labels);
  const text = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(text.length));
  return { ...three, buffer: Buffer.concat([size, text, three.buffer.subarray(8 + length)]) };
}

/** @param {Page} page */
const panel = (page) => meter(page).locator('.model');

/** @param {Page} page @param {{ name: string, mimeType: string, buffer: Buffer }} file */
async function choose(page, file) {
  const chooser = page.waitForEvent('filechooser');
  await button(page, 'Load another model').click();
  await (await chooser).setFiles(file);
}

test('the panel tells what the checkpoint says of itself', async ({ page }) => {
  await opened(page);
  await button(page, 'About the model').click();
  for (const words of ['lenet', 'anger, disgust, fear', '5×5×16 ↓2', 'FER2013', 'PublicTest', 'mimique']) {
    await expect(panel(page)).toContainText(words);
  }
  await page.getByRole('link', { name: 'Français' }).click();
  await expect(panel(page)).toContainText('colère, dégoût, peur');
  await button(page, 'Fermer').click();
  await expect(panel(page)).toBeHidden();
});

test('a checkpoint of three groups takes the place of the seven classes, and gives it back', async ({
  page,
}) => {
  await opened(page);
  await button(page, 'About the model').click();
  await choose(page, three);
  await expect(meter(page).getByRole('meter')).toHaveCount(3);
  await expect(panel(page)).toContainText('lenet5-article-3');
  await expect(button(page, '7 classes')).toBeHidden();
  await button(page, 'Back to the first model').click();
  await expect(meter(page).getByRole('meter')).toHaveCount(7);
});

test('a dropped checkpoint is taken for one', async ({ page }) => {
  await opened(page);
  const transfer = await page.evaluateHandle((base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], 'tiny.safetensors'));
    return transfer;
  }, readFileSync('models/lenet-tiny.safetensors').toString('base64'));
  await meter(page).locator('.stage').dispatchEvent('drop', { dataTransfer: transfer });
  await expect(panel(page)).toContainText('lenet-tiny');
  await reached(page, 'ready');
});

test('one that does not fit is refused with what is wrong with it, and the reading stays', async ({
  page,
}) => {
  await opened(page);
  const label = await meter(page).locator('.most').getAttribute('data-label');
  await button(page, 'About the model').click();
  await choose(page, misshapen());
  const alert = panel(page).getByRole('alert');
  await expect(alert).toContainText('dense1.bias');
  await choose(page, {
    name: 'holiday.safetensors',
    mimeType: '',
    buffer: Buffer.from('not a checkpoint at all'),
  });
  await expect(alert).toContainText('safetensors');
  await reached(page, 'ready');
  expect(await meter(page).locator('.most').getAttribute('data-label')).toBe(label);
  await choose(page, three);
  await expect(alert).toBeHidden();
});

test('a file too large for a checkpoint is refused before it is read', async ({ page }) => {
  await opened(page, './?lang=en');
  const read = await meter(page).evaluate(async (element) => {
    const file = new File([new Uint8Array(16 * 1024 * 1024 + 1)], 'large.safetensors');
    let read = 0;
    File.prototype.arrayBuffer = () => (read++, Promise.reject(new Error('read')));
    const transfer = new DataTransfer();
    transfer.items.add(file);
    const stage = /** @type {HTMLElement} */ (element.shadowRoot?.querySelector('.stage'));
    stage.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true }));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return read;
  });
  await expect(meter(page).getByText(/expected at most 16777216 bytes/)).toBeVisible();
  expect(read).toBe(0);
  await expect(meter(page).getByRole('meter')).toHaveCount(7);
});

test('labels that hold a comma are told apart', async ({ page }) => {
  await opened(page);
  await button(page, 'About the model').click();
  for (const labels of [
    ['a,b', 'c', 'd'],
    ['a', 'b,c', 'd'],
  ]) {
    await choose(page, labelled(labels));
    for (const name of labels)
      await expect(meter(page).getByRole('meter', { name, exact: true })).toBeVisible();
  }
});
