import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { findings } from './lessons.js';
import { expect, test } from './helpers.js';

/** @typedef {import('@playwright/test').Page} Page */

const lab = (/** @type {Page} */ page) => ({
  play: page.getByRole('button', { name: 'Train', exact: true }),
  pause: page.getByRole('button', { name: 'Pause', exact: true }),
  epoch: page.getByRole('button', { name: 'One epoch', exact: true }),
  step: page.getByRole('button', { name: 'One step', exact: true }),
  status: page.locator('.transport .status'),
  accuracies: page.locator('.panel.accuracy .behind tbody tr'),
});

/** Opens the lab and waits for its faces. @param {Page} page @param {string} [query] */
async function opened(page, query = '') {
  await page.goto(`./lab.html?lang=en&${query}`);
  await expect(lab(page).status).toHaveText(/^Ready: [\d,]+ faces/, { timeout: 120_000 });
}

/** Goes on for so many epochs. @param {Page} page @param {number} count */
async function epochs(page, count) {
  for (let n = 1; n <= count; n++) {
    await lab(page).epoch.click();
    await expect(lab(page).status).toHaveText(new RegExp(`^(Paused after|Done:) ${n} epoch`), {
      timeout: 60_000,
    });
  }
}

/** The numbers behind the chart of accuracy. @param {Page} page */
const curve = (page) => lab(page).accuracies.allTextContents();

/** Few faces that are easily told apart: a run of a moment. */
const EASY = 'pictures=20&pose=0.2&ambiguity=0&batch=8';

test.describe.configure({ timeout: 600_000 });

test('LeNet-5 learns the default faces far beyond what lines can', async ({ page }) => {
  await opened(page, 'epochs=20');
  await lab(page).play.click();
  await expect(lab(page).status).toHaveText(/^Done: 20 epochs/, { timeout: 500_000 });
  const last = (await curve(page)).at(-1) ?? '';
  const [, validation] = [...last.matchAll(/(\d+\.\d)%/g)].map(([, percent]) => Number(percent));
  expect(validation).toBeGreaterThanOrEqual(90);
});

test('pause stops within a step or two, and play goes on from there', async ({ page }) => {
  await opened(page);
  await lab(page).play.click();
  await expect(lab(page).status).toHaveText(/^Epoch 1, step/);
  await lab(page).pause.click();
  await expect(lab(page).play).toBeEnabled();
  await expect(lab(page).status).toHaveText(/^Paused after/);
  const paused = await lab(page).status.textContent();
  await lab(page).step.click();
  await expect(lab(page).status).not.toHaveText(paused ?? '');
  const steps = (/** @type {string | null} */ text) => Number(/(\d+) steps?\./.exec(text ?? '')?.[1]);
  await expect(lab(page).status).toHaveText(new RegExp(` ${steps(paused) + 1} steps?\\.$`));
});

test('the same seed draws the same curve twice, and another one another', async ({ page }) => {
  const curves = [];
  for (const seed of [3, 3, 4]) {
    await opened(page, `${EASY}&seed=${seed}`);
    await epochs(page, 3);
    curves.push(await curve(page));
  }
  expect(curves[0]).toHaveLength(3);
  expect(curves[1]).toEqual(curves[0]);
  expect(curves[2]).not.toEqual(curves[0]);
});

test('what is trained reads a face at once, and its checkpoint explains itself', async ({ page }, info) => {
  await opened(page, EASY);
  await epochs(page, 2);
  await page.getByRole('button', { name: 'Read a face with it' }).click();
  await page.waitForFunction(() => document.querySelector('expression-meter')?.state === 'ready');
  const figures = await page.evaluate(() => document.querySelector('expression-meter')?.metadata?.figures?.n);
  expect(figures).toBe(490);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the checkpoint' }).click();
  const path = info.outputPath('lab.safetensors');
  await (await downloading).saveAs(path);
  const mimique = ['target/release/mimique', 'target/debug/mimique'].find(existsSync);
  test.skip(!mimique, 'the command line is not built');
  const { stdout } = await promisify(execFile)(mimique ?? '', ['inspect', path]);
  expect(stdout).toContain('205451');
  expect(stdout).toContain('lab.html?');
});

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

