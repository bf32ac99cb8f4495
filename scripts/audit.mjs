// `npm run audit`: known faults, licences and origins of everything that mimique stands on (deny.toml, package-lock.json).
// A database that cannot be reached is said, and is no failure: the fault would be the network's.
import { spawnSync } from 'node:child_process';
import { main, step } from './run.mjs';
import { DENY, ensureDeny, ensureRust } from './rust.mjs';

/** What a tool says where it could not ask: no answer is not a good answer. */
const UNREACHED =
  /failed to (fetch|clone)|audit endpoint returned an error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/;

/** @type {[title: string, program: string, args: string[]][]} */
const AUDITS = [
  [
    'Licences and origins of crates',
    DENY,
    ['check', '--hide-inclusion-graph', 'licenses', 'bans', 'sources'],
  ],
  ['Known faults of crates', DENY, ['check', '--hide-inclusion-graph', 'advisories']],
  ['Known faults of npm packages', 'npm', ['audit', '--audit-level', 'moderate']],
];

/** Runs every audit, and counts; `unknown` ones could not be made. */
export async function audit() {
  await ensureRust();
  await ensureDeny();
  const counts = { passed: 0, failed: 0, unknown: 0 };
  for (const [title, program, args] of AUDITS) {
    const { status, stdout, stderr } = await step(title, async () =>
      spawnSync(program, args, { encoding: 'utf8' }),
    );
    const text = `${stdout ?? ''}${stderr ?? ''}`;
    if (status === 0) counts.passed += 1;
    else if (UNREACHED.test(text)) counts.unknown += 1;
    else counts.failed += 1;
    if (status === 0) continue;
    console.error(
      UNREACHED.test(text)
        ? `? ${title}: the database cannot be reached from here, nothing was checked`
        : `✗ ${title}\n${text}`,
    );
  }
  return counts;
}

await main(import.meta.url, async () => {
  const { passed, failed, unknown } = await audit();
  console.log(`\n${passed} passed, ${failed} failed, ${unknown} could not be asked`);
  process.exitCode = failed ? 1 : 0;
});
