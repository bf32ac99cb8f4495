// Breaks the crate's learning, measuring, tracking, cropping and storing by one small change at a time (.cargo/mutants.toml) and says
// which changes no test notices. Hours for all; `npm run mutants -- --file crate/src/detect/overlap.rs` for one file.
import { main, run } from './run.mjs';
import { MUTANTS, ensureMutants, ensureRust } from './rust.mjs';

await main(import.meta.url, async () => {
  await ensureRust();
  await ensureMutants();
  const args = ['mutants', '--jobs', '1', '--output', 'target', ...process.argv.slice(2)];
  await run(
    MUTANTS,
    args,
    'The changes that no test noticed are listed above and in target/mutants.out/missed.txt.',
  );
});
