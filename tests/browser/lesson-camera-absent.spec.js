import { launchOptions } from '../../scripts/chromium.mjs';
import { strict } from './deck.js';
import { expect, test } from './helpers.js';
import { lesson } from './lessons.js';

// Permission is given, but there is no camera.
test.use({
  launchOptions: await launchOptions(
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream=device-count=0',
  ),
  permissions: ['camera'],
});
test.beforeEach(strict);

for (const name of ['convolution', 'network', 'what-fools-it'])
  test(`without any camera, ${name} says so and goes on with the sample`, async ({ page }) => {
    await lesson(page, `lesson=${name}&lang=en`);
    await page.getByRole('radio', { name: 'Camera' }).press('Space');
    await expect(page.locator('.source .message')).toContainText('No camera was found');
    await page.getByRole('radio', { name: 'Sample' }).press('Space');
    await expect(page.locator('.source .message')).toHaveText('');
    await expect(page).not.toHaveURL(/source=camera/);
  });
