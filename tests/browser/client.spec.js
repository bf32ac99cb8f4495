// `loadClassifier` and what it gives, from the source tree.
import { UNPACKED, expect, openSource, test } from './helpers.js';
import { inPage } from './in-page.js';

/** @typedef {import('@playwright/test').Page} Page */

test('a prediction has what the API promises', async ({ page }) => {
  await openSource(page);
  const result = await inPage(
    page,
    `const classifier = await loadClassifier();
     const p = await classifier.classify(frame(), { face: { x: 10, y: 12, width: 30, height: 30 } });
     const types = [p.probabilities, p.logits, p.crop].map((it) => [it.constructor.name, it.length]);
     const sum = p.probabilities.reduce((a, b) => a + b);
     const { labels, groups, metadata } = classifier;
     const layers = (await classifier.activations(p.crop)).map(({ shape }) => shape);
     return { keys: Object.keys(p).sort(), types, sum, face: p.face, labels, groups, name: typeof metadata.name, layers };`,
  );
  expect(result.keys).toEqual([
    'crop',
    'face',
    'faces',
    'label',
    'labels',
    'logits',
    'probabilities',
    'square',
    'votes',
  ]);
  expect(result.types).toEqual([
    ['Float32Array', 7],
    ['Float32Array', 7],
    ['Uint8ClampedArray', 2304],
  ]);
  expect(result.sum).toBeCloseTo(1, 5);
  expect(result.face).toEqual({ x: 10, y: 12, width: 30, height: 30, score: null, keypoints: [] });
  expect(result.labels).toEqual(['anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise', 'neutral']);
  expect(result.groups).toEqual([
    { label: 'positive', members: [3] },
    { label: 'negative', members: [0, 1, 2, 4] },
    { label: 'neutral', members: [5, 6] },
  ]);
  expect(result.name).toBe('string');
  expect(result.layers.at(-1)).toEqual([7]);
});

test('many faces in one call have the probabilities of each in a call of its own', async ({ page }) => {
  await openSource(page);
  const { rows, alone, refused } = await inPage(
    page,
    `const classifier = await loadClassifier();
     const crops = new Uint8ClampedArray(20 * 2304); // more than are read at a time
     const alone = [];
     for (let i = 0; i < 20; i++) {
       const { crop, probabilities } = await classifier.classify(frame(48, 48, 3 + i), { detect: false });
       crops.set(crop, i * 2304);
       alone.push(...probabilities);
     }
     const rows = [...(await classifier.probabilities(crops))];
     return { rows, alone, refused: await outcome(classifier.probabilities(crops.subarray(1))) };`,
  );
  expect(rows).toHaveLength(20 * 7);
  const apart = rows.map((/** @type {number} */ share, /** @type {number} */ i) =>
    Math.abs(share - alone[i]),
  );
  expect(Math.max(...apart)).toBeLessThan(1e-6);
  expect(Math.max(...alone) - Math.min(...alone)).toBeGreaterThan(0.5); // they are not all the same
  expect(refused).toBe('face');
});

test('every kind of source gives the same reading', async ({ page }) => {
  await openSource(page);
  const readings = await inPage(
    page,
    `const classifier = await loadClassifier();
     const canvas = document.createElement('canvas');
     canvas.width = canvas.height = 64;
     canvas.getContext('2d').putImageData(frame(), 0, 0);
     const blob = await new Promise((resolve) => canvas.toBlob(resolve));
     const image = new Image();
     image.src = canvas.toDataURL();
     await image.decode();
     const bitmap = await createImageBitmap(canvas);
     const all = [];
     for (const source of [frame(), canvas, blob, image, bitmap, bitmap]) {
       all.push([...(await classifier.classify(source)).probabilities]);
     }
     return all;`,
  );
  expect(readings).toHaveLength(6);
  expect(readings[0]).toHaveLength(7);
  for (const reading of readings) expect(reading).toEqual(readings[0]);
});

