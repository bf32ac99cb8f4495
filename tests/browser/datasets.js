// Datasets for the tests that drop one: rows of plain grey.

export const HEADER = 'emotion,pixels,Usage\n';

/** A row of one grey. @param {number} label @param {number} grey @param {string} [split] */
export const row = (label, grey, split = 'Training') =>
  `${label},${Array(2304).fill(grey).join(' ')},${split}\n`;

/** A file for an input. @param {string} name @param {string | Uint8Array} content */
export const file = (name, content) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

/** Drops files on the data source. @param {import('@playwright/test').Page} page @param {ReturnType<typeof file> | ReturnType<typeof file>[]} files */
export const give = (page, files) =>
  page.locator('.data-source input[type=file]').first().setInputFiles(files);
