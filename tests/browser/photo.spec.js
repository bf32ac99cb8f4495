import { bars, button, expect, meter, opened, picture, reached, readings, test } from './helpers.js';

/** @typedef {import('@playwright/test').Page} Page */

/** @param {Page} page @param {Buffer} buffer */
const choose = (page, buffer, name = 'photo.jpg', mimeType = 'image/jpeg') =>
  meter(page).locator('input[type=file]').setInputFiles({ name, mimeType, buffer });

/** Drops or pastes files as a visitor's system would. @param {Page} page @param {'drop' | 'paste'} type @param {Buffer[]} files */
const give = (page, type, files, mimeType = 'image/jpeg') =>
  page.evaluate(
    ({ type, files, mimeType }) => {
      const transfer = new DataTransfer();
      for (const base64 of files) {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        transfer.items.add(new File([bytes], 'photo', { type: mimeType }));
      }
      const target = document.querySelector('expression-meter')?.shadowRoot?.querySelector('.stage');
      const options = { bubbles: true, cancelable: true, composed: true };
      if (type === 'drop')
        target?.dispatchEvent(new DragEvent('drop', { ...options, dataTransfer: transfer }));
      else document.body.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: transfer }));
    },
    { type, files: files.map((file) => file.toString('base64')), mimeType },
  );

/** @param {Page} page */
const prediction = (page) =>
  page.evaluate(() => {
    const { face, square } = /** @type {any} */ (document.querySelector('expression-meter')).prediction;
    return { face, square };
  });

test('a chosen photo is read where the face is', async ({ page }) => {
  await opened(page);
  const reading = readings(page);
  await choose(page, await picture(page, { width: 640, height: 400 }));
  await reading;
  await reached(page, 'ready');
  await expect(meter(page)).toHaveAttribute('source', 'photo');
  // The sample, whose face is 104 of 300 pixels wide and begins at 98, in the middle 400.
  const { face } = await prediction(page);
  expect(Math.abs(face.width - (400 / 300) * 104)).toBeLessThan(12);
  expect(Math.abs(face.x - (120 + (400 / 300) * 98))).toBeLessThan(12);
  await expect(meter(page).getByRole('application')).toBeVisible();
  await expect(meter(page).getByText('Drag the box round the face.')).toBeHidden();
});

test('the Photo button opens the file chooser', async ({ page }) => {
  await opened(page);
  const chooser = page.waitForEvent('filechooser');
  await button(page, 'Photo').click();
  const reading = readings(page);
  const buffer = await picture(page, { width: 200, height: 200, type: 'image/png' });
  await (await chooser).setFiles({ name: 'me.png', mimeType: 'image/png', buffer });
  await reading;
  await expect(button(page, 'Photo')).toHaveAttribute('aria-pressed', 'true');
});

for (const way of /** @type {const} */ (['drop', 'paste'])) {
  test(`a photo can be given by ${way}`, async ({ page }) => {
    await opened(page);
    const before = await bars(page);
    const reading = readings(page);
    await give(page, way, [await picture(page, { width: 500, height: 500 })]);
    await reading;
    await expect(meter(page)).toHaveAttribute('source', 'photo');
    expect(await bars(page)).not.toEqual(before);
  });
}

test('the box is dragged by pointer: on the picture, on the box and by a corner', async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 1000 });
  await opened(page);
  await choose(page, await picture(page, { width: 400, height: 400 }));
  await expect(meter(page)).toHaveAttribute('source', 'photo');
  await reached(page, 'ready');
  const stage = /** @type {{ x: number, y: number, width: number }} */ (
    await meter(page).locator('.stage').boundingBox()
  );
  const scale = stage.width / 400;
  /** @param {number[]} from @param {number[]} to frame pixels */
  const drag = async (from, to) => {
    await page.mouse.move(stage.x + from[0] * scale, stage.y + from[1] * scale);
    await page.mouse.down();
    await page.mouse.move(stage.x + to[0] * scale, stage.y + to[1] * scale, { steps: 4 });
    await page.mouse.up();
  };
  /** @param {number[]} expected x, y and side */
  const reads = (expected) =>
    expect(async () => {
      const { x, y, width } = (await prediction(page)).face;
      [x, y, width].forEach((value, i) => expect(Math.abs(value - expected[i])).toBeLessThan(2));
    }).toPass();

  await meter(page).getByRole('application').focus();
  for (let i = 0; i < 12; i++) await page.keyboard.press('-');
  await drag([20, 20], [120, 120]);
  await reads([20, 20, 100]); // drawn anew, outside the box
  await drag([70, 70], [170, 150]);
  await reads([120, 100, 100]); // moved
  await drag([220, 200], [260, 240]);
  await reads([120, 100, 140]); // bottom right corner
  await drag([120, 100], [160, 140]);
  await reads([160, 140, 100]); // top left corner
  await expect(meter(page).getByText('Drag the box round the face.')).toBeHidden();
});

