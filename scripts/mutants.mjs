// Breaks the crate's learning, measuring, tracking, cropping and storing by one small change at a time (.cargo/mutants.toml) and says
// which changes no test notices. Hours for all; `npm run mutants -- --file crate/src/detect/overlap.rs` for one file, `npm run
// mutants -- --sharding round-robin --shard 0/24` for every 24th change: the interval says what that means for all of them.
import { readFileSync } from 'node:fs';
import { fail, main, tryRun } from './run.mjs';
import { MUTANTS, ensureMutants, ensureRust } from './rust.mjs';

/** The bounds of a share, 95 times of 100 (Wilson 1927). @param {number} hits @param {number} n @returns {[number, number]} */
export function wilson(hits, n) {
  const z = 1.96;
  const centre = hits / n + z ** 2 / (2 * n);
  const half = z * Math.sqrt(((hits / n) * (1 - hits / n)) / n + z ** 2 / (4 * n * n));
  return [(centre - half) / (1 + z ** 2 / n), (centre + half) / (1 + z ** 2 / n)];
}

await main(import.meta.url, async () => {
  await ensureRust();
  await ensureMutants();
  const args = ['mutants', '--jobs', '1', '--output', 'target', ...process.argv.slice(2)];
  const { code } = await tryRun(MUTANTS, args);
  if (args.includes('--list') || args.includes('--help')) return;
  if (code === 1 || code === 4) fail('cargo mutants did not get to its end: the messages above say why.');
  const { caught, timeout, missed } = JSON.parse(readFileSync('target/mutants.out/outcomes.json', 'utf8'));
  const [hits, n] = [caught + timeout, caught + timeout + missed];
  const [share, low, high] = [hits / n, ...wilson(hits, n)].map((share) => `${(100 * share).toFixed(1)} %`);
  console.log(`${hits} of ${n} changes that compile are caught: ${share} (95 % interval ${low} to ${high})`);
  if (missed) fail('The changes that no test noticed are listed above and in target/mutants.out/missed.txt.');
});
