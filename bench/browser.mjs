// What is measured in a browser, by the modules of bench/page.
import { chromium } from '@playwright/test';
import { launchOptions } from '../scripts/chromium.mjs';
import { step } from '../scripts/run.mjs';
import { drawnFrames } from './lesson.mjs';
import { quantile } from './page/measure.js';
import { serve } from './server.mjs';

/** @typedef {(module: string, name: string, ...args: unknown[]) => Promise<any>} Call a function of a page's module */
/** @typedef {{ page: import('@playwright/test').Page, call: Call, version: string }} Opened */

// Whatever a peer may ask for beyond the bench's server is not there.
const ALONE = '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1';
// MediaPipe talks of itself, and Chromium of MediaPipe's use of WebGL.
const CHATTER = /@mediapipe|GL Driver Message/;
// Where a process's memory and code lie makes an engine faster or slower for as long as the process lives.
const PROCESSES = 3;
const FRAMES = { blocks: 7, block: 60 };

/**
 * Opens the page in a browser of its own for as long as the work takes.
 * @template T
 * @param {(opened: Opened) => Promise<T>} work
 */
async function inBrowser(work) {
  const { origin, close } = await serve();
  const browser = await chromium.launch(await launchOptions(ALONE));
  try {
    const page = await browser.newPage();
    page.on('console', (message) => {
      if (!CHATTER.test(message.location().url + message.text())) console.error(`  ${message.text()}`);
    });
    await page.goto(`${origin}/bench/page/index.html`);
    /** @type {Call} */
    const call = (module, name, ...args) =>
      page.evaluate(
        async ([url, name, args]) => (await import(String(url)))[String(name)](.../** @type {[]} */ (args)),
        [`${origin}/bench/page/${module}.js`, name, args],
      );
    return await work({ page, call, version: browser.version() });
  } finally {
    await browser.close();
    close();
  }
}

export const version = () => inBrowser(async ({ version }) => version);

/** @param {Record<string, { weights: string, onnx?: string }>} models */
export async function inference(models) {
  const { build, samples } = pooled(
    await step('Measuring what the registers can do', () => inProcesses('inference', 'peak')),
  );
  const peak_gflops = quantile(samples[build]);
  /** @type {Record<string, object>} */
  const measured = {};
  for (const [model, urls] of Object.entries(models)) {
    const figures = summary(
      pooled(
        await step(`Measuring ${model} in every engine`, () => inProcesses('inference', 'inference', urls)),
      ),
    );
    // Of the operations of a plain convolution: a network that saves some of them may go beyond 1.
    measured[model] = { ...figures, peak_fraction: figures.gflops / peak_gflops };
  }
  return { build, peak_gflops, peak_gflops_simd128: quantile(samples.simd128), inference: measured };
}

/** Asks as many browsers, one after the other. @param {string} module @param {string} name @param {...unknown} args */
async function inProcesses(module, name, ...args) {
  const answers = [];
  for (let i = 0; i < PROCESSES; i++) {
    answers.push(await inBrowser(({ call }) => call(module, name, ...args)));
  }
  return answers;
}

/** Several processes' answers as one, which has all their samples. @param {any[]} answers */
function pooled(answers) {
  const names = Object.keys(answers[0].samples);
  /** @type {Record<string, number[]>} */
  const samples = Object.fromEntries(
    names.map((name) => [name, answers.flatMap((each) => each.samples[name])]),
  );
  return { ...answers[0], samples };
}

/** @param {{ mflop: number, samples: Record<string, number[]> }} answer */
function summary({ mflop, samples }) {
  const ms = (/** @type {string} */ name) => quantile(samples[name]);
  const [best] = Object.keys(samples)
    .filter((name) => !name.startsWith('mimique'))
    .sort((a, b) => ms(a) - ms(b));
  const times = Object.keys(samples).map((name) => [
    name,
    { median_ms: ms(name), p95_ms: quantile(samples[name], 0.95) },
  ]);
  return {
    ...Object.fromEntries(times),
    gflops: mflop / ms('mimique'),
    best_peer: best,
    // The median of the rounds' ratios of times: below 1, ours is the faster.
    ratio: quantile(samples.mimique.map((each, round) => each / samples[best][round])),
  };
}

/**
 * A face that is followed, beside one pass of the peers. The followed face's look at the whole frame, every two seconds, is
 * not in a median.
 * @param {{ weights: string, model?: string }} urls
 */
export async function detector(urls) {
  const { samples } = pooled(
    await step('Measuring the detectors', () => inProcesses('detector', 'detector', urls)),
  );
  const ms = (/** @type {string} */ name) => quantile(samples[name]);
  const names = Object.keys(samples).filter((name) => !name.startsWith('mimique'));
  const [best] = names.toSorted((a, b) => ms(a) - ms(b));
  return {
    median_ms: ms('mimique'),
    with_copy_ms: ms('mimique-with-copy'),
    whole_frame_ms: ms('mimique-whole-frame'),
    peers: Object.fromEntries(names.map((name) => [name, ms(name)])),
    best_peer: best,
    ratio: ms('mimique') / ms(best), // below 1, ours is the faster
  };
}

export const training = () =>
  step('Measuring training in the browser', async () => ({
    lenet5: await inBrowser(({ call }) => call('training', 'training', 'lenet5')),
  }));

/** The lab's trainer beside TensorFlow.js, and ten thousand steps of it: see page/lab.js. */
export const labTraining = () =>
  step('Measuring the lab beside TensorFlow.js', () => inBrowser(({ call }) => call('lab', 'training')));
export const labMemory = () =>
  step('Taking ten thousand steps', () => inBrowser(({ call }) => call('lab', 'memory', 10_000)));

/** The lesson inside the network: see lesson.mjs and page/lesson.js. */
export const lesson = () =>
  step('Measuring the lesson inside the network', async () => ({
    ...(await drawnFrames()),
    ...(await inBrowser(({ call }) => call('lesson', 'lesson'))),
  }));

/**
 * `main_ms` is all the work of the page's main thread while the client reads frames, as Chromium counts it: the
 * snapshot, the message, the answer; over the number of frames. `worker_ms`: see page/frame.js.
 */
export const frame = () => step('Measuring a frame through the client', () => inBrowser(framed));

/** @param {Opened} opened */
async function framed({ page, call }) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const busy = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  };
  await call('frame', 'throughClient', FRAMES.blocks * FRAMES.block);
  const samples = [];
  for (let i = 0; i < FRAMES.blocks; i++) {
    const before = await busy();
    await call('frame', 'throughClient', FRAMES.block);
    samples.push(((await busy()) - before) / FRAMES.block);
  }
  return { main_ms: quantile(samples), worker_ms: await call('frame', 'inWorker') };
}
