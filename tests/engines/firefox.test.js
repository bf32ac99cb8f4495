import { describe } from 'node:test';
import { launch } from 'puppeteer-core';
import { firefox } from '../../scripts/browsers.mjs';
import { checkCamera, checkLessons, checkPage, checkVideo } from './checks.js';
import { PATIENCE_MS, session } from './helpers.js';

/** @returns {Promise<import('./helpers.js').Browser>} */
async function launchFirefox() {
  const browser = await launch({
    browser: 'firefox',
    executablePath: firefox(),
    headless: true,
    timeout: PATIENCE_MS,
    protocolTimeout: PATIENCE_MS,
    // A camera of coloured frames, given without a question.
    extraPrefsFirefox: { 'media.navigator.streams.fake': true, 'media.navigator.permission.disabled': true },
  });
  const page = await browser.newPage().catch(async (error) => {
    await browser.close();
    throw error;
  });
  page.setDefaultTimeout(PATIENCE_MS);
  return {
    goto: (url) => page.goto(url),
    evaluate: (work, ...args) => page.evaluate(work, ...args),
    close: () => browser.close(),
  };
}

describe('Firefox', () => {
  const site = session(launchFirefox);
  checkPage(site);
  checkVideo(site);
  checkLessons(site);
  checkCamera(site);
});
