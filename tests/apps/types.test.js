// The declarations, for programs in TypeScript.
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { installed } from './support.js';

const folder = await installed('types');

for (const [resolution, config] of [
  ['bundler', 'tsconfig.json'],
  ['node16', 'tsconfig.node16.json'],
]) {
  test(`the compiler knows what the package has, resolving as ${resolution} does`, () => {
    execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', config], {
      cwd: folder,
      stdio: 'inherit',
    });
  });
}
