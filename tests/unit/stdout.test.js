// `npm run -s bench` prints one JSON object: whatever else writes to stdout then writes to stderr.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

test('keepStdout leaves stdout to the result alone', () => {
  const script = `
    import { keepStdout } from './scripts/run.mjs';
    const tell = keepStdout();
    console.log('by the console');
    process.stdout.write('past it');
    tell('{}');`;
  const args = ['--input-type=module', '--eval', script];
  const said = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  assert.equal(said, '{}');
});
