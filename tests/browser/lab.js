// What the tests of the lab share.
import { expect } from './helpers.js';

/** @typedef {import('@playwright/test').Page} Page */

export const lab = (/** @type {Page} */ page) => ({
  play: page.getByRole('button', { name: 'Train', exact: true }),
  pause: page.getByRole('button', { name: 'Pause', exact: true }),
  epoch: page.getByRole('button', { name: 'One epoch', exact: true }),
  step: page.getByRole('button', { name: 'One step', exact: true }),
  status: page.locator('.transport .status'),
  accuracies: page.locator('.panel.accuracy .behind tbody tr'),
});

/** Opens the lab and waits for its faces. @param {Page} page @param {string} [query] */
export async function opened(page, query = '') {
  await page.goto(`./lab.html?lang=en&${query}`);
  await expect(lab(page).status).toHaveText(/^Ready: [\d,]+ faces/, { timeout: 120_000 });
}

/** Goes on for so many epochs. @param {Page} page @param {number} count */
export async function epochs(page, count) {
  for (let n = 1; n <= count; n++) {
    await lab(page).epoch.click();
    await expect(lab(page).status).toHaveText(new RegExp(`^(Paused after|Done:) ${n} epoch`), {
      timeout: 60_000,
    });
    await expect(lab(page).accuracies).toHaveCount(n); // drawn a frame or two later
  }
}

/** The numbers behind the chart of accuracy. @param {Page} page */
export const curve = (page) => lab(page).accuracies.allTextContents();

/** Few faces that are easily told apart: a run of a moment. */
export const EASY = 'pictures=20&pose=0.2&ambiguity=0&batch=8';
