// axe-core finds nothing to say about the pages: in both languages, light and dark, in every state that looks different.
import { readFileSync } from 'node:fs';
import { button, expect, meter, opened, reached, test } from './helpers.js';
import { twoFaces } from './portraits.js';

/** @typedef {import('@playwright/test').Page} Page */

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** What axe finds, in a line each. @param {Page} page @returns {Promise<string[]>} */
async function findings(page) {
  await page.evaluate(axe); // as the debugger, which no content security policy concerns
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run({ resultTypes: ['violations'] });
    return violations.flatMap((/** @type {any} */ { id, impact, nodes }) =>
      nodes.map((/** @type {any} */ { target, failureSummary }) =>
        `${id} (${impact}): ${target.flat().join(' > ')}: ${failureSummary}`.replace(/\s+/g, ' '),
      ),
    );
  });
}

/** How each state is come to, on a page's address. @type {Record<string, (page: Page, address: string) => Promise<void>>} */
const STATES = {
  'the sample is read': opened,
  async 'a photo is waited for'(page, address) {
    await page.goto(`${address}&source=photo`);
    await expect(meter(page).locator('[part=message]')).toBeVisible();
  },
  async 'something went wrong'(page, address) {
    await page.route('**/*.safetensors', (route) => route.fulfill({ status: 404 }));
    await page.goto(address);
    await reached(page, 'error');
    await expect(meter(page).getByRole('alert')).toBeVisible();
  },
  async 'several faces are shown'(page, address) {
    await opened(page, address);
    const buffer = await twoFaces(page);
    await meter(page)
      .locator('input[type=file]')
      .setInputFiles({ name: 'two.png', mimeType: 'image/png', buffer });
    await button(page, /^(All|Les) 2 /).click();
    await expect(meter(page).locator('.card')).toHaveCount(2);
  },
};

for (const file of ['index.html', 'embed.html']) {
  for (const lang of ['en', 'fr']) {
    for (const [state, come] of Object.entries(STATES)) {
      test(`${file} in ${lang === 'en' ? 'English' : 'French'} when ${state}`, async ({ page }) => {
        await come(page, `./${file}?lang=${lang}`);
        for (const looks of /** @type {const} */ ([
          { colorScheme: 'light' },
          { colorScheme: 'dark' },
          { colorScheme: 'light', forcedColors: 'active' },
        ])) {
          await page.emulateMedia({ forcedColors: 'none', ...looks });
          expect.soft(await findings(page), JSON.stringify(looks)).toEqual([]);
        }
      });
    }
  }
}
