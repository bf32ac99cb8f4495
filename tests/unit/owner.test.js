// Where the repository is published stands in both manifests, written by one command.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { repository } from '../../scripts/owner.mjs';

test('both manifests name the same repository', () => {
  const cargo = readFileSync('crate/Cargo.toml', 'utf8');
  const { homepage, bugs } = JSON.parse(readFileSync('package.json', 'utf8'));
  assert.ok(cargo.includes(`\nrepository = "${repository()}"\n`));
  assert.ok(cargo.includes(`\nhomepage = "${repository()}"\n`));
  assert.equal(homepage, `${repository()}#readme`);
  assert.equal(bugs, `${repository()}/issues`);
});

for (const address of [
  '',
  'github.com/someone/mimique',
  'http://git.example/mimique',
  'https://git.example/',
]) {
  test(`"${address}" is refused, with the usage`, () => {
    const before = readFileSync('package.json', 'utf8');
    const { status, stderr } = spawnSync(process.execPath, ['scripts/owner.mjs', address], {
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.match(stderr, /npm run owner -- https:/);
    assert.equal(readFileSync('package.json', 'utf8'), before);
  });
}
