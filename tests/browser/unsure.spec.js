// The answer "unsure": two words instead of one where the checkpoint's own threshold says so.
import { serveTwoHeaded } from './heads.js';
import { button, expect, meter, opened, test } from './helpers.js';

const TWO = './?weights=models/lenet-tiny.safetensors';
const unsure = (/** @type {number} */ below) => ({ below, answered: 0.79, accuracy: 0.92 });

test('below the threshold two words are said instead of one, in both languages', async ({ page }) => {
  await serveTwoHeaded(page, { unsure: unsure(0.999) });
  await opened(page, TWO);
  await expect(meter(page).locator('.overline')).toHaveText('Unsure: it could be called');
  await expect(meter(page).locator('p.label')).toHaveText(/^sadness or \w+$/);
  await expect(meter(page).locator('p.percent')).toBeHidden();
  await page.getByRole('link', { name: 'Français' }).click();
  await expect(meter(page).locator('.overline')).toHaveText('Incertain : on pourrait dire');
  await expect(meter(page).locator('p.label')).toHaveText(/^tristesse ou [\p{L}]+$/u);
});

test('above the threshold one word is said', async ({ page }) => {
  await serveTwoHeaded(page, { unsure: unsure(0.2) });
  await opened(page, TWO);
  await expect(meter(page).locator('p.label')).toHaveText('sadness');
  await expect(meter(page).locator('p.percent')).toBeVisible();
});

test('the three groups and the other answer have thresholds of their own', async ({ page }) => {
  await serveTwoHeaded(page, { unsure: unsure(0.2), groups_unsure: unsure(0.9999) });
  await opened(page, TWO);
  await button(page, '3 groups').click();
  await expect(meter(page).locator('p.label')).toHaveText(/^negative or (positive|neutral)$/);
  await button(page, 'FER2013 label').click();
  await expect(meter(page).locator('p.label')).toHaveText('positive');
  await expect(meter(page).locator('.overline')).toHaveText('Nearest FER2013 label');
});

test('it is spoken as it is shown', async ({ page }) => {
  await serveTwoHeaded(page, { unsure: unsure(0.999) });
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1000);
  await opened(page, TWO);
  await page.clock.runFor(1100);
  await expect(meter(page).getByRole('status')).toHaveText(/^Unsure: it could be called sadness or \w+$/);
});

test('an event says so', async ({ page }) => {
  await serveTwoHeaded(page, { unsure: unsure(0.999) });
  await opened(page, TWO);
  const detail = await meter(page).evaluate(async (element) => {
    const meter = /** @type {import('./helpers.js').ExpressionMeter} */ (element);
    /** @type {Promise<CustomEvent>} */
    const told = new Promise((resolve) =>
      meter.addEventListener('expression-change', resolve, { once: true }),
    );
    meter.stop();
    await meter.start();
    const { label, second, unsure } = (await told).detail;
    return { label, second, unsure };
  });
  expect(detail).toMatchObject({ label: 'sadness', unsure: true });
  expect(detail.second).not.toBe('sadness');
});

test('the panel tells what the threshold buys', async ({ page }) => {
  await serveTwoHeaded(page, { unsure: unsure(0.55) });
  await opened(page, TWO);
  await button(page, 'About the model').click();
  await expect(meter(page)).toContainText(
    'Below 55% it says so: it answers for 79% of the pictures, and 92% of these answers are the majority’s.',
  );
});
