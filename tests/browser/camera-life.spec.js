// One camera for one wish: opened once, held by nobody who cannot be seen, and never read when it sends nothing.
import { alone, playCamera, tracks } from './alone.js';
import { button, expect, meter, reached, readings, test } from './helpers.js';

/** @typedef {import('@playwright/test').Page} Page */

/** @param {Page} page @param {Record<string, string>} [attributes] */
async function running(page, attributes = {}) {
  await playCamera(page);
  await alone(page, { source: 'camera', controls: '', ...attributes });
  await meter(page).evaluate((element) => /** @type {any} */ (element).start());
  await reached(page, 'running');
}

/** Lets some frames of the page go by. @param {Page} page */
const framesGoBy = (page) =>
  page.evaluate(async () => {
    for (let i = 0; i < 20; i++) await new Promise(requestAnimationFrame);
  });

/** What the element tells by events from now on. @param {Page} page */
const listen = (page) =>
  page.evaluate(() => {
    /** @type {string[]} */
    const told = [];
    for (const type of ['expression-change', 'expression-lost', 'expression-error'])
      document.addEventListener(type, () => told.push(type));
    Object.assign(globalThis, { told });
  });

/** @param {Page} page @returns {Promise<string[]>} */
const told = (page) => page.evaluate(() => /** @type {any} */ (globalThis).told);

test('starting a camera that runs does not open it again', async ({ page }) => {
  await running(page);
  await meter(page).evaluate((element) => {
    const meter = /** @type {any} */ (element);
    return Promise.all([meter.start(), meter.start()]);
  });
  await readings(page);
  expect(await tracks(page)).toEqual(['live']);
});

test('starting twice at once opens one camera', async ({ page }) => {
  await playCamera(page);
  await alone(page, { source: 'camera' });
  await meter(page).evaluate((element) => {
    const meter = /** @type {any} */ (element);
    return Promise.all([meter.start(), meter.start()]);
  });
  await readings(page);
  expect(await tracks(page)).toEqual(['live']);
});

test('naming a photo leaves a running camera alone', async ({ page }) => {
  await running(page);
  await meter(page).evaluate((element) => element.setAttribute('src', 'portrait.jpg'));
  await readings(page, 2);
  expect(await tracks(page)).toEqual(['live']);
});

/** The hidden element holds no camera, and opens it once it is shown. @param {Page} page */
async function opensOnceShown(page) {
  await framesGoBy(page);
  expect(await tracks(page)).toEqual([]);
  const reading = readings(page);
  await meter(page).evaluate((element) => void element.style.removeProperty('display'));
  await reading;
  expect(await tracks(page)).toEqual(['live']);
}

test('an element that is not shown holds no camera, and opens it once it is', async ({ page }) => {
  await playCamera(page);
  await alone(page, { source: 'camera' });
  await meter(page).evaluate((element) => void element.style.setProperty('display', 'none'));
  await framesGoBy(page);
  await meter(page).evaluate((element) => void (/** @type {any} */ (element).start()));
  await opensOnceShown(page);
});

test('one that is hidden in the task in which it starts opens none until it is shown', async ({ page }) => {
  await playCamera(page);
  await page.addInitScript(() => {
    // Tells that the element is seen, and is too late to tell that it no longer is.
    globalThis.IntersectionObserver = /** @type {any} */ (
      class {
        /** @param {(entries: object[]) => void} tell */
        constructor(tell) {
          tell([{ isIntersecting: true }]);
        }
        observe() {}
        disconnect() {}
      }
    );
  });
  await alone(page, { source: 'camera' });
  await meter(page).evaluate((element) => {
    /** @type {any} */ (element).start();
    element.style.setProperty('display', 'none');
  });
  await opensOnceShown(page);
});

test('one that was stopped before it was shown never opens it', async ({ page }) => {
  await playCamera(page);
  await alone(page, { source: 'camera' });
  const outcome = await meter(page).evaluate(async (element) => {
    const meter = /** @type {any} */ (element);
    meter.style.display = 'none';
    for (let i = 0; i < 20; i++) await new Promise(requestAnimationFrame);
    const started = meter.start();
    await new Promise(requestAnimationFrame);
    meter.stop();
    await started;
    meter.style.display = '';
    return meter.state;
  });
  await framesGoBy(page);
  expect(outcome).toBe('idle');
  expect(await tracks(page)).toEqual([]);
});

