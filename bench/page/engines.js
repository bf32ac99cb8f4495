// Every engine behind one shape: a normalised face in, logits out, whatever stands between included.
import { builds, chosen, load } from './builds.js';

/** @typedef {{ name: string, run: () => Float32Array | Promise<Float32Array>, free: () => unknown }} Engine */

const MODULES = '/bench/node_modules';
const TFJS = '/target/bench/page/tfjs.js'; // as bench/bundle.mjs made it

/** A face like a normalised one, the same in every run. */
export function randomFace() {
  let state = 1;
  return Float32Array.from({ length: 48 * 48 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 32 - 0.5) * Math.sqrt(12); // mean 0, variance 1
  });
}

/**
 * mimique first, then the peers. Without an ONNX model there is no ONNX Runtime.
 * @param {{ weights: ArrayBuffer, onnx?: ArrayBuffer, face: Float32Array }} given
 * @returns {Promise<Engine[]>}
 */
export async function engines({ weights, onnx, face }) {
  const all = [];
  for (const build of builds) {
    all.push(await mimique(build === chosen ? 'mimique' : `mimique-${build}`, build, false));
  }
  all.push(await mimique('candle', 'simd128', true));
  if (onnx) all.push(await onnxRuntime(onnx));
  all.push(await tfjs());
  return all;

  /** @param {string} name @param {import('./builds.js').Build} build @param {boolean} candle */
  async function mimique(name, build, candle) {
    const { Network } = await load(build);
    const network = new Network(new Uint8Array(weights), candle);
    return { name, run: () => network.forward(face), free: () => network.free() };
  }

  /** @param {ArrayBuffer} model */
  async function onnxRuntime(model) {
    const ort = await import(`${MODULES}/onnxruntime-web/dist/ort.wasm.bundle.min.mjs`);
    ort.env.wasm.numThreads = 1;
    const session = await ort.InferenceSession.create(new Uint8Array(model), {
      executionProviders: ['wasm'],
      graphOptimizationLevel: 'all',
      extra: { session: { disable_quant_qdq: '1' } }, // weights of 8 bits are made f32 here, not in every run
    });
    const run = async () => {
      const { logits } = await session.run({ face: new ort.Tensor('float32', face, [1, 1, 48, 48]) });
      return logits.data;
    };
    return { name: 'onnxruntime-web', run, free: () => session.release() };
  }

  async function tfjs() {
    const peer = await import(TFJS);
    await peer.start(`${MODULES}/@tensorflow/tfjs-backend-wasm/dist/`);
    const { run, free } = peer.load(weights);
    return { name: 'tfjs', run: () => run(face), free };
  }
}
