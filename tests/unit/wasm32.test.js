// Checkpoints whose sizes wrap round where `usize` has 32 bits, as in WebAssembly: read by the builds as www/pkg holds them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import * as lab from '../../www/pkg/lab.js';
import * as page from '../../www/pkg/mimique.js';

const relaxed = readFileSync('www/pkg/mimique_relaxed_bg.wasm');
// Node 20 keeps relaxed SIMD behind a flag, later ones know none.
if (!WebAssembly.validate(relaxed)) setFlagsFromString('--experimental-wasm-relaxed-simd');

/** @type {{ name: string, wasm: Buffer, build: any }[]} */
const BUILDS = [
  { name: 'the page', wasm: readFileSync('www/pkg/mimique_bg.wasm'), build: page },
  // Under another address it is another module, which has no memory yet.
  {
    name: 'relaxed SIMD',
    wasm: relaxed,
    build: await import(import.meta.resolve('../../www/pkg/mimique.js?relaxed')),
  },
  { name: 'the lab', wasm: readFileSync('www/pkg/lab_bg.wasm'), build: lab },
];

/** The bytes of a safetensors file. @param {object[]} blocks @param {number[]} dense @param {Record<string, unknown>} [tensors] */
function checkpoint(blocks, dense, tensors = {}) {
  const metadata = {
    format: 'mimique-1',
    name: 'test',
    architecture: JSON.stringify({ name: 'test', blocks, dense }),
    labels: JSON.stringify(['awake', 'asleep']),
    normalisation: 'per-picture (x - mean) / (standard deviation + 4)',
    temperature: '1',
  };
  const header = Buffer.from(JSON.stringify({ __metadata__: metadata, ...tensors }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header]);
}

/** What a build says of a checkpoint. @param {any} build @param {Uint8Array} bytes */
function fault(build, bytes) {
  try {
    new build.Classifier(bytes);
  } catch (error) {
    return /** @type {{ code: string, message: string }} */ (error);
  }
  throw new Error('expected a fault');
}

for (const { name, wasm, build } of BUILDS) {
  test(`${name}: 2³² parameters are not taken for none`, async () => {
    await build.default({ module_or_path: wasm });
    const blocks = [1, 1024].map((channels) => ({ channels, kernel: 9, padding: 8, pool: 1 }));
    // 1024 inputs times 64 × 64 places times 1024 outputs: 2³² weights, in 32 bits 0.
    const { code, message } = fault(build, checkpoint(blocks, [1024]));
    const parameters = 1 * 81 + 1 + 1024 * 81 + 1024 + 2 ** 32 + 1024;
    assert.equal(code, 'architecture', message);
    assert.match(message, new RegExp(`at most 4000000 parameters, got ${parameters}`));
  });

  test(`${name}: a tensor that is said to lie 4 GiB on is not looked for at the beginning`, async () => {
    await build.default({ module_or_path: wasm });
    const blocks = [{ channels: 1, kernel: 1, padding: 0, pool: 1 }];
    const tensors = {
      'conv1.weight': { dtype: 'F32', shape: [1, 1, 1, 1], data_offsets: [2 ** 32, 2 ** 32 + 4] },
    };
    const bytes = Buffer.concat([checkpoint(blocks, [], tensors), Buffer.alloc(4)]);
    const { code, message } = fault(build, bytes);
    assert.equal(code, 'not-safetensors', message);
    // Without the offset it is a file that only lacks the other tensors.
    tensors['conv1.weight'].data_offsets = [0, 4];
    assert.equal(
      fault(build, Buffer.concat([checkpoint(blocks, [], tensors), Buffer.alloc(4)])).code,
      'tensor-missing',
    );
  });
}
