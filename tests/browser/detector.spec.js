// Finding the face, in the client and in the element.
import { launchOptions } from '../../scripts/chromium.mjs';
import { button, expect, meter, openSource, opened, picture, reached, readings, test } from './helpers.js';

/** @typedef {import('@playwright/test').Page} Page */

test.use({ launchOptions: await launchOptions('--use-fake-ui-for-media-stream'), permissions: ['camera'] });

// Frames with the sample's portrait in them, its face 104 / 300 of the side given, or with nothing.
const PRELUDE = `
  const { loadClassifier } = await import(location.origin + '/source/www/client/classifier.js');
  const portrait = await createImageBitmap(await (await fetch('/source/www/sample.jpg')).blob());
  const scene = (...places) => {
    const context = new OffscreenCanvas(640, 480).getContext('2d');
    context.fillStyle = '#7a7a7a';
    context.fillRect(0, 0, 640, 480);
    for (const { x, y, side } of places) context.drawImage(portrait, x, y, side, side);
    return context.getImageData(0, 0, 640, 480);
  };
  const classifier = await loadClassifier();
`;

/** @param {Page} page @param {string} body @returns {Promise<any>} */
const inPage = (page, body) => page.evaluate(`(async () => { ${PRELUDE} ${body} })()`);

test('the face is found and cut out; without one the answer is null', async ({ page }) => {
  await openSource(page);
  const [found, none] = await inPage(
    page,
    `return [await classifier.classify(scene({ x: 200, y: 60, side: 300 })), await classifier.classify(scene())];`,
  );
  expect(found.face.score).toBeGreaterThan(0.7);
  expect(found.face.keypoints).toHaveLength(6);
  expect(Math.abs(found.face.x - 298)).toBeLessThan(10);
  expect(Math.abs(found.face.width - 104)).toBeLessThan(10);
  expect(found.square.side).toBeCloseTo(1.14 * found.face.width, 3);
  expect(none).toBeNull();
});

test('the roll of a face that is given is taken out as that of one that is found', async ({ page }) => {
  await openSource(page);
  const [found, given, byHand] = await inPage(
    page,
    `const context = new OffscreenCanvas(640, 480).getContext('2d');
     context.fillStyle = '#7a7a7a';
     context.fillRect(0, 0, 640, 480);
     context.translate(320, 240);
     context.rotate(Math.PI / 6);
     context.drawImage(portrait, -150, -100, 300, 300);
     const turned = context.getImageData(0, 0, 640, 480);
     const [face] = await classifier.detect(turned);
     const { x, y, width, height } = face;
     const read = async (options) => {
       const { square, crop } = await classifier.classify(turned, options);
       return { roll: square.roll, crop: [...crop] };
     };
     return [await read(), await read({ face }), await read({ face: { x, y, width, height } })];`,
  );
  expect(found.roll).toBeGreaterThan(0.2);
  expect(given).toEqual(found);
  expect(byHand.roll).toBe(0);
});

test('all faces of a picture are found, also those too small for the first look', async ({ page }) => {
  await openSource(page);
  const [two, small] = await inPage(
    page,
    `const two = await classifier.detect(scene({ x: 0, y: 100, side: 300 }, { x: 340, y: 200, side: 250 }));
     return [two, await classifier.detect(scene({ x: 400, y: 100, side: 130 }))];`,
  );
  expect(two).toHaveLength(2);
  expect(small).toHaveLength(1);
  expect(small[0].width).toBeLessThan(60);
});

test('the detector is downloaded when a frame first needs it, and not before', async ({ page }) => {
  await openSource(page);
  /** @type {string[]} */
  const files = [];
  page.on('request', (request) => files.push(request.url().split('/').at(-1) ?? ''));
  await inPage(
    page,
    `await classifier.classify(scene(), { face: { x: 100, y: 100, width: 50, height: 50 } });
     await classifier.classify(scene(), { detect: false });
     await classifier.classify(new ImageData(48, 48));`,
  );
  expect(files).not.toContain('face.safetensors');
  await inPage(page, `await classifier.classify(scene({ x: 200, y: 60, side: 300 }));`);
  expect(files.filter((file) => file === 'face.safetensors')).toHaveLength(1);
  expect(files).not.toContain('face-far.safetensors');
});

