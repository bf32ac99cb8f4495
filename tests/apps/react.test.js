import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { POLICY, installed, opened, ran, served } from './support.js';

const folder = await installed('react');

test('a React app built by esbuild says where the files are, and lists what it shows', async (t) => {
  await ran(folder, '../build.mjs');
  cpSync('www/sample.jpg', join(folder, 'public', 'photo.jpg'));
  const headers = { 'content-security-policy': POLICY };
  const page = await opened(t, await served(t, join(folder, 'public'), { headers }));
  await page.waitForFunction(() => document.querySelector('output')?.textContent);
  assert.equal(await page.locator('output').textContent(), 'happiness, says lenet-tiny');
  const [listed, none, all] = await page
    .locator('expression-meter')
    .evaluateAll((meters) => meters.map((meter) => /** @type {any} */ (meter).controls));
  assert.deepEqual([listed, none, all], ['source,stop', false, true]);
});

test('JSX, Vue and Svelte know the element by its manifest', () => {
  execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json'], {
    cwd: folder,
    stdio: 'inherit',
  });
});
