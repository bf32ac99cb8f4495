import { bars, button, expect, meter, opened, test } from './helpers.js';

test('French by the address: page, bars and numbers', async ({ page }) => {
  await opened(page, './?lang=fr&answer=label');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await expect(page).toHaveTitle(/navigateur/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/L’expression que montre un visage/);
  expect(Object.keys(await bars(page))).toEqual([
    'colère',
    'dégoût',
    'peur',
    'joie',
    'tristesse',
    'surprise',
    'neutre',
  ]);
  await expect(meter(page).getByRole('meter', { name: 'joie' })).toHaveAttribute(
    'aria-valuetext',
    /^\d+\s%$/u,
  );
  await expect(meter(page)).toContainText(/Juste sur \d\d\s% des 3\s589 images/u);
  await expect(page.getByText('2 février 2025')).toBeVisible();
  await expect(page.getByText('What a bar means')).toBeHidden();
});

test.describe('in a French browser', () => {
  test.use({ locale: 'fr-FR' });
  test('French without asking, and English by the address', async ({ page }) => {
    await opened(page);
    await expect(button(page, 'Exemple')).toBeVisible();
    await opened(page, './?lang=en');
    await expect(button(page, 'Sample')).toBeVisible();
  });
});

test('the switch changes the words and keeps the reading', async ({ page }) => {
  await opened(page);
  const english = await bars(page);
  await page.getByRole('link', { name: 'Français' }).click();
  await expect(button(page, 'Exemple')).toBeVisible();
  await expect(page).toHaveURL(/lang=fr/);
  expect(Object.values(await bars(page))).toEqual(Object.values(english));
  await expect(meter(page).locator('.label')).toHaveText('joie');
  await page.getByRole('link', { name: 'English' }).click();
  await expect(button(page, 'Sample')).toBeVisible();
});

test('labels can be overridden', async ({ page }) => {
  await opened(page);
  await meter(page).evaluate((element) => Object.assign(element, { texts: { happiness: 'big smile' } }));
  expect(Object.keys(await bars(page))).toContain('big smile');
});

test('the options live in the address', async ({ page }) => {
  await opened(page, './?classes=3&lang=fr');
  expect(Object.keys(await bars(page))).toEqual(['positif', 'négatif', 'neutre']);
  await button(page, '7 classes').click();
  await expect(page).toHaveURL(/classes=7/);
  await page.reload();
  await expect(button(page, '7 classes')).toHaveAttribute('aria-pressed', 'true');
});
