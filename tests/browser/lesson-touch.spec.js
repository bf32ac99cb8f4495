// Every lesson by fingers alone, on a phone: taps, a slider, a point that is dragged.
import { strict } from './deck.js';
import { expect, test } from './helpers.js';
import { lesson } from './lessons.js';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {[x: number, y: number]} Place */

test.use({ hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } });
test.beforeEach(strict);

/** One finger's way over the screen. @param {Page} page @param {Place[]} places */
async function drag(page, [first, ...others]) {
  const devtools = await page.context().newCDPSession(page);
  const touch = (/** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type, /** @type {Place[]} */ at) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints: at.map(([x, y]) => ({ x, y })) });
  await touch('touchStart', [first]);
  for (const place of others) await touch('touchMove', [place]);
  await touch('touchMove', others.slice(-1)); // a finger rests before it is lifted
  await touch('touchEnd', []);
}

/** A place inside what a locator finds, by shares of its width and height. @param {import('@playwright/test').Locator} locator @param {Place} shares @returns {Promise<Place>} */
async function inside(locator, [across, down]) {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not shown');
  return [box.x + across * box.width, box.y + down * box.height];
}

/** Moves a slider's thumb to a share of its length. @param {Page} page @param {import('@playwright/test').Locator} slider @param {number} share */
async function slide(page, slider, share) {
  const from = await slider.evaluate((input) => {
    const { value, min, max } = /** @type {HTMLInputElement} */ (input);
    return (Number(value) - Number(min)) / (Number(max) - Number(min));
  });
  await drag(page, [await inside(slider, [from, 0.5]), await inside(slider, [share, 0.5])]);
}

test('neuron: a point is dragged, a weight is slid, a step is tapped', async ({ page }) => {
  await page.goto('./lessons.html?lesson=neuron&lang=en&points=-6.0.0_6.0.1');
  const plane = page.locator('.plane svg');
  const ways = /** @type {Place[]} */ ([
    [0.2, 0.5],
    [0.3, 0.4],
    [0.4, 0.3],
  ]);
  const places = [];
  for (const way of ways) places.push(await inside(plane, way));
  await drag(page, places);
  await expect(page).toHaveURL(/points=-2\.4\.0_6\.0\.1/);
  await slide(page, page.getByRole('slider', { name: 'w₁', exact: true }), 0.9);
  await expect(page).toHaveURL(/w1=/);
  await page.getByRole('button', { name: 'One epoch' }).tap();
  await expect(page.locator('.told-learning')).toContainText('epoch 1');
});

test('convolution: a cell of the kernel is tapped and filled, and the window goes to where one taps', async ({
  page,
}) => {
  await lesson(page, 'lesson=convolution&lang=en');
  const cell = page.locator('.kernel-editor input').first();
  await cell.tap();
  await expect(cell).toBeFocused();
  await cell.fill('5');
  await expect(page).toHaveURL(/kernel=5/);
  const picture = page.locator('.board[role=application] canvas');
  const before = page.url();
  await page.touchscreen.tap(...(await inside(picture, [0.75, 0.75])));
  await expect(page).not.toHaveURL(before);
});

test('inside the network: a unit is opened by a tap, and its largest term after it', async ({ page }) => {
  await lesson(page, 'lesson=network&lang=en');
  await expect(page.locator('.softmax .strong')).toHaveCount(1);
  const maps = page.locator('.layers canvas').nth(1);
  await page.touchscreen.tap(...(await inside(maps, [0.1, 0.3])));
  await expect(page).toHaveURL(/unit=conv1-/);
  await page.locator('.products button').first().tap();
  await expect(page.locator('.unit h3')).toContainText('the face');
});

test('data and results: what is tapped is told', async ({ page }) => {
  await lesson(page, 'lesson=data&lang=en');
  await page.locator('.guess button').first().tap();
  await expect(page.locator('.told')).not.toBeEmpty();
  await lesson(page, 'lesson=results&lang=en');
  await page.locator('.confusion tbody td').nth(3).tap();
  await expect(page.locator('.cell')).toContainText('FER2013’s pictures are not shipped');
});

test('seven or three, and what fools it: sliders follow a finger', async ({ page }) => {
  await lesson(page, 'lesson=seven-or-three&lang=en');
  await slide(page, page.locator('[data-control=noise] input'), 0.8);
  await expect(page).toHaveURL(/noise=(39|4\d)/);
  await lesson(page, 'lesson=what-fools-it&lang=en');
  await slide(page, page.getByRole('slider', { name: 'Light', exact: true }), 0.2);
  await expect(page).toHaveURL(/light=/);
  await page.getByRole('radio', { name: 'the mouth' }).tap();
  await expect(page).toHaveURL(/bar=mouth/);
});
