// Lighthouse gives every page that is served full marks for accessibility.
import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { snapshot } from 'lighthouse';
import { launch } from 'puppeteer-core';
import { lessons } from '../../www/lessons/list.js';
import { launchOptions } from '../../scripts/chromium.mjs';

const pages = readdirSync('dist', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.html'))
  .concat(Object.keys(lessons).map((name) => `lessons.html?lesson=${name}`));

test('there are pages to look at', () =>
  expect(pages).toEqual(expect.arrayContaining(['index.html', 'embed.html'])));

const SELECTORS = /(?<="selector":")[^"]+/g; // of what an audit finds fault with

/** One for all pages: a browser takes longer to start than a page to be looked at. @type {import('puppeteer-core').Browser} */
let browser;
test.beforeAll(async () => void (browser = await launch({ ...(await launchOptions()), headless: true })));
test.afterAll(() => browser.close());

for (const path of pages) {
  test(path, async ({ baseURL }) => {
    const page = await browser.newPage();
    await page.goto(new URL(path, baseURL).href, { waitUntil: 'networkidle0', timeout: 0 });
    const result = await snapshot(page, {
      flags: {
        onlyCategories: ['accessibility'],
        formFactor: 'desktop',
        screenEmulation: { disabled: true },
        disableFullPageScreenshot: true,
      },
    });
    await page.close();
    const { audits, categories } = /** @type {import('lighthouse').RunnerResult} */ (result).lhr;
    const failed = Object.values(audits).filter(({ score }) => score !== null && score < 1);
    expect(failed.map(({ id, details }) => `${id}: ${JSON.stringify(details)?.match(SELECTORS)}`)).toEqual(
      [],
    );
    expect(categories.accessibility.score).toBe(1);
  });
}
