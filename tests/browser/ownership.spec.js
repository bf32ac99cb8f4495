// Who owns what in the client: a call belongs to its classifier, a worker to the classifiers of the page.
import { UNPACKED, expect, openSource, test } from './helpers.js';

/** @typedef {import('@playwright/test').Page} Page */

// Runs in the page: the client, a frame, an outcome that can be sent back, and how many workers are alive.
const PRELUDE = `
  const { loadClassifier } = await import(location.origin + '/source/www/client/classifier.js');
  const frame = (side = 64) => new ImageData(side, side);
  const outcome = (promise) => promise.then((value) => value?.label ?? 'done', ({ code, name }) => (typeof code === 'string' ? code : name));
  const tasksRun = () => new Promise((resolve) => setTimeout(resolve));
`;

/** @param {Page} page @param {string} body @returns {Promise<any>} */
const inPage = (page, body) => page.evaluate(`(async () => { ${PRELUDE} ${body} })()`);

// Stands in for the wasm: tells how many networks are alive, and traps on a frame that is 13 pixels wide.
const STAND_IN = `
  let alive = 0;
  export default async function init() {}
  export class Classifier {
    labels = ['a', 'b']; groups = [];
    metadata = { alive: ++alive };
    classify(frame) {
      if (frame.width === 13) throw new WebAssembly.RuntimeError('unreachable');
      return { label: 'a' + frame.width, face: { x: 0, y: 0, width: 1, height: 1, keypoints: [] }, square: { x: 0, y: 0, side: 1 } };
    }
    activations() { return []; }
    free() { alive -= 1; }
  }
  export class Detector {
    detect() { return [{ x: 0, y: 0, width: 1, height: 1, keypoints: [] }]; }
    free() {}
  }
  export class Frame {
    constructor(rgba, width) { this.width = width; this.isFace = width < 65; }
    free() {}
  }`;

const SOURCE = { ...UNPACKED, 'www/pkg/mimique.js': STAND_IN };

/** Counts the page's workers as they are made and ended. @param {Page} page */
const countWorkers = (page) =>
  page.addInitScript(() => {
    const Real = Worker;
    Object.assign(globalThis, { workers: 0 });
    const counts = /** @type {any} */ (globalThis);
    globalThis.Worker = class extends Real {
      /** @param {string | URL} url @param {WorkerOptions} [options] */
      constructor(url, options) {
        super(url, options);
        counts.workers += 1;
      }
      terminate() {
        counts.workers -= 1;
        super.terminate();
      }
    };
  });

/**
 * Holds the answer to a request back, until the test gives it.
 * @param {Page} page
 * @param {string} url
 * @returns {Promise<{ asked: Promise<import('@playwright/test').Route> }>} the first request, which only the test answers
 */
async function holdFirst(page, url) {
  /** @type {(route: import('@playwright/test').Route) => void} */
  let tell = () => {};
  const asked = new Promise((resolve) => (tell = resolve));
  await page.route(url, tell, { times: 1 });
  return { asked };
}

test('a closed classifier refuses every call, and none of them starts a worker', async ({ page }) => {
  await countWorkers(page);
  await openSource(page, SOURCE);
  const { outcomes, workers } = await inPage(
    page,
    `const classifier = await loadClassifier();
     classifier.close();
     const calls = [classifier.detect(frame()), classifier.activations(new Uint8ClampedArray(2304)), classifier.classify(frame())];
     return { outcomes: await Promise.all(calls.map(outcome)), workers };`,
  );
  expect(outcomes).toEqual(['closed', 'closed', 'closed']);
  expect(workers).toBe(0);
});

