// Pictures of one's own in the lab: a browser with a film for its camera.
import { launchOptions } from '../../scripts/chromium.mjs';
import { makeFilm, removeFilm, switches } from './fake-camera.js';
import { expect, test } from './helpers.js';
import { EASY, opened } from './lab.js';

test.use({ launchOptions: await launchOptions(...switches), permissions: ['camera'] });
test.beforeAll(({ browser }) => makeFilm(browser));
test.afterAll(removeFilm);
test.describe.configure({ timeout: 300_000 });

test('faces are taken by a held space bar, undone by the burst, and learned under own names', async ({
  page,
}) => {
  await opened(page, EASY);
  await page.getByRole('button', { name: 'Pictures of your own, by camera' }).click();
  const held = page.locator('.own-label .held');
  const learn = page.getByRole('button', { name: 'Learn from these' });
  await page.getByLabel('Name of label 1').fill('left');
  await expect(learn).toBeDisabled();
  await expect(page.getByText('“left” has no picture yet.')).toBeVisible();
  for (const label of [0, 0, 1]) {
    const before = (await held.nth(label).textContent()) ?? '';
    await page.locator('.own-label .hold').nth(label).focus();
    await page.keyboard.down(' ');
    await expect(held.nth(label)).not.toHaveText(before, { timeout: 120_000 });
    await page.keyboard.up(' ');
  }
  await expect(held.first()).toHaveText(/in 2 bursts$/);
  await page.getByRole('button', { name: 'Undo the last burst' }).first().click();
  await expect(held.first()).toHaveText(/in 1 burst/);
  // Each stands in the browser within a second, long before it is learned from.
  const taken = await held.allTextContents();
  const counts = taken.map((text) => Number.parseInt(text));
  await expect.poll(() => page.evaluate(ownIsKept, counts)).toBe(true);
  await opened(page, EASY);
  await page.getByRole('button', { name: 'Pictures of your own, by camera' }).click();
  await expect(held).toHaveText(taken);
  await learn.click();
  await expect(page.getByText(/Now: my pictures/)).toBeVisible();
  await expect(page.locator('.faces.some figcaption').first()).toHaveText('left');
});

test('a camera that ends in mid-capture leaves what was taken', async ({ page }) => {
  await opened(page, EASY);
  await page.getByRole('button', { name: 'Pictures of your own, by camera' }).click();
  const [held, hold] = ['.held', '.hold'].map((name) => page.locator(`.own-label ${name}`).first());
  await hold.focus();
  await page.keyboard.down(' ');
  await expect(held).toHaveText(/^[1-9]\d* pictures? in 1 burst$/, { timeout: 120_000 });
  await expect(hold).toHaveText('Taking pictures…');
  await page.evaluate(() => {
    const { srcObject } = /** @type {HTMLVideoElement} */ (document.querySelector('.own .source video'));
    const [track] = /** @type {MediaStream} */ (srcObject).getVideoTracks();
    track.stop();
    track.dispatchEvent(new Event('ended')); // as the browser does when a camera is pulled out
  });
  await expect(hold).toHaveText('Hold to take pictures');
  await expect(page.locator('.own .source .message')).not.toBeEmpty();
  await page.keyboard.up(' ');
  const taken = (await held.textContent()) ?? '';
  await expect.poll(() => page.evaluate(ownIsKept, [Number.parseInt(taken), 0])).toBe(true);
});

/** Whether the browser keeps so many pictures of each label. @param {number[]} counts */
const ownIsKept = (counts) =>
  new Promise((resolve) => {
    const opening = indexedDB.open('mimique-lab');
    opening.onsuccess = () => {
      const database = opening.result;
      const store = database.transaction('runs').objectStore('runs');
      const list = store.get('own');
      list.onsuccess = () => {
        const asking = (list.result ?? []).map((/** @type {{ id: string }} */ { id }) =>
          store.get(`own/${id}`),
        );
        store.transaction.oncomplete = () => {
          database.close();
          const found = asking.map((/** @type {IDBRequest} */ { result }) => (result ?? []).flat().length);
          resolve(JSON.stringify(found) === JSON.stringify(counts));
        };
      };
    };
  });
