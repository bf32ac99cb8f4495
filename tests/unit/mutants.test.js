// `npm run mutants`: what the share of some changes says of all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wilson } from '../../scripts/mutants.mjs';

test('an interval is as tabulated by Newcombe 1998', () => {
  const [low, high] = wilson(81, 263);
  assert.ok(Math.abs(low - 0.2553) < 1e-4 && Math.abs(high - 0.3662) < 1e-4, `${low} to ${high}`);
});