test('closing ends every call at once, also while its frame is still being opened', async ({ page }) => {
  await countWorkers(page);
  await openSource(page, SOURCE);
  const result = await inPage(
    page,
    `const classifier = await loadClassifier();
     const open = globalThis.createImageBitmap;
     let give = [];
     globalThis.createImageBitmap = async (...all) => {
       await new Promise((resolve) => give.push(resolve));
       return open(frame());
     };
     const calls = [classifier.classify(new Blob()), classifier.classify(new Blob()), classifier.detect(new Blob()),
       classifier.activations(new Uint8ClampedArray(2304))].map(outcome);
     classifier.close();
     const outcomes = await Promise.all(calls);
     for (const each of give) each();
     await tasksRun();
     return { outcomes, held: give.length, workers };`,
  );
  expect(result).toEqual({ outcomes: Array(4).fill('AbortError'), held: 3, workers: 0 });
});

test('a detection can be aborted by a signal of its own', async ({ page }) => {
  await openSource(page, SOURCE);
  const outcomes = await inPage(
    page,
    `const classifier = await loadClassifier();
     const controller = new AbortController();
     const calls = [classifier.detect(frame(), { signal: controller.signal }),
       classifier.activations(new Uint8ClampedArray(2304), { signal: controller.signal })].map(outcome);
     controller.abort();
     return [...(await Promise.all(calls)), await outcome(classifier.detect(frame()))];`,
  );
  expect(outcomes).toEqual(['AbortError', 'AbortError', 'done']);
});

test('loads that were aborted leave nothing in the worker', async ({ page }) => {
  await openSource(page, SOURCE);
  const held = await holdFirst(page, '**/held.safetensors');
  const alive = inPage(
    page,
    `const kept = await loadClassifier();
     const controller = new AbortController();
     const loads = [1, 2, 3, 4, 5].map(() => outcome(loadClassifier({ weights: '/held.safetensors', signal: controller.signal })));
     globalThis.abort = () => controller.abort();
     const outcomes = await Promise.all(loads);
     const { metadata } = await loadClassifier();
     return { outcomes, alive: metadata.alive };`,
  );
  await held.asked;
  await page.evaluate(() => /** @type {any} */ (globalThis).abort());
  expect(await alive).toEqual({ outcomes: Array(5).fill('AbortError'), alive: 2 });
});

test('a load aborted while its answer is on its way leaves nothing in the worker', async ({ page }) => {
  await openSource(page, SOURCE);
  const alive = await inPage(
    page,
    `const kept = await loadClassifier();
     const bytes = new ArrayBuffer(8);
     const controllers = [1, 2, 3, 4, 5].map(() => new AbortController());
     const loads = controllers.map(({ signal }) => outcome(loadClassifier({ weights: bytes, signal })));
     for (const controller of controllers) controller.abort();
     await Promise.all(loads);
     return (await loadClassifier()).metadata.alive;`,
  );
  expect(alive).toBe(2);
});

test('a download that hangs can be given up and asked for again', async ({ page }) => {
  await openSource(page, SOURCE);
  const held = await holdFirst(page, '**/slow.safetensors');
  const outcomes = inPage(
    page,
    `const kept = await loadClassifier();
     const controller = new AbortController();
     globalThis.abort = () => controller.abort();
     const first = await outcome(loadClassifier({ weights: '/slow.safetensors', signal: controller.signal }));
     return [first, await outcome(loadClassifier({ weights: '/slow.safetensors' }))];`,
  );
  await held.asked;
  await page.route('**/slow.safetensors', (route) => route.fulfill({ body: 'weights' }));
  await page.evaluate(() => /** @type {any} */ (globalThis).abort());
  expect(await outcomes).toEqual(['AbortError', 'done']);
});

test('two loads of one address share a download, and one of them may leave', async ({ page }) => {
  await openSource(page, SOURCE);
  const held = await holdFirst(page, '**/shared.safetensors');
  const outcomes = inPage(
    page,
    `const controller = new AbortController();
     globalThis.abort = () => controller.abort();
     const weights = '/shared.safetensors';
     const loads = [loadClassifier({ weights, signal: controller.signal }), loadClassifier({ weights })];
     return Promise.all(loads.map(outcome));`,
  );
  const route = await held.asked;
  await page.evaluate(() => /** @type {any} */ (globalThis).abort());
  await route.fulfill({ body: 'weights' });
  expect(await outcomes).toEqual(['AbortError', 'done']);
});

