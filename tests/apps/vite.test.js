import { join } from 'node:path';
import { test } from 'node:test';
import { POLICY, installed, ran, reads, served, started } from './support.js';

const folder = await installed('vite');

test('an app built by Vite', async (t) => {
  await ran(folder, 'vite/bin/vite.js', 'build');
  const headers = { 'content-security-policy': POLICY };
  await reads(t, await served(t, join(folder, 'dist'), { headers }), POLICY);
});

test("an app on Vite's development server", async (t) => {
  const address = await started(t, folder, 'vite/bin/vite.js', '--host', '127.0.0.1');
  await reads(t, address, undefined);
});
