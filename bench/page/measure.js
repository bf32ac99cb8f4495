// Measuring what takes turns, so that whatever else the machine does slows all alike.

/** @typedef {{ name: string, run: () => unknown }} Runner `run` may return a promise */

const WARM_UP_MS = 1500; // enough for V8 to find what is hot and have its optimising compiler go over it

/** @param {number[]} values @param {number} [share] */
export function quantile(values, share = 0.5) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Milliseconds one run takes, over `n` of them. @param {Runner} runner @param {number} n */
async function block({ run }, n) {
  const start = performance.now();
  for (let i = 0; i < n; i++) {
    const result = run();
    if (result instanceof Promise) await result;
  }
  return (performance.now() - start) / n;
}

/** Runs until V8 has settled, and says how long one run then takes. @param {Runner} runner */
async function warmUp(runner) {
  const end = performance.now() + WARM_UP_MS;
  let ms = await block(runner, 1);
  while (performance.now() < end) {
    ms = await block(runner, Math.max(1, Math.round(20 / ms)));
    await new Promise((resolve) => setTimeout(resolve));
  }
  return ms;
}

/**
 * Milliseconds a run, one sample a round, by name. In a round each runner has a block of about `blockMs`; who begins
 * changes from round to round, and so does the direction: a runner finds the caches as the one before it left them.
 * @param {Runner[]} runners
 * @param {{ rounds: number, blockMs: number }} options
 */
export async function alternate(runners, { rounds, blockMs }) {
  const times = [];
  for (const runner of runners) times.push(await warmUp(runner));
  /** @type {Record<string, number[]>} */
  const samples = Object.fromEntries(runners.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < runners.length; turn++) {
      const i = (round + (round % 2 ? runners.length - turn : turn)) % runners.length;
      const n = Math.max(1, Math.round(blockMs / times[i]));
      samples[runners[i].name].push(await block(runners[i], n));
    }
    await new Promise((resolve) => setTimeout(resolve)); // the browser's own work, outside of every block
  }
  return samples;
}