test('the box is moved by keyboard, and Escape puts it back', async ({ page }) => {
  await opened(page);
  const box = meter(page).getByRole('application');
  await box.focus();
  const start = (await prediction(page)).face;
  for (const [key, change] of /** @type {[string, (face: any) => number][]} */ ([
    ['ArrowRight', (face) => face.x - start.x - 6],
    ['ArrowDown', (face) => face.y - start.y - 6],
    ['+', (face) => face.width - start.width * 1.06],
  ])) {
    const reading = readings(page);
    await page.keyboard.press(key);
    await reading;
    expect(change((await prediction(page)).face)).toBeCloseTo(0, 2);
  }
  const reading = readings(page);
  await page.keyboard.press('Escape');
  await reading;
  expect((await prediction(page)).face).toMatchObject({ x: 98, y: 72, width: 104, height: 104 });
});

test('a 48×48 picture is a face already: all of it is read, and there is no box', async ({ page }) => {
  await opened(page);
  const reading = readings(page);
  await choose(
    page,
    await picture(page, { width: 48, height: 48, type: 'image/png' }),
    'face.png',
    'image/png',
  );
  await reading;
  const { square } = await prediction(page);
  expect(square.side).toBeCloseTo(48, 3);
  expect([square.x, square.y].map(Math.abs).every((value) => value < 0.001)).toBe(true);
  await expect(meter(page).getByRole('application')).toBeHidden();
  await expect(meter(page).getByText('Drag the box')).toBeHidden();
});

test('a photo is turned as its EXIF data says', async ({ page }) => {
  await opened(page);
  const jpeg = await picture(page, { width: 320, height: 200 });
  // An APP1 segment with one entry: orientation 6, a quarter turn to the right.
  const exif = Buffer.from(
    'ffe1002245786966000049492a00080000000100120103000100000006000000' + '00000000',
    'hex',
  );
  const reading = readings(page);
  await choose(page, Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]));
  await reading;
  const size = await meter(page)
    .getByRole('img', { name: 'Your photo' })
    .evaluate((canvas) => [/** @type {any} */ (canvas).width, /** @type {any} */ (canvas).height]);
  expect(size).toEqual([200, 320]);
});

test('a file that is no picture is a clear error, and the next photo works', async ({ page }) => {
  await opened(page);
  const code = page.evaluate(
    () =>
      new Promise((resolve) => document.addEventListener('expression-error', (e) => resolve(e.detail.code))),
  );
  await choose(page, Buffer.from('hello'), 'notes.txt', 'text/plain');
  expect(await code).toBe('photo-unreadable');
  await expect(meter(page).getByRole('alert')).toContainText('could not be opened as a picture');
  await expect(button(page, 'Try again')).toBeHidden();
  await expect(button(page, 'Choose a photo')).toBeVisible();
  await give(page, 'drop', [await picture(page, { width: 300, height: 300 })]);
  await reached(page, 'ready');
});

for (const [what, file] of /** @type {[string, Buffer][]} */ ([
  ['an empty file', Buffer.alloc(0)],
  ['a cut-off JPEG', Buffer.from('ffd8ffe000104a464946', 'hex')],
])) {
  test(`${what} called a JPEG is the same error`, async ({ page }) => {
    await opened(page);
    await choose(page, file);
    await reached(page, 'error');
    await expect(meter(page).getByRole('alert')).toContainText('could not be opened as a picture');
  });
}

test('dropping a text is no photo, and says so', async ({ page }) => {
  await opened(page);
  await give(page, 'drop', []);
  await expect(meter(page).getByRole('alert')).toContainText('could not be opened as a picture');
});

test('pasting a text does nothing', async ({ page }) => {
  await opened(page);
  await give(page, 'paste', []);
  expect(await page.evaluate(() => document.querySelector('expression-meter')?.state)).toBe('ready');
});

test('src names a photo, and a missing one is told', async ({ page }) => {
  await page.route('**/portrait.jpg', (route) => route.fulfill({ path: 'www/sample.jpg' }));
  await opened(page);
  const reading = readings(page);
  await meter(page).evaluate((element) => {
    element.setAttribute('src', 'portrait.jpg');
    element.setAttribute('source', 'photo');
  });
  await reading;
  await meter(page).evaluate((element) => element.setAttribute('src', 'not-there.jpg'));
  await reached(page, 'error');
  await expect(meter(page).getByRole('alert')).toContainText('could not be fetched');
});
