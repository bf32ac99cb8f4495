// The lab's trainer as the page loads it, beside TensorFlow.js: the same network, pictures, batch and optimiser.
import { fetched } from './fetched.js';
import { alternate, quantile } from './measure.js';
import { defaults, drawing, recipe } from '../../www/lab/settings.js';

const TFJS = '/target/bench/page/tfjs-training.js'; // as bench/bundle.mjs made it
const LAB = '/www/pkg/lab.js';
/** Pictures of each label that are drawn. */
const EACH = 20;

/** @param {import('../../www/lab/settings.js').Values} values */
async function begun(values) {
  const { default: init, Lab } = /** @type {typeof import('../../www/pkg/lab.js')} */ (await import(LAB));
  const { memory } = await init({ module_or_path: await fetched('/www/pkg/lab_bg.wasm') });
  const lab = Lab.drawn({ ...drawing(values), validation: EACH });
  const size = lab.begin(recipe(values), undefined, false, undefined);
  return { lab, memory, size };
}

/** Picture-steps a second: ours, and theirs by every backend that trains. `ratio`: over the fastest of those on the CPU. */
export async function training() {
  /** @type {import('../../www/lab/settings.js').Values} */
  const values = { ...defaults(), pictures: EACH, norm: false, schedule: 'constant' };
  const { lab } = await begun(values);
  const [batch, rate] = [Number(values.batch), Number(values.rate)];
  const truths = /** @type {Uint8Array} */ (lab.truths('training'));
  const pixels = Float32Array.from(
    [...truths.keys()].flatMap((i) => [...(lab.picture('training', i) ?? [])]),
    (v) => v / 127.5 - 1,
  );
  const peer = await import(TFJS);
  const found = /** @type {string[]} */ (await peer.backends());
  let n = 0;
  const runners = [{ name: 'mimique', run: () => (n = lab.step().n) }];
  const losses = /** @type {Record<string, [first: number, last: number]>} */ ({});
  for (const backend of found) {
    const { step } = await peer.trainer(backend, { pixels, truths, batch, rate, labels: 7 });
    losses[backend] = [await step(), NaN];
    runners.push({ name: backend, run: async () => (losses[backend][1] = await step()) });
  }
  const samples = await alternate(runners, { rounds: 7, blockMs: 500 });
  const speed = (/** @type {string} */ name) => (1000 * batch) / quantile(samples[name]);
  const best = found.toSorted((a, b) => speed(b) - speed(a))[0];
  return {
    images_per_s: speed('mimique'),
    tfjs: Object.fromEntries(
      found.map((name) => [name, { images_per_s: speed(name), losses: losses[name] }]),
    ),
    best_peer: best,
    // Above 1, ours is the faster: the median of the rounds' ratios.
    ratio: quantile(samples[best].map((ms, round) => ms / samples.mimique[round])),
    webgl: renderer(),
    batch: n,
  };
}

/** What stands behind WebGL: a graphics card, or a program that takes its place. */
function renderer() {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  return gl && info ? gl.getParameter(info.UNMASKED_RENDERER_WEBGL) : null;
}

/** Bytes of WebAssembly memory after a tenth of the steps and after all, with everything read that the page reads after an epoch. @param {number} steps */
export async function memory(steps) {
  const values = {
    ...defaults(),
    pictures: EACH,
    batch: 8,
    schedule: 'constant',
    augment: 'light',
    dropout: 0.2,
  };
  const { lab, memory, size } = await begun(values);
  let early = 0;
  for (let step = 1; step <= steps; step++) {
    lab.step();
    if (step % size.stepsPerEpoch === 0) {
      lab.read('validation', false);
      lab.kernels();
      lab.state();
    }
    if (step === Math.floor(steps / 10)) early = memory.buffer.byteLength;
    if (step % 100 === 0) await new Promise((resolve) => setTimeout(resolve));
  }
  return { steps, bytes_at_a_tenth: early, bytes: memory.buffer.byteLength };
}
