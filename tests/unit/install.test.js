// Debian packages are installed by the set-up when somebody agreed to it: at the terminal, by `--yes`, or on CI.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { test } from 'node:test';

const windows = process.platform === 'win32' && 'apt-get is a shell script here';

/**
 * Whether an apt-get of the test's own was asked to install, as root; and what was said.
 * @param {{ args?: readonly string[], ci?: string, answer?: string }} how
 */
function install({ args = [], ci = '', answer }) {
  const folder = mkdtempSync(join(tmpdir(), 'apt-'));
  const log = join(folder, 'log');
  const apt = join(folder, 'apt-get');
  writeFileSync(apt, `#!/bin/sh\necho "$@" >> '${log}'\n`);
  chmodSync(apt, 0o755);
  const script = `
    import { aptInstall, readArgs } from './scripts/run.mjs';
    process.getuid = () => 0;
    process.stdin.isTTY = ${answer !== undefined};
    readArgs([], 'usage');
    console.log(String(await aptInstall('Installing', 'a-browser')));`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', script, '--', ...args],
    {
      encoding: 'utf8',
      input: answer ?? '',
      env: { ...process.env, CI: ci, PATH: `${folder}${delimiter}${process.env.PATH}` },
    },
  );
  return { installed: existsSync(log), worked: stdout.trim().endsWith('true'), stderr };
}

test('without a terminal nothing is installed, and what would is told', { skip: windows }, () => {
  const { installed, worked, stderr } = install({});
  assert.deepEqual({ installed, worked }, { installed: false, worked: false });
  assert.match(stderr, /--yes/);
  assert.match(stderr, /apt-get install a-browser/);
});

for (const [who, how, agreed] of /** @type {const} */ ([
  ['--yes', { args: ['--yes'] }, true],
  ['CI', { ci: 'true' }, true],
  ['a person who says y', { answer: 'y\n' }, true],
  ['a person who says n', { answer: 'n\n' }, false],
  ['a person who presses Enter', { answer: '\n' }, false],
])) {
  test(
    `${who} ${agreed ? 'lets packages be' : 'keeps packages from being'} installed`,
    { skip: windows },
    () => {
      const { installed, worked } = install({ ...how });
      assert.deepEqual({ installed, worked }, { installed: agreed, worked: agreed });
    },
  );
}
