import { launchOptions } from '../../scripts/chromium.mjs';
import { button, expect, meter, reached, test } from './helpers.js';

// Permission is given, but there is no camera.
test.use({
  launchOptions: await launchOptions(
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream=device-count=0',
  ),
  permissions: ['camera'],
});

test('a machine without a camera says so, and the sample is still there', async ({ page }) => {
  await page.goto('./?source=camera');
  await button(page, 'Start the camera').click();
  await reached(page, 'error');
  await expect(meter(page).getByRole('alert')).toContainText('No camera was found');
  await button(page, 'Sample').click();
  await reached(page, 'ready');
});
