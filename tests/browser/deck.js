/** @typedef {import('@playwright/test').Page} Page */

export const DECK = './www/course/';

/** A violation of the policy fails the test, those of Trusted Types too, which the console words in another way. @param {{ page: Page }} fixtures */
export const strict = ({ page }) =>
  page.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) => {
      throw new Error(`violated ${violatedDirective}: ${sample}`);
    }),
  );

/** Opens the deck and waits until it stands. @param {Page} page @param {string} [rest] of the address */
export async function deck(page, rest = '?lang=en') {
  await page.goto(DECK + rest);
  await page.locator('.deck.ready').waitFor();
}

/** @param {Page} page */
export const slide = (page) => page.locator('.slides > .present');

/** The widget on the slide in sight. @param {Page} page */
export const widget = (page) => slide(page).frameLocator('iframe').locator('expression-meter');

/** The state of a widget. @param {import('@playwright/test').Locator} meter */
export const state = (meter) => meter.evaluate((element) => /** @type {any} */ (element).state);