test('a detector that is missing says so, and is tried again', async ({ page }) => {
  await openSource(page);
  let missing = true;
  await page.route('**/models/face.safetensors', (route) =>
    missing ? route.fulfill({ status: 404 }) : route.fallback(),
  );
  await page.exposeFunction('mend', () => (missing = false));
  const [code, label] = await inPage(
    page,
    `const frame = scene({ x: 200, y: 60, side: 300 });
     const code = await classifier.classify(frame).catch((error) => error.code);
     await mend();
     return [code, (await classifier.classify(frame)).label];`,
  );
  expect(code).toBe('detector-missing');
  expect(typeof label).toBe('string');
});

test('a photo without a face says so, and a box can be put where the face is', async ({ page }) => {
  await opened(page);
  const noFace = meter(page).getByText('No face found');
  await meter(page)
    .locator('input[type=file]')
    .setInputFiles({
      name: 'empty.png',
      mimeType: 'image/png',
      buffer: await picture(page, { width: 500, height: 300, square: 4, type: 'image/png' }),
    });
  await expect(noFace).toBeVisible();
  await expect(meter(page).getByText('Drag the box round the face.')).toBeVisible();
  const box = meter(page).getByRole('application');
  await expect(box).toBeVisible();
  const reading = readings(page);
  await box.press('ArrowLeft');
  await reading;
  await expect(noFace).toBeHidden();
  await expect(meter(page).getByText('Drag the box round the face.')).toBeHidden();
});

test('the box follows the face on the camera, and says when it has left', async ({ page }) => {
  // A camera that the test moves.
  await page.addInitScript(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [640, 480];
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const portrait = new Image();
    portrait.src = new URL('sample.jpg', location.href).href;
    /** @type {number | null} */
    let x = 100;
    Object.assign(globalThis, { put: (/** @type {number | null} */ to) => (x = to) });
    setInterval(() => {
      context.fillStyle = '#7a7a7a';
      context.fillRect(0, 0, 640, 480);
      if (x !== null && portrait.complete) context.drawImage(portrait, x, 60, 300, 300);
    }, 30);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(30);
  });
  await page.route('**/sample.jpg', (route) => route.fulfill({ path: 'www/sample.jpg' }));
  await page.goto('./?source=camera');
  await button(page, 'Start the camera').click();
  await reached(page, 'running');
  const put = (/** @type {number | null} */ x) =>
    page.evaluate((x) => /** @type {any} */ (globalThis).put(x), x);
  const faceX = () =>
    page.evaluate(
      () => /** @type {any} */ (document.querySelector('expression-meter')).prediction?.face.x ?? -1,
    );
  await expect.poll(faceX).toBeGreaterThan(188);
  await expect.poll(faceX).toBeLessThan(208);
  await put(250);
  await expect.poll(faceX).toBeGreaterThan(338);
  await put(null);
  await expect(meter(page).getByText('No face found')).toBeVisible();
  await put(100);
  await expect(meter(page).getByText('No face found')).toBeHidden();
});

test('several faces of a photo are read one by one on request, and each can be chosen', async ({ page }) => {
  await page.route('**/sample.jpg', (route) => route.fulfill({ path: 'www/sample.jpg' }));
  await opened(page);
  const two = await page.evaluate(async () => {
    const portrait = await createImageBitmap(await (await fetch('sample.jpg')).blob());
    const canvas = new OffscreenCanvas(640, 400);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.drawImage(portrait, 0, 50, 340, 340);
    context.drawImage(portrait, 340, 100, 300, 300);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
    return Array.from(bytes);
  });
  const reading = readings(page);
  await meter(page)
    .locator('input[type=file]')
    .setInputFiles({ name: 'two.png', mimeType: 'image/png', buffer: Buffer.from(two) });
  await reading;
  await button(page, 'All 2 faces').click();
  const cards = meter(page).locator('.card');
  await expect(cards).toHaveCount(2);
  await expect(cards.first()).toContainText('%');
  const x = () =>
    page.evaluate(() => /** @type {any} */ (document.querySelector('expression-meter')).prediction.face.x);
  const before = await x();
  const next = readings(page);
  await cards.nth(1).click();
  await next;
  expect(Math.abs((await x()) - before)).toBeGreaterThan(150);
  await button(page, '3 groups').click();
  await expect(cards.first()).toContainText(/positive|negative|neutral/);
});
