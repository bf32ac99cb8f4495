import assert from 'node:assert/strict';
import { test } from 'node:test';

test('importing on a server does nothing and throws nothing', async () => {
  const before = Object.keys(globalThis);
  const { loadClassifier } = await import('../../www/index.js');
  const { ExpressionMeter } = await import('../../www/element.js');
  assert.deepEqual(Object.keys(globalThis), before);
  assert.equal(typeof ExpressionMeter, 'function');
  await assert.rejects(loadClassifier(), { code: 'no-worker' });
});
