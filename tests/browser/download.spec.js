// What a visitor downloads until the first reading, as the page really asks for it.
import { brotliCompressSync } from 'node:zlib';
import { UNTIL_READING } from '../../scripts/check-size.mjs';
import { expect, opened, test } from './helpers.js';

/**
 * Opens a page and weighs, packed by brotli, what it has asked for by its first reading.
 * @param {import('@playwright/test').Page} page
 * @param {string} address
 */
async function weighed(page, address) {
  /** @type {Map<string, Promise<number>>} by name: a file that is asked for twice comes from the browser's cache */
  const files = new Map();
  page.on('response', (response) => {
    if (!response.url().startsWith('http')) return; // the icon is in the page
    const size = response.body().then((body) => brotliCompressSync(body).length);
    files.set(new URL(response.url()).pathname.split('/').at(-1) || 'index.html', size);
  });
  await opened(page, address);
  const names = [...files.keys()];
  return { names, bytes: (await Promise.all(files.values())).reduce((sum, size) => sum + size) };
}

for (const [model, limit] of Object.entries(UNTIL_READING)) {
  test(`until the first reading with ${model}, no more than ${limit / 1000} KB, and no detector`, async ({
    page,
  }) => {
    const { names, bytes } = await weighed(
      page,
      model === 'lenet' ? './' : `./?weights=models/${model}.safetensors`,
    );
    expect(names.filter((name) => name.endsWith('.safetensors'))).toEqual([`${model}.safetensors`]);
    expect(names.filter((name) => /\.wasm$|^worker/.test(name))).toHaveLength(2);
    expect(bytes).toBeLessThanOrEqual(limit);
  });
}