test('one frame in flight, and the newest that waits wins', async ({ page }) => {
  await openSource(page);
  const outcomes = await inPage(
    page,
    `const classifier = await loadClassifier();
     const outcomes = await Promise.all([1, 2, 3, 4].map((grey) => outcome(classifier.classify(frame(64, 64, grey)))));
     const alone = [await outcome(classifier.classify(frame(64, 64, 1))), await outcome(classifier.classify(frame(64, 64, 4)))];
     return { outcomes, alone };`,
  );
  expect(outcomes.outcomes.slice(1, 3)).toEqual(['AbortError', 'AbortError']);
  expect([outcomes.outcomes[0], outcomes.outcomes[3]]).toEqual(outcomes.alone);
});

test('a signal aborts before, while waiting and in flight; the next call works', async ({ page }) => {
  await openSource(page);
  const outcomes = await inPage(
    page,
    `const classifier = await loadClassifier();
     const [flying, waiting] = [new AbortController(), new AbortController()];
     const calls = [
       classifier.classify(frame(), { signal: AbortSignal.abort() }),
       classifier.classify(frame(), { signal: flying.signal }),
       classifier.classify(frame(), { signal: waiting.signal }),
     ].map(outcome);
     waiting.abort();
     flying.abort(new TypeError('my own reason'));
     return [...(await Promise.all(calls)), typeof (await classifier.classify(frame())).label];`,
  );
  expect(outcomes).toEqual(['AbortError', 'TypeError', 'AbortError', 'string']);
});

test('loading can be aborted', async ({ page }) => {
  await openSource(page);
  const outcomes = await inPage(
    page,
    `const controller = new AbortController();
     const loading = outcome(loadClassifier({ signal: controller.signal }));
     controller.abort();
     return [await loading, await outcome(loadClassifier({ signal: AbortSignal.abort() }))];`,
  );
  expect(outcomes).toEqual(['AbortError', 'AbortError']);
});

test('closing rejects what is under way and all that follows; other classifiers go on', async ({ page }) => {
  await openSource(page);
  const outcomes = await inPage(
    page,
    `const [one, other] = await Promise.all([loadClassifier(), loadClassifier()]);
     const calls = [one.classify(frame()), one.classify(frame())].map(outcome);
     one.close();
     one.close();
     const after = await outcome(one.classify(frame()));
     const still = typeof (await other.classify(frame())).label;
     other.close();
     const again = await loadClassifier();
     return [...(await Promise.all(calls)), after, still, typeof (await again.classify(frame())).label];`,
  );
  expect(outcomes).toEqual(['AbortError', 'AbortError', 'closed', 'string', 'string']);
});

test('all classifiers closed at once leave no error behind', async ({ page }) => {
  await openSource(page);
  const again = await inPage(
    page,
    `const all = await Promise.all([loadClassifier(), loadClassifier()]);
     for (const each of all) each.close();
     return typeof (await (await loadClassifier()).classify(frame())).label;`,
  );
  expect(again).toBe('string');
});

test('weights may be bytes', async ({ page }) => {
  await openSource(page);
  const result = await inPage(
    page,
    `const bytes = await (await fetch('/source/models/lenet.safetensors')).arrayBuffer();
     const classifier = await loadClassifier({ weights: bytes });
     return [bytes.byteLength > 0, await outcome(loadClassifier({ weights: new ArrayBuffer(40) }))];`,
  );
  expect(result[0]).toBe(true);
  expect(result[1]).toMatch(/^[a-z]+(-[a-z]+)+$/);
});

test('a photo of 24 megapixels is read, in its own pixels', async ({ page }) => {
  await openSource(page);
  const { square } = await inPage(
    page,
    `const classifier = await loadClassifier();
     const canvas = new OffscreenCanvas(6000, 4000);
     canvas.getContext('2d').fillRect(0, 0, 3000, 2000);
     return classifier.classify(await canvas.convertToBlob({ type: 'image/jpeg' }), { detect: false });`,
  );
  expect(Math.abs(square.side - 4000)).toBeLessThan(5);
  expect(Math.abs(square.x - 1000)).toBeLessThan(5);
});