test('a rate that is far too large stops with the reason, and a smaller one begins anew', async ({
  page,
}) => {
  await opened(page, 'pictures=40&pose=0&net=wide&rate=0.5&norm=false&batch=4&schedule=constant');
  await lab(page).play.click();
  await expect(page.getByRole('alert')).toHaveText(/The loss is no longer a number/, { timeout: 120_000 });
  await page.getByLabel('Learning rate').selectOption('0.002');
  await lab(page).step.click();
  await expect(lab(page).status).toHaveText(/^Paused after 0 epochs and 1 step\./);
});

test('settings that differ from the curves are told, the learning rate excepted', async ({ page }) => {
  await opened(page, EASY);
  await epochs(page, 1);
  await page.getByLabel('Learning rate').selectOption('0.005');
  await expect(page.locator('.figures')).not.toHaveClass(/stale/);
  await page.getByLabel('Batch', { exact: true }).selectOption('16');
  await expect(page.getByRole('alert')).toHaveText(/belong to other settings/);
  await expect(page).toHaveURL(/batch=16/);
  await epochs(page, 1);
  await expect(page.locator('.figures')).not.toHaveClass(/stale/);
});

test('a value in the address that does not exist is refused with a word', async ({ page }) => {
  await opened(page, 'batch=7&net=huge');
  await expect(page.getByRole('alert')).toHaveText(/“Architecture, Batch”/);
});

test('a fer2013.csv is read in pieces, and its faults are told', async ({ page }) => {
  await opened(page);
  const row = (/** @type {number} */ i, /** @type {string} */ usage) =>
    `${i % 7},${Array.from({ length: 2304 }, (_, p) => (p * (i + 3)) % 256).join(' ')},${usage}`;
  const rows = Array.from({ length: 84 }, (_, i) => row(i, i < 70 ? 'Training' : 'PublicTest'));
  rows.splice(5, 0, '9,1 2 3,Training');
  const csv = Buffer.from(`emotion,pixels,Usage\n${rows.join('\n')}\n`);
  await page
    .getByLabel('Open fer2013.csv')
    .setInputFiles({ name: 'faces.csv', mimeType: 'text/csv', buffer: csv });
  await expect(page.getByText(/faces\.csv: 70 pictures to learn from, 14 to check with\./)).toHaveText(
    /line 7/,
  );
  await epochs(page, 1);
  await page.getByLabel('Open fer2013.csv').setInputFiles({
    name: 'wrong.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('a,b\n1,2\n'),
  });
  await expect(page.getByText(/wrong\.csv holds no pictures/)).toBeVisible();
});

test('an experiment asks first, and tells what it measured', async ({ page }) => {
  await opened(page);
  await page.getByRole('button', { name: /Learn by heart/ }).click();
  await page.getByRole('button', { name: 'Nearly all right' }).click();
  await expect(page.locator('.told')).toHaveText(
    /What happened instead: Less than half right.*On the faces it learned/s,
    {
      timeout: 500_000,
    },
  );
});

test('it fits on a phone, a desktop and a projector, in both languages, and axe finds nothing', async ({
  page,
}) => {
  await opened(page, EASY);
  await epochs(page, 1);
  for (const [width, height, lang, colorScheme] of /** @type {const} */ ([
    [375, 812, 'Français', 'light'],
    [1280, 800, 'Français', 'dark'],
    [1920, 1080, 'English', 'light'],
  ])) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await page.getByRole('link', { name: lang }).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(await page.locator('main').innerText()).not.toMatch(/undefined|NaN|\{\w+\}/);
    expect(await findings(page), `${width} ${lang}`).toEqual([]);
  }
});
