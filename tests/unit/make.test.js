// models/make.sh in a folder of its own, where `cargo` and `mimique` only write down what they were called for.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

// Trains by writing the files that training writes, and as mimique replaces none unasked; broken off after the first epoch where
// BREAK names the model.
const MIMIQUE = `#!/bin/sh
echo "$@" >>calls
command=$1 words=$*
while [ $# -gt 0 ]; do
  if [ "$1" = --out ]; then out=$2; fi
  shift
done
base=\${out%.safetensors}
case $words in
  *--force* | *--resume*) ;;
  *) if [ -e "$out" ] || [ -e "$base.md" ]; then exit 3; fi ;;
esac
echo weights >"$out"
echo card >"$base.md"
if [ "$command" = votes-head ]; then echo 'fitted afterwards' >>"$base.md"; fi
rm -f "$base.state"
if [ "$base" = "models/$BREAK" ]; then
  echo epoch 1 >"$base.state"
  exit 1
fi
`;

/** @type {string} */
let folder;

/** @param {string} path @param {string} text */
function program(path, text) {
  writeFileSync(join(folder, path), text);
  chmodSync(join(folder, path), 0o755);
}

/** Runs make.sh. @param {string[]} models @param {string} [broken] the one to be broken off */
function make(models = [], broken = '') {
  const env = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env.PATH}`, BREAK: broken };
  return spawnSync('sh', ['models/make.sh', 'fer2013.csv.gz', 'fer2013new.csv', ...models], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
}

/** What mimique was called for since the last time that this was asked. */
function calls() {
  const file = join(folder, 'calls');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  rmSync(file, { force: true });
  return lines;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'make-'));
  for (const made of ['models', 'bin', 'target/release']) mkdirSync(join(folder, made), { recursive: true });
  cpSync('models/make.sh', join(folder, 'models', 'make.sh'));
  program('bin/cargo', '#!/bin/sh\n');
  program('target/release/mimique', MIMIQUE);
});

afterEach(() => rmSync(folder, { recursive: true }));

test('the first run makes all models, each from what was made before it', () => {
  const { status, stderr } = make();
  assert.equal(status, 0, stderr);
  const made = calls();
  assert.equal(made.length, 15, 'thirteen files, two of which get a head of votes');
  for (const [i, call] of made.entries())
    for (const [used] of call.matchAll(/(?<=--(?:weights|soft-targets) )models\S+/g))
      assert.ok(
        made.slice(0, i).some((before) => before.includes(`--out ${used}`)),
        `${used} is made before ${call}`,
      );
});

test('a second run makes nothing anew and says so of every model', () => {
  make();
  calls();
  const { status, stderr } = make();
  assert.equal(status, 0, stderr);
  assert.deepEqual(calls(), []);
  assert.equal(stderr.match(/already/g)?.length, 15, stderr);
});

test('a run that was broken off goes on with the model it was at', () => {
  const { status } = make([], 'ladder/wide');
  assert.equal(status, 1);
  const before = calls();
  assert.match(before.at(-1) ?? '', /--out models\/ladder\/wide\.safetensors/);
  make();
  const after = calls();
  assert.match(after[0], /^train .*--out models\/ladder\/wide\.safetensors .*--resume$/);
  assert.equal(before.length + after.length, 15 + 1, 'only the broken model was called for twice');
});

test('a model that was removed is trained anew, alone', () => {
  make();
  calls();
  rmSync(join(folder, 'models/lenet-tiny.safetensors'));
  make();
  const [trained, head, ...others] = calls();
  assert.match(trained, /^train .*--out models\/lenet-tiny\.safetensors .*--force$/);
  assert.match(head, /^votes-head --weights models\/lenet-tiny\.safetensors /);
  assert.deepEqual(others, []);
});

test('an unknown model is an error before anything is trained', () => {
  const { status, stderr } = make(['lenet6']);
  assert.equal(status, 2);
  assert.match(stderr, /expected the name of a model, got lenet6/);
  assert.deepEqual(calls(), []);
});
