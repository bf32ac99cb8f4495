// An element that is moved, and what stands round it: documents, shadow trees, languages.
import { alone } from './alone.js';
import { button, expect, meter, reached, readings, test } from './helpers.js';

test('moved to another document it keeps its styles, those of its panels too', async ({ page }) => {
  await alone(page, { controls: '' });
  await reached(page, 'ready');
  await button(page, 'About the model').click();
  await expect(meter(page).locator('.model dl')).toBeVisible();
  const styles = await meter(page).evaluate(async (element) => {
    const root = /** @type {ShadowRoot} */ (element.shadowRoot);
    const styles = () =>
      ['.stage', '.segments', '.model dl'].map((selector) => {
        const { display, position, borderRadius } = getComputedStyle(
          /** @type {Element} */ (root.querySelector(selector)),
        );
        return [selector, display, position, borderRadius].join();
      });
    const before = styles();
    const frame = document.createElement('iframe');
    frame.width = `${document.documentElement.clientWidth}`;
    document.body.append(frame);
    const there = /** @type {Document} */ (frame.contentDocument);
    there.body.append(element);
    const moved = styles();
    document.body.append(element);
    return { before, moved, back: styles() };
  });
  expect(styles.before[0]).toContain('relative');
  expect(styles.before[2]).toContain('grid');
  expect(styles.moved).toEqual(styles.before);
  expect(styles.back).toEqual(styles.before);
});

test('moved to another document it reads there, and takes what is pasted there alone', async ({ page }) => {
  await alone(page, { controls: '' });
  await reached(page, 'ready');
  const taken = await meter(page).evaluate(async (element) => {
    const meter = /** @type {any} */ (element);
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const there = /** @type {Document} */ (frame.contentDocument);
    there.body.append(meter);
    const paste = (/** @type {Document} */ into) => {
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(['a file'], 'pasted', { type: 'image/png' }));
      const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData });
      into.body.dispatchEvent(event);
      return event.defaultPrevented;
    };
    return [paste(document), paste(there)];
  });
  expect(taken).toEqual([false, true]);
});

/** The words of the button for the sample. @param {import('@playwright/test').Page} page */
const sampleButton = (page) => meter(page).locator('.segments button').first();

for (const [what, round] of /** @type {const} */ ([
  ['an ancestor', 'section'],
  ['the document', 'html'],
])) {
  test(`the language of ${what} is followed, when it changes too`, async ({ page }) => {
    await alone(page, { controls: '' });
    await meter(page).evaluate((element) => {
      const section = document.createElement('section');
      document.body.append(section);
      section.append(element);
      element.removeAttribute('lang');
    });
    const say = (/** @type {string} */ lang) =>
      page.evaluate(({ round, lang }) => document.querySelector(round)?.setAttribute('lang', lang), {
        round,
        lang,
      });
    await say('fr');
    await expect(sampleButton(page)).toHaveText('Exemple');
    await say('en');
    await expect(sampleButton(page)).toHaveText('Sample');
    await say('fr-CA');
    await expect(sampleButton(page)).toHaveText('Exemple');
  });
}

test('so is the language of what holds the shadow tree that it stands in, and its own comes first', async ({
  page,
}) => {
  await alone(page, { controls: '' });
  await page.evaluate(() => {
    const host = document.createElement('div');
    host.id = 'host';
    document.body.append(host);
    const meter = /** @type {Element} */ (document.querySelector('expression-meter'));
    meter.removeAttribute('lang');
    host.attachShadow({ mode: 'open' }).append(meter);
  });
  await page.locator('#host').evaluate((host) => host.setAttribute('lang', 'fr'));
  await expect(sampleButton(page)).toHaveText('Exemple');
  await meter(page).evaluate((element) => element.setAttribute('lang', 'en'));
  await expect(sampleButton(page)).toHaveText('Sample');
  await page.locator('#host').evaluate((host) => host.setAttribute('lang', 'fr-BE'));
  await expect(sampleButton(page)).toHaveText('Sample');
});

test('where nothing says a language, the element that moves there takes it up', async ({ page }) => {
  await alone(page, { controls: '' });
  await meter(page).evaluate((element) => {
    element.removeAttribute('lang');
    const section = document.createElement('section');
    section.lang = 'fr';
    document.body.append(section);
    section.append(element);
  });
  await expect(sampleButton(page)).toHaveText('Exemple');
  const reading = readings(page);
  await meter(page).evaluate((element) => {
    const meter = /** @type {any} */ (element);
    meter.stop();
    meter.start();
  });
  await reading;
});
