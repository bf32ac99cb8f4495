// Which pastes of a page an element takes: pictures alone, never out of an editor, and only where it is asked to.
import { alone } from './alone.js';
import { expect, meter, reached, test } from './helpers.js';

/**
 * Pastes a file, and says whether the element took it.
 * @param {import('@playwright/test').Page} page
 * @param {string} into a selector; `expression-meter` stands for a place inside its shadow
 * @param {string} [type] of the file
 */
const taken = (page, into, type = 'image/png') =>
  page.evaluate(
    ({ into, type }) => {
      const meter = /** @type {any} */ (document.querySelector('expression-meter'));
      meter.source = 'sample';
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(['a file'], 'pasted', { type }));
      const options = { bubbles: true, cancelable: true, composed: true, clipboardData };
      const event = new ClipboardEvent('paste', options);
      const target = into === 'expression-meter' ? meter.shadowRoot.querySelector('button') : null;
      (target ?? document.querySelector(into)).dispatchEvent(event);
      const took = meter.source === 'photo';
      if (took !== event.defaultPrevented)
        throw new Error(`taken: ${took}, prevented: ${event.defaultPrevented}`);
      meter.stop();
      return took;
    },
    { into, type },
  );

for (const [controls, anywhere] of /** @type {const} */ ([
  [null, false],
  ['source,stop', false],
  ['false', false],
  ['', true],
  ['source,paste', true],
])) {
  const written = controls === null ? 'without controls' : `with controls="${controls}"`;
  test(`${written}, a picture pasted ${anywhere ? 'anywhere' : 'into the element alone'} is taken`, async ({
    page,
  }) => {
    await alone(page, { source: 'camera', ...(controls !== null && { controls }) });
    expect(await taken(page, 'body')).toBe(anywhere);
    expect(await taken(page, 'expression-meter')).toBe(true);
  });
}

test('it can be switched off and on while the element stands in the page', async ({ page }) => {
  await alone(page, { controls: 'paste' });
  expect(await taken(page, 'body')).toBe(true);
  await meter(page).evaluate((element) => element.setAttribute('controls', 'source'));
  expect(await taken(page, 'body')).toBe(false);
  await meter(page).evaluate((element) => element.setAttribute('controls', 'paste'));
  expect(await taken(page, 'body')).toBe(true);
});

for (const [what, html, into] of [
  ['an input', '<input>', 'input'],
  ['a text area', '<textarea></textarea>', 'textarea'],
  ['an editor', '<div contenteditable><p>text</p></div>', '[contenteditable] p'],
]) {
  test(`nothing is taken out of ${what}`, async ({ page }) => {
    await alone(page, { controls: '' });
    await page.evaluate((html) => {
      const place = document.createElement('div');
      place.setHTMLUnsafe(html);
      document.body.append(place);
    }, html);
    expect(await taken(page, into)).toBe(false);
    expect(await taken(page, 'body')).toBe(true);
  });
}

test('nothing is taken out of an editor inside a shadow tree', async ({ page }) => {
  await alone(page, { controls: '' });
  const took = await page.evaluate(() => {
    const host = document.createElement('div');
    const input = document.createElement('textarea');
    host.attachShadow({ mode: 'open' }).append(input);
    document.body.append(host);
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['a file'], 'pasted', { type: 'image/png' }));
    input.dispatchEvent(
      new ClipboardEvent('paste', { bubbles: true, cancelable: true, composed: true, clipboardData }),
    );
    return document.querySelector('expression-meter')?.source === 'photo';
  });
  expect(took).toBe(false);
});

test('what the page has handled by itself is left to it', async ({ page }) => {
  await alone(page, { controls: '' });
  await page.evaluate(() => document.body.addEventListener('paste', (event) => event.preventDefault()));
  const source = await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['a file'], 'pasted', { type: 'image/png' }));
    document.body.dispatchEvent(
      new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData }),
    );
    return document.querySelector('expression-meter')?.source;
  });
  expect(source).toBe('sample');
});

test('a file that is no picture is not taken', async ({ page }) => {
  await alone(page, { controls: '' });
  for (const type of ['text/plain', 'application/pdf', ''])
    expect(await taken(page, 'body', type)).toBe(false);
});

test('an element that has left the page takes nothing', async ({ page }) => {
  await alone(page, { controls: '' });
  await reached(page, 'ready');
  const prevented = await page.evaluate(async () => {
    document.querySelector('expression-meter')?.remove();
    await Promise.resolve();
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['a file'], 'pasted', { type: 'image/png' }));
    const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData });
    document.body.dispatchEvent(event);
    return event.defaultPrevented;
  });
  expect(prevented).toBe(false);
});
