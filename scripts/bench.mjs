// `npm run bench`: measures mimique beside its peers and prints one JSON object; what is going on stands on stderr.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { buildSite } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { ensurePackages } from './packages.mjs';
import { fail, keepStdout, main, readArgs, run, step, tryRun } from './run.mjs';
import { TARGET, ensureRust } from './rust.mjs';
import { ensureBenchWasm, ensureWasm } from './wasm.mjs';

const PARTS = ['inference', 'detector', 'training', 'lab', 'lesson', 'startup', 'bytes'];
const USAGE = `npm run -s bench -- [--only ${PARTS.join(',')}] [--python PROGRAM] [--runs N] [--out FILE] [--svg FILE] [--yes]`;

/** The checkpoints that are measured, by the name of their figures. @type {Record<string, string>} */
const MODELS = {
  lenet5: 'models/lenet5-article.safetensors',
  lenet: 'models/lenet.safetensors',
};
const MADE = 'target/bench';

/** @typedef {Record<string, any>} Results */

await main(import.meta.url, async () => {
  const tell = keepStdout();
  const { only, python, runs, out, svg } = readOptions();
  await ensurePackages();
  await ensurePackages('bench');
  const results = runs > 1 ? await several(runs, only, python) : await once(only, python);
  const json = `${JSON.stringify(results, null, 2)}\n`;
  if (out) writeFileSync(out, json);
  if (svg) writeFileSync(svg, (await import('../bench/chart.mjs')).chart(results));
  tell(json);
});

/** Runs by processes of their own: what one warms up or fills does not reach the next. @param {number} runs @param {Set<string>} only @param {string} [python] */
async function several(runs, only, python) {
  mkdirSync(MADE, { recursive: true });
  /** @type {Results[]} */
  const all = [];
  for (let i = 1; i <= runs; i++) {
    const out = `${MADE}/run-${i}.json`;
    const args = ['scripts/bench.mjs', '--only', [...only].join(','), '--out', out];
    if (python) args.push('--python', python);
    await step(`Run ${i} of ${runs}`, () => run('node', args, 'The messages above say what is wrong.'));
    all.push(JSON.parse(readFileSync(out, 'utf8')));
  }
  return (await import('../bench/runs.mjs')).merged(all);
}

/** @param {Set<string>} only @param {string} [python] */
async function once(only, python) {
  /** @type {Results} */
  const results = { machine: machine() };
  if (['inference', 'detector', 'training', 'lab', 'lesson'].some((part) => only.has(part)))
    await inBrowser(results, only, python);
  if (only.has('training')) (results.training ??= {}).native = await nativeTraining(python);
  if (only.has('startup')) {
    const startup = await firstReadings(python);
    if (startup) results.startup = startup;
  }
  if (only.has('bytes')) results.bytes = await sizes();
  return results;
}

function machine() {
  const [load] = loadavg(); // of the minute before
  if (load > 0.5)
    console.error(`  The machine is at work already (load ${load.toFixed(1)}): figures will vary.`);
  return { cpu: cpus()[0]?.model.trim(), cores: cpus().length, load, node: process.version };
}

function readOptions() {
  const { values, words } = readArgs(['only', 'python', 'runs', 'out', 'svg'], USAGE);
  const only = new Set(values.only?.split(',') ?? PARTS);
  const unknown = [...words, ...[...only].filter((part) => !PARTS.includes(part))];
  if (unknown.length) fail(`The bench does not know "${unknown.join(' ')}". Usage: ${USAGE}`);
  const { python, runs = '1', out, svg } = values;
  if (!/^[1-9]\d?$/.test(runs)) fail(`--runs takes a number from 1 to 99, not "${runs}". Usage: ${USAGE}`);
  if (svg && !only.has('inference')) fail(`--svg draws what "inference" measures. Usage: ${USAGE}`);
  return { only, python, runs: Number(runs), out, svg };
}

/** @param {Results} results @param {Set<string>} only @param {string} [python] */
async function inBrowser(results, only, python) {
  if (only.has('inference') || only.has('training')) await ensureBenchWasm();
  await ensureWasm({ ship: true }); // what the client runs
  await ensureChromium();
  const browser = await import('../bench/browser.mjs');
  results.machine.chromium = await browser.version();
  if (only.has('inference')) {
    Object.assign(results, await browser.inference(await prepared(python)), { frame: await browser.frame() });
  }
  if (only.has('detector')) results.detector = await browser.detector(await preparedFace(python));
  if (only.has('training')) results.training = { wasm: await browser.training() };
  if (only.has('lab')) results.lab = await inLab();
  if (only.has('lesson')) {
    await buildSite(); // what ships
    results.lesson = await browser.lesson();
  }
}

