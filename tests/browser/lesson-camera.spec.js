// What lessons do when the camera is taken from them. (How the widget tells of it: camera-errors.spec.js.)
import { launchOptions } from '../../scripts/chromium.mjs';
import { strict } from './deck.js';
import { makeFilm, removeFilm, switches } from './fake-camera.js';
import { expect, test } from './helpers.js';
import { lesson } from './lessons.js';

test.use({ launchOptions: await launchOptions(...switches), permissions: ['camera'] });
test.beforeAll(({ browser }) => makeFilm(browser));
test.afterAll(removeFilm);
test.beforeEach(strict);

test('a camera that ends in mid-lesson is told, the lesson stays, and the camera can be started again', async ({
  page,
}) => {
  await lesson(page, 'lesson=what-fools-it&lang=en&bar=mouth');
  await page.getByRole('radio', { name: 'Camera' }).press('Space');
  await expect(page.getByRole('button', { name: 'Freeze' })).toBeVisible();
  await expect(page.locator('.source .message')).toHaveText('');
  await page.evaluate(() => {
    const { srcObject } = /** @type {HTMLVideoElement} */ (document.querySelector('.source video'));
    const [track] = /** @type {MediaStream} */ (srcObject).getVideoTracks();
    track.stop();
    track.dispatchEvent(new Event('ended')); // as the browser does when a camera is pulled out
  });
  await expect(page.locator('.source .message')).toContainText('The camera has stopped');
  await expect(page.locator('.compared .row')).toHaveCount(7); // the last answer stays
  await expect(page.getByRole('radio', { name: 'the mouth' })).toBeChecked();
  await page.getByRole('button', { name: 'Start the camera' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Freeze' })).toBeVisible();
});

test('frames of the camera are watched, and one is kept beside those that follow', async ({ page }) => {
  await lesson(page, 'lesson=what-fools-it&lang=fr');
  await page.getByRole('radio', { name: 'Caméra' }).press('Space');
  await expect(page.getByRole('button', { name: 'Figer' })).toBeVisible();
  await page.getByRole('button', { name: 'Suivre 40 images' }).press('Enter');
  await expect(page.locator('.spread [role=status]')).toContainText('Sur 40 images de la caméra');
});
