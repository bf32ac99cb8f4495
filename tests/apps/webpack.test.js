import { join } from 'node:path';
import { test } from 'node:test';
import { POLICY, installed, ran, reads, served } from './support.js';

const folder = await installed('webpack');

test('an app built by webpack', async (t) => {
  await ran(folder, 'webpack-cli/bin/cli.js', 'build');
  const headers = { 'content-security-policy': POLICY };
  await reads(t, await served(t, join(folder, 'public'), { headers }), POLICY);
});
