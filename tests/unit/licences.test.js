// Which licences may ship.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isTaken } from '../../scripts/licences.mjs';

for (const [licence, taken] of /** @type {[string, boolean][]} */ ([
  ['MIT', true],
  ['Apache-2.0/MIT', true],
  ['GPL-3.0-only OR MIT', true],
  ['(MIT OR Apache-2.0) AND Unicode-3.0', true],
  ['(MIT OR Apache-2.0) AND GPL-3.0-only', false],
  ['AGPL-3.0-only', false],
  ['MITNFA', false],
  ['unknown', false],
])) {
  test(`${licence} ${taken ? 'may' : 'may not'} ship`, () => assert.equal(isTaken(licence), taken));
}