/** Training in the page: beside TensorFlow.js, and as a visitor waits for it. */
async function inLab() {
  const { bundleTfjs } = await import('../bench/bundle.mjs');
  await step('Bundling TensorFlow.js', () => bundleTfjs('tfjs-training'));
  await buildSite();
  const { labMemory, labTraining } = await import('../bench/browser.mjs');
  const page = await import('../bench/lab.mjs');
  return {
    training: await labTraining(),
    run: await step('Training on the drawn faces', page.run),
    csv: await step('Dropping 28,709 rows', page.csv),
    memory: await labMemory(),
  };
}

/** What the page's engines read. @param {string} [python] */
async function prepared(python) {
  const { bundleTfjs } = await import('../bench/bundle.mjs');
  const { ONNX, pythonWith } = await import('../bench/python.mjs');
  await step('Bundling TensorFlow.js', bundleTfjs);
  const program = await pythonWith(ONNX, python);
  /** @type {Record<string, { weights: string, onnx?: string }>} */
  const models = {};
  for (const [name, weights] of Object.entries(MODELS)) {
    models[name] = { weights: `/${weights}` };
    if (!program) continue;
    models[name].onnx = `/${await exported(program, name)}`;
  }
  return models;
}

/** A checkpoint as an ONNX model. @param {string} python @param {string} name */
async function exported(python, name) {
  const onnx = `${MADE}/${name}.onnx`;
  mkdirSync(MADE, { recursive: true });
  const args = ['bench/export_onnx.py', MODELS[name], onnx];
  await run(python, args, 'The messages above say what is wrong.');
  return onnx;
}

/** What the page's detectors read. @param {string} [python] */
async function preparedFace(python) {
  const { bundleTfjs } = await import('../bench/bundle.mjs');
  await step('Bundling TensorFlow.js', () => bundleTfjs('tfjs-face'));
  const model = await mediapipeModel(python);
  return { weights: '/models/face.safetensors', ...(model && { model: `/${model}` }) };
}

/** MediaPipe's face detector, which is on no disk yet the first time. @param {string} [python] */
async function mediapipeModel(python) {
  const model = `${MADE}/face.tflite`;
  if (existsSync(model)) return model;
  const { FACE, pythonWith } = await import('../bench/python.mjs');
  const program = await pythonWith(FACE, python);
  if (!program) return undefined;
  mkdirSync(MADE, { recursive: true });
  const remedy = 'pip must reach its package index.';
  await step("Taking the face detector out of MediaPipe's wheel (once, 36 MB)", () =>
    run(program, ['bench/face_model.py', model], remedy),
  );
  return model;
}

/** How long the first reading takes, where there is a Python to give the peer its model. @param {string} [python] */
async function firstReadings(python) {
  const { ONNX, pythonWith } = await import('../bench/python.mjs');
  const program = await pythonWith(ONNX, python);
  if (!program) return undefined;
  await buildSite(); // what ships
  await ensureChromium();
  await exported(program, 'lenet');
  const { bundleStartup } = await import('../bench/bundle.mjs');
  await step('Bundling a page for ONNX Runtime Web', bundleStartup);
  const { startup } = await import('../bench/startup.mjs');
  return step('Measuring the first reading (the files are packed before)', startup, { silent: true });
}

/** @param {string} [python] */
async function nativeTraining(python) {
  const { TORCH, pythonWith } = await import('../bench/python.mjs');
  await ensureRust();
  const cargo = ['build', '--release', '--features', 'cli'];
  await step('Compiling the command line (one to three minutes the first time)', () =>
    run('cargo', cargo, 'The messages above say what is wrong.'),
  );
  const program = await pythonWith(TORCH, python);
  const mimique = join(TARGET, 'release', 'mimique');
  const args = ['bench', ...(program ? ['--python', program] : [])];
  const { code, text } = await step('Measuring native training', () =>
    tryRun(mimique, args, { collect: true }),
  );
  if (code !== 0) fail('`mimique bench` failed: the messages above say why.');
  return JSON.parse(text).training.native;
}

async function sizes() {
  const { bundleTfjs } = await import('../bench/bundle.mjs');
  const { bytes } = await import('../bench/bytes.mjs');
  await buildSite(); // what ships
  await step('Bundling TensorFlow.js', bundleTfjs);
  return step('Weighing the downloads', async () => bytes());
}
