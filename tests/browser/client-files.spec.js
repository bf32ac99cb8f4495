// What `loadClassifier` may be given, and where from.
import { expect, openSource, test } from './helpers.js';
import { inPage } from './in-page.js';

/** @typedef {import('@playwright/test').Page} Page */

test('weights may be a typed array, a Blob or a Response', async ({ page }) => {
  await openSource(page);
  const names = await inPage(
    page,
    `const address = '/source/models/lenet-tiny.safetensors';
     const bytes = await (await fetch(address)).arrayBuffer();
     const padded = new Uint8Array(bytes.byteLength + 8);
     padded.set(new Uint8Array(bytes), 8);
     const all = [padded.subarray(8), new Blob([bytes]), await fetch(address)];
     return Promise.all(all.map(async (weights) => (await loadClassifier({ weights })).metadata.name));`,
  );
  expect(names).toEqual(['lenet-tiny', 'lenet-tiny', 'lenet-tiny']);
});

test('a seed of more digits than a number holds is told as text, and the checkpoint is read', async ({
  page,
}) => {
  await openSource(page);
  const seeds = await inPage(
    page,
    `const bytes = await (await fetch('/source/models/lenet-tiny.safetensors')).arrayBuffer();
     const length = new DataView(bytes).getUint32(0, true);
     const header = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 8, length)));
     const { __metadata__: metadata } = header;
     const seeds = [];
     for (const seed of ['9007199254740991', '9007199254740993', '18446744073709551615']) {
       metadata.training = metadata.training.replace(/"seed":\\d+/, '"seed":' + seed);
       const text = new TextEncoder().encode(JSON.stringify(header));
       const whole = new Uint8Array(8 + text.length + bytes.byteLength - 8 - length);
       new DataView(whole.buffer).setUint32(0, text.length, true);
       whole.set(text, 8);
       whole.set(new Uint8Array(bytes, 8 + length), 8 + text.length);
       const classifier = await loadClassifier({ weights: whole });
       seeds.push(classifier.metadata.training.seed);
     }
     return seeds;`,
  );
  expect(seeds).toEqual([9007199254740991, '9007199254740993', '18446744073709551615']);
});

for (const [what, weights, code] of [
  ['a Response of an error', `await fetch('/source/none.safetensors')`, 'weights-missing'],
  [
    'a Response that was read',
    `await fetch('/source/README.md').then((r) => r.text().then(() => r))`,
    'weights-unreachable',
  ],
  [
    'a buffer that was transferred',
    `(structuredClone(buffer, { transfer: [buffer] }), buffer)`,
    'weights-unreachable',
  ],
  ['an address that is none', `'http://['`, 'address'],
]) {
  test(`weights that are ${what}: ${code}`, async ({ page }) => {
    await openSource(page);
    const body = `const buffer = new ArrayBuffer(8); return outcome(loadClassifier({ weights: ${weights} }));`;
    expect(await inPage(page, body)).toBe(code);
  });
}

test('wasm and worker may lie elsewhere', async ({ page }) => {
  await openSource(page);
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).search));
  const body = `const at = (name) => '/source/www/pkg/' + name + '?here';
     const classifier = await loadClassifier({ wasm: at('mimique_bg.wasm'), worker: at('worker.js') });
     return classifier.labels.length;`;
  expect(await inPage(page, body)).toBe(7);
  expect(asked.filter((query) => query === '?here').length).toBe(2);
});

test('a picture of another site without CORS: source-tainted, and the classifier goes on', async ({
  page,
}) => {
  await openSource(page);
  const url = new URL('/source/www/sample.jpg', page.url());
  url.hostname = url.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
  const body = `const classifier = await loadClassifier();
     const image = Object.assign(new Image(), { src: '${url}' });
     await image.decode();
     const face = { x: 0, y: 0, width: 64, height: 64 };
     return [await outcome(classifier.classify(image, { face })), typeof (await outcome(classifier.classify(frame(), { face })))];`;
  expect(await inPage(page, body)).toEqual(['source-tainted', 'string']);
});

test('a picture that is still on its way is waited for', async ({ page }) => {
  await openSource(page);
  const body = `const classifier = await loadClassifier();
     const image = Object.assign(new Image(), { src: '/source/www/sample.jpg?late' });
     const before = image.complete;
     return [before, await outcome(classifier.classify(image, { detect: false }))];`;
  const [complete, label] = await inPage(page, body);
  expect(complete).toBe(false);
  expect(label).toMatch(/^[a-z]+$/);
});

test('a page that allows one policy takes two copies of the package', async ({ page }) => {
  await openSource(page);
  const body = `const { engineOf: first } = await import(location.origin + '/source/www/client/engine.js?1');
     const { engineOf: second } = await import(location.origin + '/source/www/client/engine.js?2');
     const names = [];
     Object.defineProperty(globalThis, 'trustedTypes', { value: { createPolicy: (name, policy) => {
       if (names.includes(name)) throw new TypeError(name + ' exists');
       names.push(name);
       return policy;
     } } });
     const ask = (engine) => Promise.race([engine.call('close', { key: engine.join() }), new Promise((done) => setTimeout(done))]);
     await ask(first());
     await ask(second());
     return names;`;
  expect(await inPage(page, body)).toEqual(['mimique']);
});