test('sources that hold no frame are errors with a code', async ({ page }) => {
  await openSource(page);
  const outcomes = await inPage(
    page,
    `const classifier = await loadClassifier();
     const all = [];
     for (const source of [new Blob(['no picture']), new Image(), document.createElement('video'), null]) {
       all.push(await outcome(classifier.classify(source)));
     }
     return [...all, typeof (await classifier.classify(frame())).label];`,
  );
  expect(outcomes).toEqual([
    'photo-unreadable',
    'source-unreadable',
    'source-unreadable',
    'source-unreadable',
    'string',
  ]);
});

// Stands in for the wasm: traps on a frame that is 13 pixels wide.
const TRAPPING = `
  export default async function init() {}
  export class Classifier {
    labels = ['a', 'b']; groups = []; metadata = {};
    classify(frame) {
      if (frame.width === 13) throw new WebAssembly.RuntimeError('unreachable');
      return { label: 'a', face: { x: 0, y: 0, width: 1, height: 1, keypoints: [] }, square: { x: 0, y: 0, side: 1 } };
    }
    free() {}
  }
  export class Detector {}
  export class Frame {
    isFace = true;
    constructor(rgba, width) {
      this.width = width;
    }
    free() {}
  }`;

test('a trap says so plainly, and the worker is replaced for all', async ({ page }) => {
  await openSource(page, { ...UNPACKED, 'www/pkg/mimique.js': TRAPPING });
  const outcomes = await inPage(
    page,
    `const [one, other] = await Promise.all([loadClassifier(), loadClassifier()]);
     const trapped = one.classify(frame(13, 13));
     const message = trapped.catch((error) => error.message);
     return [await outcome(trapped), await outcome(one.classify(frame())), await outcome(other.classify(frame())), await message];`,
  );
  expect(outcomes.slice(0, 3)).toEqual(['engine-crashed', 'a', 'a']);
  expect(outcomes[3]).toContain('it was replaced');
});

test('pixels whose buffer was transferred are refused, and the classifier goes on', async ({ page }) => {
  await openSource(page, { ...UNPACKED, 'www/pkg/mimique.js': TRAPPING });
  const outcomes = await inPage(
    page,
    `const classifier = await loadClassifier();
     const gone = frame();
     structuredClone(gone.data, { transfer: [gone.data.buffer] });
     return [await outcome(classifier.classify(gone)), await outcome(classifier.classify(frame()))];`,
  );
  expect(outcomes).toEqual(['source-unreadable', 'a']);
});

test('a checkpoint that is larger than announced is read up to the limit', async ({ page }) => {
  await openSource(page, { ...UNPACKED, 'www/pkg/mimique.js': TRAPPING });
  await page.route('**/large.safetensors', (route) =>
    route.fulfill({ body: Buffer.alloc(16 * 1024 * 1024 + 1), headers: { 'content-length': '5' } }),
  );
  const outcomes = await inPage(
    page,
    `return [await outcome(loadClassifier({ weights: '/large.safetensors' }))];`,
  );
  expect(outcomes).toEqual(['checkpoint-too-large']);
});

test('a checkpoint that is announced too large is not read', async ({ page }) => {
  await openSource(page, { ...UNPACKED, 'www/pkg/mimique.js': TRAPPING });
  await page.route('**/large.safetensors', (route) =>
    route.fulfill({ body: Buffer.alloc(16 * 1024 * 1024 + 1) }),
  );
  const outcomes = await inPage(
    page,
    `return [await outcome(loadClassifier({ weights: '/large.safetensors' }))];`,
  );
  expect(outcomes).toEqual(['checkpoint-too-large']);
});
