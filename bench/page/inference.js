// The network alone, by every engine, and what the machine could do at most.
import { builds, chosen, load } from './builds.js';
import { engines, randomFace } from './engines.js';
import { fetched } from './fetched.js';
import { alternate } from './measure.js';

const SAME = 1e-4; // logits of the same weights and the same face
const TURNS = { rounds: 80, blockMs: 4 };

/**
 * @param {{ weights: string, onnx?: string }} urls
 * @returns {Promise<{ mflop: number, samples: Record<string, number[]> }>} milliseconds a face, by engine
 */
export async function inference(urls) {
  const weights = await fetched(urls.weights);
  const onnx = urls.onnx ? await fetched(urls.onnx) : undefined;
  const all = await engines({ weights, onnx, face: randomFace() });
  await compare(all);
  const samples = await alternate(all, TURNS);
  for (const engine of all) await engine.free();
  return { mflop: await mflop(weights), samples };
}

/** Stops unless all engines say the same. @param {import('./engines.js').Engine[]} all */
async function compare(all) {
  const expected = await all[0].run();
  for (const { name, run } of all) {
    const logits = await run();
    const furthest = Math.max(...expected.map((logit, i) => Math.abs(logit - logits[i])));
    if (logits.length !== expected.length || !(furthest < SAME)) {
      throw new Error(
        `${name}'s logits are [${logits}], ${all[0].name}'s [${expected}]: not the same network`,
      );
    }
  }
}

/** Millions of operations of one forward pass, a multiply-add counted as two. @param {ArrayBuffer} weights */
async function mflop(weights) {
  const { Classifier } = await load(chosen);
  const classifier = new Classifier(new Uint8Array(weights));
  const { mflop } = classifier.metadata;
  classifier.free();
  return mflop;
}

/**
 * The most arithmetic that a build can do: sums in registers, nothing else.
 * @returns {Promise<{ build: string, samples: Record<string, number[]> }>} GFLOP/s, by build
 */
export async function peak() {
  let flops = 0;
  const runners = [];
  for (const build of builds) {
    const { peak } = await load(build);
    runners.push({ name: build, run: () => (flops = peak(20_000)) });
  }
  const times = Object.entries(await alternate(runners, TURNS));
  const samples = Object.fromEntries(times.map(([name, ms]) => [name, ms.map((each) => flops / each / 1e6)]));
  return { build: chosen, samples };
}
