// Lighthouse gives every page that is served full marks for accessibility.
import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import lighthouse from 'lighthouse';
import { launch } from 'puppeteer-core';
import { lessons } from '../../www/lessons/list.js';
import { launchOptions } from '../../scripts/chromium.mjs';

const pages = readdirSync('dist', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.html'))
  .concat(Object.keys(lessons).map((name) => `lessons.html?lesson=${name}`));

test('there are pages to look at', () =>
  expect(pages).toEqual(expect.arrayContaining(['index.html', 'embed.html'])));

const SELECTORS = /(?<="selector":")[^"]+/g; // of what an audit finds fault with

for (const path of pages) {
  test(path, async ({ baseURL }) => {
    const browser = await launch({ ...(await launchOptions()), headless: true });
    try {
      const result = await lighthouse(
        new URL(path, baseURL).href,
        {
          onlyCategories: ['accessibility'],
          throttlingMethod: 'provided', // by what it runs on: speed is measured elsewhere
          formFactor: 'desktop',
          screenEmulation: { disabled: true },
          disableFullPageScreenshot: true,
        },
        undefined,
        await browser.newPage(),
      );
      const { audits, categories } = /** @type {import('lighthouse').RunnerResult} */ (result).lhr;
      const failed = Object.values(audits).filter(({ score }) => score !== null && score < 1);
      expect(failed.map(({ id, details }) => `${id}: ${JSON.stringify(details)?.match(SELECTORS)}`)).toEqual(
        [],
      );
      expect(categories.accessibility.score).toBe(1);
    } finally {
      await browser.close();
    }
  });
}
