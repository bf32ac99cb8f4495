// The lab's WebAssembly, as www/pkg holds it, without a page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { defaults, drawing, recipe } from '../../www/lab/settings.js';
import init, { Lab } from '../../www/pkg/lab.js';

/** @type {WebAssembly.Memory} */
let memory;
before(async () => {
  ({ memory } = await init({ module_or_path: readFileSync('www/pkg/lab_bg.wasm') }));
});

const golden = JSON.parse(readFileSync('tests/golden/lab.json', 'utf8'));
const steps = (/** @type {Lab} */ lab, /** @type {number} */ count) =>
  Array.from({ length: count }, () => /** @type {number} */ (lab.step().loss));

function losses() {
  const lab = Lab.drawn(golden.drawing);
  lab.begin(golden.settings, undefined, false, undefined);
  const found = steps(lab, golden.losses.length);
  lab.free();
  return found;
}

test('the first twenty steps are those of the command line, within 1e-4', () => {
  const found = losses();
  assert.equal(found.length, 20);
  found.forEach((loss, i) => {
    const expected = golden.losses[i];
    assert.ok(Math.abs(loss - expected) < 1e-4, `step ${i + 1}: ${loss} and ${expected}`);
  });
});

test('one seed gives one curve, bit for bit', () => {
  assert.deepEqual(losses(), losses());
});

test('steps and what is read after an epoch take no memory for good', () => {
  const values = {
    ...defaults(),
    pictures: 5,
    batch: 8,
    augment: 'light',
    dropout: 0.2,
    schedule: 'constant',
  };
  const lab = Lab.drawn({ ...drawing(values), validation: 5 });
  const { stepsPerEpoch } = lab.begin(recipe(values), undefined, false, undefined);
  const epochs = (/** @type {number} */ count) => {
    for (let epoch = 0; epoch < count; epoch++) {
      steps(lab, stepsPerEpoch);
      lab.read('validation', false);
      lab.kernels();
      lab.state();
    }
    return memory.buffer.byteLength;
  };
  const early = epochs(5);
  assert.equal(epochs(60), early);
  lab.free();
});
