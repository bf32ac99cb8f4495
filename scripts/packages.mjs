// Node and the npm packages that package-lock.json pins.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, run, step, tryRun } from './run.mjs';

const OLDEST_NODE = [20, 19]; // what Vite and ESLint ask for

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  fail(
    `This is Node ${process.versions.node}; ${OLDEST_NODE.join('.')} or newer is needed. ` +
      'Install the current Node from https://nodejs.org (or `nvm install --lts`), then run this again.',
  );
}

/** Installs a folder's npm packages when they are missing or its package-lock.json has changed. */
export async function ensurePackages(folder = '.') {
  checkNode();
  const stamp = join(folder, 'node_modules', '.mimique-lock'); // the hash of the package-lock.json that was installed
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  await step(
    `Installing the npm packages${folder === '.' ? ' (about 510 MB on disk)' : ` of ${folder}`}`,
    () =>
      npm(
        ['ci', '--prefix', folder, '--no-audit', '--no-fund'],
        'It needs a network connection to the npm registry (or a filled npm cache) and write access to node_modules/.',
      ),
  );
  writeFileSync(stamp, hash);
}

/** What starts npm: it says where it lies, which spares a search for npm.cmd on Windows. @returns {[string, ...string[]]} */
function npmProgram() {
  delete process.env.NODE_ENV; // Vite's build leaves `production` behind, at which npm leaves tools out, or takes them away
  return process.env.npm_execpath ? ['node', process.env.npm_execpath] : ['npm'];
}

/** Runs npm. @param {string[]} args @param {string} hint what to do when it fails */
export function npm(args, hint) {
  const [program, ...first] = npmProgram();
  return run(program, [...first, ...args], hint);
}

/** What npm prints. @param {string[]} args @param {string} hint */
export async function npmOutput(args, hint) {
  const [program, ...first] = npmProgram();
  const { code, text } = await tryRun(program, [...first, ...args], { collect: true });
  if (code !== 0) fail(`\`npm ${args.join(' ')}\` failed (code ${code}). ${hint}`);
  return text;
}
