// What the lab learns from, and what it keeps of it.
import { zipSync } from 'fflate';
import { packed } from '../../www/lab/project.js';
import { fromAddress } from '../../www/lab/settings.js';
import { file, give, png } from './datasets.js';
import { expect, test } from './helpers.js';
import { EASY, curve, epochs, lab, opened } from './lab.js';

/** @typedef {import('@playwright/test').Page} Page */

test.describe.configure({ timeout: 600_000 });

test('a run is offered again after a reload, and goes on as it would have', async ({ page }) => {
  await opened(page, EASY);
  await epochs(page, 2);
  await expect(page.getByText('Kept in this browser.')).toBeVisible();
  const before = await curve(page);
  await opened(page);
  await page.getByRole('button', { name: 'Go on with it' }).click();
  await expect(lab(page).accuracies).toHaveCount(2);
  expect(await curve(page)).toEqual(before);
  await lab(page).epoch.click();
  await expect(lab(page).accuracies).toHaveCount(3);
  const resumed = await curve(page);
  await page.getByRole('button', { name: 'Delete everything' }).click();
  await expect(page.getByText('Everything is deleted.')).toBeVisible();
  await opened(page, EASY);
  await expect(page.getByRole('button', { name: 'Go on with it' })).toBeHidden();
  await epochs(page, 3);
  expect(await curve(page)).toEqual(resumed);
});

/** A fer2013.csv of random pictures; row 5 has too few values. */
const csv = () => {
  const row = (/** @type {number} */ i, /** @type {string} */ usage) =>
    `${i % 7},${Array.from({ length: 2304 }, (_, p) => (p * (i + 3)) % 256).join(' ')},${usage}`;
  const rows = Array.from({ length: 84 }, (_, i) => row(i, i < 70 ? 'Training' : 'PublicTest'));
  rows.splice(5, 0, '3,1 2 3,Training');
  return Buffer.from(`emotion,pixels,Usage\n${rows.join('\n')}\n`);
};
const fileOf = (/** @type {Page} */ page) => page.locator('.data-source input[type=file]').first();

test('a fer2013.csv is learned from, its faults are told, and what is none is refused', async ({ page }) => {
  await opened(page);
  await fileOf(page).setInputFiles({ name: 'faces.csv', mimeType: 'text/csv', buffer: csv() });
  await expect(page.getByText(/Now: faces\.csv, 70 pictures to learn from, 14 to check with/)).toBeVisible();
  await expect(page.getByText(/cannot be read: 1\./)).toBeVisible();
  await epochs(page, 1);
  const wrong = { name: 'wrong.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') };
  await fileOf(page).setInputFiles(wrong);
  await expect(page.getByText(/Expected a CSV file with the columns/)).toBeVisible();
  await expect(page.getByText(/Now: faces\.csv/)).toBeVisible();
  await page.getByRole('button', { name: 'Back to drawn faces' }).click();
  await expect(lab(page).status).toHaveText(/^Ready: 2,800 faces/, { timeout: 60_000 });
});

test('pictures of one label alone are refused with what to do', async ({ page }) => {
  await opened(page, EASY);
  const alone = csv().toString().replace(/^\d,/gm, '3,');
  const file = { name: 'alone.csv', mimeType: 'text/csv', buffer: Buffer.from(alone) };
  await fileOf(page).setInputFiles(file);
  await expect(page.getByText(/cannot be learned from: .*give another label some/)).toBeVisible();
  await epochs(page, 1);
});

test('pictures of 1 × 1 and of 8000 × 8000 in a zip are learned from, plain as they are', async ({
  page,
}) => {
  await opened(page, EASY);
  const zip = Object.fromEntries(
    ['train', 'validation'].flatMap((split) =>
      ['dark', 'light'].flatMap((label, i) =>
        [1, 8000].map((side) => [`${split}/${label}/${side}.png`, png(side, 100 + 60 * i)]),
      ),
    ),
  );
  await give(page, file('odd.zip', zipSync(zip, { level: 0 })));
  await expect(page.getByText('Now: odd.zip, 4 pictures to learn from, 4 to check with')).toBeVisible({
    timeout: 60_000,
  });
  await epochs(page, 1);
});

test('a project is taken along as a file and goes on elsewhere as it would have', async ({ page }, info) => {
  await opened(page, EASY);
  await epochs(page, 2);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the project as a file' }).click();
  const path = info.outputPath('lab.mimique');
  await (await downloading).saveAs(path);
  await epochs3(page);
  const unbroken = await curve(page);
  await opened(page, 'seed=9');
  await page.locator('#project').setInputFiles(path);
  await expect(page.getByText('lab.mimique is open.')).toBeVisible();
  await lab(page).epoch.click();
  await expect(lab(page).accuracies).toHaveCount(3);
  expect(await curve(page)).toEqual(unbroken);
  await page
    .locator('#project')
    .setInputFiles({ name: 'x.mimique', mimeType: '', buffer: Buffer.from('mimi') });
  await expect(page.getByText(/x\.mimique cannot be opened: it is not a project/)).toBeVisible();
});

/** One epoch more than two. @param {Page} page */
async function epochs3(page) {
  await lab(page).epoch.click();
  await expect(lab(page).accuracies).toHaveCount(3);
}

test('a project brings pictures of one’s own and what was opened, and both stay', async ({ page }) => {
  const { values } = fromAddress(new URLSearchParams(EASY));
  const pictures = [1, 2, 3].map((grey) => new Uint8Array(2304).fill(grey));
  const project = packed({
    run: { values, history: [], state: null, base: null, given: null },
    own: [{ name: 'left', bursts: [pictures.slice(0, 2), pictures.slice(2)] }],
    opened: ['test'],
  });
  const buffer = Buffer.from(await project.arrayBuffer());
  await opened(page, EASY);
  await page.locator('#project').setInputFiles({ name: 'mine.mimique', mimeType: '', buffer });
  await expect(page.getByText('mine.mimique is open.')).toBeVisible();
  await opened(page, EASY);
  await page.getByRole('button', { name: 'Pictures of your own, by camera' }).click();
  await expect(page.locator('.own-label .held')).toHaveText(['3 pictures in 2 bursts']);
  await page.getByRole('button', { name: /A sealed test/ }).click();
  await expect(page.getByText(/^These faces were opened before/)).toBeVisible();
});

test('a second tab is told that the first one keeps its run', async ({ page, context }) => {
  await opened(page, EASY);
  const second = await context.newPage();
  await opened(second, EASY);
  await expect(second.getByText(/The lab is open in another tab/)).toBeVisible();
  await epochs(second, 1);
  await expect(second.getByText('Kept in this browser.')).toBeHidden();
  await epochs(page, 1);
  await expect(page.getByText('Kept in this browser.')).toBeVisible();
});

test('storage that is refused is told, and training goes on', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  });
  await opened(page, EASY);
  await epochs(page, 1);
  await expect(page.getByText(/This browser keeps nothing/)).toBeVisible();
});
