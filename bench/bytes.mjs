// What a visitor downloads for each engine, raw and packed as a server would send it.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { TFJS_FOLDER } from './bundle.mjs';

const ASSETS = 'dist/assets';
const ONNX_RUNTIME = 'bench/node_modules/onnxruntime-web/dist';
const TFJS = 'bench/node_modules/@tensorflow/tfjs-backend-wasm/dist';

/** The worker and, of the builds of its wasm, the larger: a visitor gets one. */
function mimique() {
  if (!existsSync(ASSETS)) return [];
  const names = readdirSync(ASSETS);
  const workers = names.filter((name) => /^worker.*\.js$/.test(name));
  const [larger] = names
    .filter((name) => name.endsWith('.wasm'))
    .map((name) => join(ASSETS, name))
    .sort((a, b) => readFileSync(b).length - readFileSync(a).length);
  return larger ? [...workers.map((name) => join(ASSETS, name)), larger] : [];
}

/** By what it is, `{ raw, gzip, brotli }`; what is not there is left out. */
export function bytes() {
  /** @type {Record<string, string[]>} */
  const files = {
    mimique: mimique(),
    'onnxruntime-web': ['ort.wasm.bundle.min.mjs', 'ort-wasm-simd-threaded.wasm'].map((name) =>
      join(ONNX_RUNTIME, name),
    ),
    tfjs: [join(TFJS_FOLDER, 'tfjs.js'), join(TFJS, 'tfjs-backend-wasm-simd.wasm')],
    'models/lenet.safetensors': ['models/lenet.safetensors'],
    'models/lenet5-article.safetensors': ['models/lenet5-article.safetensors'],
  };
  return Object.fromEntries(
    Object.entries(files)
      .filter(([, paths]) => paths.length > 0)
      .map(([what, paths]) => [what, weighed(paths.map((path) => readFileSync(path)))]),
  );
}

/** @param {Buffer[]} files */
function weighed(files) {
  const total = (/** @type {(file: Buffer) => Buffer} */ pack) =>
    files.reduce((sum, file) => sum + pack(file).length, 0);
  return { raw: total((file) => file), gzip: total(gzipSync), brotli: total(brotliCompressSync) };
}