test('a camera that is muted says so and shows no reading, until it is heard again', async ({ page }) => {
  await running(page);
  await readings(page);
  const say = (/** @type {string} */ type) =>
    page.evaluate((type) => /** @type {any} */ (globalThis).cameras[0].dispatchEvent(new Event(type)), type);
  await say('mute');
  await expect(meter(page).locator('[part=message]')).toContainText('The camera sends no picture');
  await listen(page);
  await framesGoBy(page);
  expect(await told(page)).not.toContain('expression-change');
  expect(await meter(page).evaluate((element) => /** @type {any} */ (element).prediction)).toBeNull();
  await expect(meter(page).locator('.percent')).toBeEmpty();
  await expect(button(page, 'Stop')).toBeVisible();
  await say('unmute');
  await readings(page);
  await expect(meter(page).locator('.poster')).toBeHidden();
});

/** Gives the page `stall`, by which a test holds its camera's frames back. @param {Page} page */
const stallable = (page) =>
  page.addInitScript(() => {
    const { requestVideoFrameCallback } = HTMLVideoElement.prototype;
    /** @type {(() => void)[]} */
    const kept = [];
    let stalled = false;
    // Frames that a test holds back, and gives by `stall(false)`.
    HTMLVideoElement.prototype.requestVideoFrameCallback = function (callback) {
      return requestVideoFrameCallback.call(this, (now, frame) => {
        if (stalled) kept.push(() => callback(now, frame));
        else callback(now, frame);
      });
    };
    Object.assign(globalThis, {
      stall(/** @type {boolean} */ yes) {
        stalled = yes;
        if (!yes) for (const each of kept.splice(0)) each();
      },
    });
  });

for (const [what, pass] of /** @type {[string, (page: Page) => Promise<void>][]} */ ([
  ['a camera whose frames stall', (page) => page.clock.runFor(3100)],
  ['a machine that slept for an hour', (page) => page.clock.fastForward('01:00:00')],
]))
  test(`${what} says so and shows no reading, until the next frame`, async ({ page }) => {
    await page.clock.install();
    await stallable(page);
    await running(page);
    await readings(page);
    await page.evaluate(() => /** @type {any} */ (globalThis).stall(true));
    await pass(page);
    await expect(meter(page).locator('[part=message]')).toContainText('The camera sends no picture');
    expect(await meter(page).evaluate((element) => /** @type {any} */ (element).prediction)).toBeNull();
    const reading = readings(page);
    await page.evaluate(() => /** @type {any} */ (globalThis).stall(false));
    await reading;
    await expect(meter(page).locator('.poster')).toBeHidden();
  });

test('a tab that was hidden for an hour goes on with the same camera', async ({ page }) => {
  await page.clock.install();
  await running(page);
  await readings(page);
  const hide = (/** @type {boolean} */ hidden) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await hide(true);
  await page.clock.fastForward('01:00:00');
  await listen(page);
  await framesGoBy(page);
  expect(await told(page)).toEqual([]);
  const reading = readings(page);
  await hide(false);
  await reading;
  expect(await tracks(page)).toEqual(['live']);
});

test('a camera that somebody pauses plays on', async ({ page }) => {
  await running(page);
  await readings(page);
  const reading = meter(page).evaluate(async (element) => {
    const video = /** @type {HTMLVideoElement} */ (element.shadowRoot?.querySelector('video'));
    const paused = new Promise((resolve) => video.addEventListener('pause', resolve));
    video.pause();
    await paused;
    await new Promise((resolve) => video.addEventListener('playing', resolve));
  });
  await reading;
  await readings(page, 2);
});

test('a browser that does not tell its cameras harms none that works', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.mediaDevices.enumerateDevices = () =>
      Promise.reject(new DOMException('told by the test', 'NotAllowedError'));
  });
  await running(page);
  await readings(page, 2);
  expect(await tracks(page)).toEqual(['live']);
  await expect(button(page, 'Switch camera')).toBeHidden();
});

test('a face that leaves is told once, with its reading taken away', async ({ page }) => {
  await running(page, { 'max-fps': '60' });
  await readings(page);
  await listen(page);
  const lost = page.evaluate(
    () => new Promise((resolve) => document.addEventListener('expression-lost', () => resolve(null))),
  );
  await page.evaluate(() => /** @type {any} */ (globalThis).show('nothing'));
  await lost;
  expect(await meter(page).evaluate((element) => /** @type {any} */ (element).prediction)).toBeNull();
  await expect(meter(page).locator('p.label')).toHaveText('No face found');
  await framesGoBy(page);
  const reading = readings(page);
  await page.evaluate(() => /** @type {any} */ (globalThis).show('face'));
  await reading;
  expect((await told(page)).filter((type) => type === 'expression-lost')).toHaveLength(1);
});