test('a failed reload is forgotten: the next call asks again', async ({ page }) => {
  await openSource(page, SOURCE);
  await inPage(page, `globalThis.classifier = await loadClassifier();`);
  await page.route('**/lenet.safetensors', (route) => route.fulfill({ status: 503 }), { times: 1 });
  const outcomes = await inPage(
    page,
    `return [await outcome(classifier.classify(frame(13))), await outcome(classifier.classify(frame())), await outcome(classifier.classify(frame()))];`,
  );
  expect(outcomes).toEqual(['engine-crashed', 'weights-unreachable', 'a64']);
});

test('a trap fails the call that caused it; the innocent run again', async ({ page }) => {
  await countWorkers(page);
  await openSource(page, SOURCE);
  const result = await inPage(
    page,
    `const all = await Promise.all([loadClassifier(), loadClassifier(), loadClassifier()]);
     const small = await createImageBitmap(frame(32));
     const calls = [all[0].classify(frame(13)), all[1].classify(small), all[2].classify(frame()), all[2].detect(frame())];
     const late = loadClassifier({ weights: new ArrayBuffer(8) });
     const outcomes = await Promise.all([...calls, late].map(outcome));
     return { outcomes, workers };`,
  );
  expect(result).toEqual({ outcomes: ['engine-crashed', 'a32', 'a64', 'done', 'done'], workers: 1 });
});

test('a call that waits for the detector survives the trap of another', async ({ page }) => {
  await openSource(page, SOURCE);
  const held = await holdFirst(page, '**/face.safetensors');
  const outcomes = inPage(
    page,
    `const [one, other] = await Promise.all([loadClassifier(), loadClassifier()]);
     const waits = outcome(other.classify(await createImageBitmap(frame(100))));
     globalThis.trap = () => outcome(one.classify(frame(13)));
     return waits;`,
  );
  await held.asked;
  expect(await page.evaluate(() => /** @type {any} */ (globalThis).trap())).toBe('engine-crashed');
  expect(await outcomes).toBe('a100');
});

for (const [what, instead, before, call] of /** @type {const} */ ([
  ['whose script is empty', { ...SOURCE, 'www/pkg/worker.js': '' }, '', 'outcome(loadClassifier())'],
  [
    'that closes itself',
    {
      ...SOURCE,
      'www/pkg/mimique.js': STAND_IN.replace(
        'if (frame.width === 13)',
        'if (frame.width === 14) self.close(); if (frame.width === 13)',
      ),
    },
    'globalThis.classifier = await loadClassifier();',
    'classifier.classify(frame(14)).then(() => outcome(classifier.classify(frame())))',
  ],
])) {
  test(`a worker ${what} is found out`, async ({ page }) => {
    await page.clock.install();
    await openSource(page, instead);
    await inPage(page, before);
    const code = inPage(page, `return ${call};`);
    const told = code.then(() => true);
    // Time passes by the questions that are put to the worker, however long the machine takes for each.
    while (!(await Promise.race([told, page.clock.runFor(5000).then(() => false)])));
    expect(await code).toBe('worker-failed');
  });
}

test('a box outside the picture is refused', async ({ page }) => {
  await openSource(page, SOURCE);
  const outcomes = await inPage(
    page,
    `const classifier = await loadClassifier();
     const boxes = [{ x: 64, y: 0, width: 9, height: 9 }, { x: 0, y: -9, width: 9, height: 9 }, { x: -4, y: 60, width: 9, height: 9 }];
     const outcomes = [];
     for (const face of boxes) outcomes.push(await outcome(classifier.classify(frame(), { face })));
     return outcomes;`,
  );
  expect(outcomes).toEqual(['face-box', 'face-box', 'a64']);
});
