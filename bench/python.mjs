// A Python for what the bench needs of it: ONNX models, MediaPipe's model, and PyTorch to train beside.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { answers, step, tryRun } from '../scripts/run.mjs';

const VENV = 'target/bench/venv';
const PINNED = 'bench/requirements.txt';
const INSIDE =
  process.platform === 'win32' ? join(VENV, 'Scripts', 'python.exe') : join(VENV, 'bin', 'python');

export const ONNX = ['onnx', 'numpy', 'safetensors'];
export const FACE = ['numpy', 'tflite'];
export const TORCH = ['torch', 'numpy'];

/**
 * A Python that can import these packages: the one that was asked for, else one of the bench's own. Says why there is
 * none.
 * @param {string[]} packages
 * @param {string} [asked]
 * @returns {Promise<string | undefined>}
 */
export async function pythonWith(packages, asked) {
  const python = asked ?? INSIDE;
  const ready = () => answers(python, '-c', `import ${packages.join(', ')}`);
  if (ready()) return python;
  if (asked === undefined && (await install(packages)) && ready()) return python;
  const remedy = asked ? `install them there or leave --python out` : 'see above, or name one with --python';
  console.error(`  No Python with ${packages.join(', ')} (${remedy}): what needs it is left out.`);
}

/** @param {string[]} packages */
async function install(packages) {
  const size = packages.includes('torch') ? ', some GB' : '';
  return step(`Installing ${packages.join(', ')} in ${VENV} (once${size})`, async () => {
    const base = ['python3', 'python'].find((name) =>
      answers(name, '-c', 'import sys; sys.exit(sys.version_info < (3, 11))'),
    );
    if (!base) console.error('  Python 3.11 or newer was not found.');
    if (!base || (!existsSync(INSIDE) && (await tryRun(base, ['-m', 'venv', VENV])).code !== 0)) return false;
    return (
      (await tryRun(INSIDE, ['-m', 'pip', 'install', '--quiet', '--constraint', PINNED, ...packages]))
        .code === 0
    );
  });
}
