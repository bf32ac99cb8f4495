import { readFileSync } from 'node:fs';
import { expect } from './helpers.js';

/** @typedef {import('@playwright/test').Page} Page */

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** Opens a lesson and waits until it has looked at its picture. @param {Page} page @param {string} query */
export async function lesson(page, query) {
  await page.goto(`./lessons.html?${query}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  if (await page.locator('.source').count()) await expect(page.locator('.source .message')).toHaveText('');
  else await expect(page.locator('.panel table').first()).toBeAttached();
}

/** What axe finds, in a line each. @param {Page} page @returns {Promise<string[]>} */
export async function findings(page) {
  await page.evaluate(axe); // as the debugger, which no content security policy concerns
  return page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (globalThis).axe.run({ resultTypes: ['violations'] });
    return violations.flatMap((/** @type {any} */ { id, nodes }) =>
      nodes.map(
        (/** @type {any} */ { target, failureSummary }) => `${id}: ${target.flat()}: ${failureSummary}`,
      ),
    );
  });
}

/** A lesson fits, in both languages, on a phone, on a desktop and before a projector, and axe finds nothing. @param {Page} page @param {string} name */
export async function fits(page, name) {
  for (const [width, height, lang, colorScheme] of /** @type {const} */ ([
    [320, 640, 'fr', 'light'],
    [375, 812, 'en', 'dark'],
    [1280, 800, 'fr', 'dark'],
    [1920, 1080, 'en', 'light'],
  ])) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await lesson(page, `lesson=${name}&lang=${lang}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(over, `${width} ${lang}`).toBeLessThanOrEqual(0);
    expect(await page.locator('main').innerText()).not.toMatch(/undefined|NaN|\{\w+\}/);
    if (width !== 320) expect(await findings(page), `${width} ${lang}`).toEqual([]);
  }
}
