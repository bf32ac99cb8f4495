import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { findings } from './lessons.js';
import { expect, test } from './helpers.js';
import { EASY, curve, epochs, lab, opened } from './lab.js';

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

test('leaving its slide pauses training', async ({ page }) => {
  await opened(page, `${EASY}&schedule=constant`);
  await lab(page).play.click();
  await expect(lab(page).pause).toBeEnabled();
  await page.evaluate(() => postMessage('slide:stop', '*')); // a page of its own is its own parent
  await expect(lab(page).status).toHaveText(/^Paused after/);
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

test('two runs stand on one chart, with what differs between them', async ({ page }) => {
  await opened(page, EASY);
  await epochs(page, 2);
  await page.getByRole('button', { name: 'Keep this run for comparison' }).click();
  const compare = page.locator('.panel.compare');
  await expect(compare.locator('.sentence')).toHaveText('Nothing differs: it is the same run.');
  await page.getByLabel('Learning rate').selectOption('0.002');
  await page.getByLabel('Batch', { exact: true }).selectOption('4');
  await epochs(page, 1);
  await expect(compare.locator('.sentence')).toHaveText(
    'What differs: Learning rate 0.01 → 0.002, Batch 8 → 4.',
  );
  // Along the steps: two epochs of 17 steps before, one of 35 now.
  await page.getByLabel('Horizontal axis').selectOption('byStep');
  await expect(compare.locator('tbody tr').first()).toHaveText(/^17/);
  await expect(compare.locator('tbody tr').nth(1)).toHaveText(/^34/);
  await expect(compare.locator('tbody tr').nth(2)).toHaveText(/^35––\d/);
});

test('a cell of the confusion matrix opens its pictures', async ({ page }) => {
  await opened(page, EASY);
  await epochs(page, 1);
  const cells = page.locator('.panel.confusion tbody td');
  await expect(cells).toHaveCount(49); // a frame for each panel
  const counts = await cells.allTextContents();
  const full = counts.findIndex((count) => Number(count) > 0);
  await cells.nth(full).click();
  const n = Math.min(24, Number(counts[full]));
  await expect(page.locator('.panel.confusion .cell figure')).toHaveCount(n);
  await expect(page.locator('.panel.confusion .cell')).toContainText(`: ${counts[full]}.`);
});

test('early stop ends a run that gets no better and names its best epoch', async ({ page }) => {
  await opened(page, 'pictures=10&batch=8&schedule=constant&patience=3');
  await lab(page).play.click();
  await expect(lab(page).status).toHaveText(/^Stopped early after \d+ epochs.*below that of epoch \d+\.$/, {
    timeout: 120_000,
  });
  const told = /after (\d+) epochs.*epoch (\d+)/.exec((await lab(page).status.textContent()) ?? '');
  expect(Number(told?.[1]) - Number(told?.[2])).toBe(3);
  await lab(page).epoch.click();
  await expect(lab(page).status).toHaveText(new RegExp(`^Paused after ${Number(told?.[1]) + 1} epochs`));
});

test('the last layer of a shipped network is tuned, and its own kernels stay', async ({ page }) => {
  await opened(page, `${EASY}&rate=0.002`);
  await page.getByRole('button', { name: 'the small shipped one' }).click();
  await expect(page.getByText(/Runs begin with lenet-tiny/)).toBeVisible();
  await page.getByLabel('Train its last layer only').check();
  await epochs(page, 1);
  await expect(page.locator('.kernel-grid canvas')).toHaveCount(16);
  const kernels = () =>
    page
      .locator('.kernel-grid canvas')
      .first()
      .evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
  const before = await kernels();
  await lab(page).epoch.click();
  await expect(lab(page).accuracies).toHaveCount(2);
  expect(await kernels()).toBe(before);
});

test('bytes that are no checkpoint are refused with the reason', async ({ page }) => {
  await opened(page, EASY);
  const file = { name: 'no.safetensors', mimeType: '', buffer: Buffer.from('nothing') };
  await page.locator('#base').setInputFiles(file);
  await expect(page.getByText(/no\.safetensors cannot be used: .*only 7 bytes/)).toBeVisible();
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
