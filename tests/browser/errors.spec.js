// What goes wrong between the page and its network: each with its code, its words and a way on.
import { readFileSync } from 'node:fs';
import { button, expect, meter, reached, test } from './helpers.js';

/** @typedef {import('@playwright/test').Page} Page */

const WEIGHTS = '**/*.safetensors';

/** @param {Page} page @param {string} [address] */
async function failing(page, address = './') {
  await page.addInitScript(() => {
    document.addEventListener('expression-error', ({ detail }) =>
      Object.assign(globalThis, { failure: detail }),
    );
  });
  await page.goto(address);
  await reached(page, 'error');
  return page.evaluate(() => /** @type {any} */ (globalThis).failure);
}

/** @type {[string, string, Parameters<import('@playwright/test').Route['fulfill']>[0] | null, string][]} */
const CASES = [
  ['missing weights', 'weights-missing', { status: 404 }, 'not where it should be'],
  [
    'a web page served for weights',
    'weights-html',
    { contentType: 'text/html', body: '<h1>hi</h1>' },
    'web page',
  ],
  ['weights that cannot be reached', 'weights-unreachable', null, 'connection'],
];
for (const [what, code, answer, words] of CASES) {
  test(`${what}: ${code}, and trying again works once it is mended`, async ({ page }) => {
    await page.route(WEIGHTS, (route) => (answer ? route.fulfill(answer) : route.abort()));
    const failure = await failing(page);
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(words);
    await expect(meter(page).getByRole('alert')).toContainText(words);
    await page.unroute(WEIGHTS);
    await button(page, 'Try again').click();
    await reached(page, 'ready');
  });
}

test('the same, in French', async ({ page }) => {
  await page.route(WEIGHTS, (route) => route.fulfill({ status: 404 }));
  const failure = await failing(page, './?lang=fr');
  expect(failure.message).toContain('Le modèle n’est pas à l’adresse prévue');
});

test('a file that is no checkpoint says what is wrong with it', async ({ page }) => {
  await page.route(WEIGHTS, (route) => route.fulfill({ body: 'this is no checkpoint at all' }));
  const failure = await failing(page);
  expect(failure.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(failure.code).not.toBe('unexpected');
  expect(failure.message.length).toBeGreaterThan(20);
});

const WASM = readFileSync('www/pkg/mimique_bg.wasm');

/**
 * The same module with a memory that may not grow: what a browser does that has none left. Sections follow the first eight bytes;
 * the one of number 5 says how many pages there are at first and at most.
 * @param {Buffer} wasm
 */
function withoutGrowth(wasm) {
  /** A number of any length, and where it ends. @param {number} at @returns {[number, number]} */
  const leb = (at) => {
    const [low, rest] = [wasm[at] & 0x7f, wasm[at] & 0x80 ? leb(at + 1) : undefined];
    return rest ? [low + rest[0] * 128, rest[1]] : [low, at + 1];
  };
  for (let at = 8; at < wasm.length;) {
    const [size, start] = leb(at + 1);
    if (wasm[at] === 5) {
      const pages = wasm.subarray(start + 2, leb(start + 2)[1]);
      const memory = [1, 1, ...pages, ...pages]; // one memory with a limit
      return Buffer.concat([
        wasm.subarray(0, at),
        Buffer.of(5, memory.length, ...memory),
        wasm.subarray(start + size),
      ]);
    }
    at = start + size;
  }
  throw new Error('a module without a memory');
}

for (const [what, code, answer] of /** @type {const} */ ([
  ['missing', 'engine-missing', { status: 404 }],
  ['replaced by a web page', 'engine-html', { contentType: 'text/html', body: '<h1>hi</h1>' }],
  ['damaged', 'engine-damaged', { contentType: 'application/wasm', body: 'nonsense' }],
  ['cut off', 'engine-damaged', { contentType: 'application/wasm', body: WASM.subarray(0, 100_000) }],
  ['refused more memory', 'engine-crashed', { contentType: 'application/wasm', body: withoutGrowth(WASM) }],
])) {
  test(`wasm that is ${what}: ${code}`, async ({ page }) => {
    await page.route('**/*.wasm', (route) => route.fulfill(answer));
    expect((await failing(page)).code).toBe(code);
    await page.unroute('**/*.wasm');
    await button(page, 'Try again').click();
    await reached(page, 'ready');
  });
}

test('wasm served under a wrong type still runs', async ({ page }) => {
  await page.route('**/*.wasm', async (route) =>
    route.fulfill({ response: await route.fetch(), headers: { 'content-type': 'application/octet-stream' } }),
  );
  await page.goto('./');
  await reached(page, 'ready');
});

test('a worker that cannot be loaded: worker-failed, and trying again starts another', async ({ page }) => {
  await page.route('**/worker*.js', (route) => route.fulfill({ status: 404 }));
  expect((await failing(page)).code).toBe('worker-failed');
  await page.unroute('**/worker*.js');
  await button(page, 'Try again').click();
  await reached(page, 'ready');
});
