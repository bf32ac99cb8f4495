// Without a bundler: scripts straight from node_modules, and from another origin as a CDN has them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { POLICY, installed, reads, served } from './support.js';

const folder = await installed('plain');

test('a page without a bundler, under a sub-path', async (t) => {
  const headers = { 'content-security-policy': POLICY };
  await reads(t, await served(t, folder, { under: '/some/where/', headers }), POLICY);
});

test('a page whose package lies on another origin', async (t) => {
  const cors = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' };
  const under = '/npm/mimique@0.1.0/';
  const cdn = await served(t, join(folder, 'node_modules', 'mimique'), { under, headers: cors });
  const { origin } = new URL(cdn);
  const policy = POLICY.replace("script-src 'self'", `script-src 'self' ${origin}`)
    .replace("connect-src 'self'", `connect-src 'self' ${origin}`)
    .replace("worker-src 'self'", `worker-src blob: ${origin}`); // also for what a worker imports
  const headers = { 'content-security-policy': policy };
  const page = await served(t, folder, { headers, words: { CDN: cdn.slice(0, -1) } });
  await reads(t, `${page}cdn.html`, policy);
});

/** What a module prints in JSON where the package is installed. @param {string} script */
const said = (script) => {
  const args = ['--no-warnings', '--input-type=module', '--eval', script];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }));
};

test('on a server the package does nothing and throws nothing, and its files are found', () => {
  const seen = said(`
    const before = Object.keys(globalThis).join();
    const { loadClassifier } = await import('mimique');
    const { ExpressionMeter } = await import('mimique/element');
    const manifest = await import('mimique/custom-elements.json', { with: { type: 'json' } });
    const paths = ['mimique/weights/lenet.safetensors', 'mimique/index_bg.wasm'].map((path) => import.meta.resolve(path));
    console.log(JSON.stringify({
      types: [typeof loadClassifier, typeof ExpressionMeter],
      globals: Object.keys(globalThis).join() === before,
      found: paths.every((path) => process.getBuiltinModule('fs').existsSync(new URL(path))),
      tag: manifest.default.modules[0].declarations[0].tagName,
    }));`);
  assert.deepEqual(seen, {
    types: ['function', 'function'],
    globals: true,
    found: true,
    tag: 'expression-meter',
  });
});

test('the element alone defines the tag', () => {
  const seen = said(`
    const defined = [];
    globalThis.customElements = { get: (tag) => defined.find((other) => other === tag), define: (tag) => defined.push(tag) };
    await import('mimique');
    const before = defined.length;
    await import('mimique/element');
    console.log(JSON.stringify([before, defined]));`);
  assert.deepEqual(seen, [0, ['expression-meter']]);
});
