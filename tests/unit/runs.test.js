// `npm run -s bench -- --runs 3`: medians under the same keys, and the range of every ratio beside them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { merged } from '../../bench/runs.mjs';

/** @param {number} ratio @param {number} ms */
const run = (ratio, ms) => ({
  machine: { cpu: 'one', cores: 2 },
  inference: { lenet: { ratio, mimique: { median_ms: ms } } },
  training: { wasm: { lenet5: { ratio_to_candle: ratio * 10 } } },
});

test('every figure is the median of the runs, every ratio has its range', () => {
  assert.deepEqual(merged([run(0.5, 3), run(0.3, 1), run(0.4, 9)]), {
    machine: { cpu: 'one', cores: 2 },
    inference: { lenet: { ratio: 0.4, mimique: { median_ms: 3 } } },
    training: { wasm: { lenet5: { ratio_to_candle: 4 } } },
    runs: 3,
    ranges: { 'inference.lenet.ratio': [0.3, 0.5], 'training.wasm.lenet5.ratio_to_candle': [3, 5] },
  });
});

test('two runs have the middle between them', () => {
  assert.equal(merged([run(0.5, 3), run(0.3, 2)]).inference.lenet.mimique.median_ms, 2.5);
});
