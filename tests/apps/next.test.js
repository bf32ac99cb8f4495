import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { POLICY, installed, ran, reads, started } from './support.js';

const folder = await installed('next');
const NEXT = 'next/dist/bin/next';
const SERVER = ['start', '--hostname', '127.0.0.1', '--port', '0'];

test('an app built by Next.js with Turbopack, rendered on the server', async (t) => {
  await ran(folder, NEXT, 'build');
  const withNonce = POLICY.replace("script-src 'self'", "script-src 'self' 'nonce-…'");
  await reads(t, await started(t, folder, NEXT, ...SERVER), withNonce);
});

test('an app built by Next.js with webpack, rendered on the server', async (t) => {
  for (const name of ['_app.jsx', '_document.jsx']) rmSync(join(folder, 'pages', name)); // Turbopack alone needs them
  await ran(folder, NEXT, 'build', '--webpack');
  await reads(t, await started(t, folder, NEXT, ...SERVER), POLICY);
});
