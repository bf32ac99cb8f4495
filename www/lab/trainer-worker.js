// The worker that owns the trainer. It answers calls in order, and between the steps of a run it listens for the next one.
import init, { Lab, sizeOf } from '../pkg/lab.js';
import wasm from '../pkg/lab_bg.wasm?url';

/** Milliseconds of steps between two looks at what the page asks for. */
const SLICE = 25;
/** Milliseconds between two reports within an epoch. */
const REPORT = 250;
/** Pictures shown of each kind. */
const MISREAD = 15;

/** @type {Lab | null} */
let lab = null;
/** @type {{ epochs: number | null, stepsPerEpoch: number, examples: number, steps: number } | null} */
let run = null;
/** Steps that are still to be taken: Infinity while it plays. */
let wanted = 0;
/** Sums over the epoch so far. */
let sums = fresh();
/** Milliseconds spent on steps, and pictures in them, since the run was last set going. */
let spent = { milliseconds: 0, pictures: 0 };
let reported = 0;
/** What makes a wake-up call that is none of the page's: faster than a timer, and behind the page's messages. */
const { port1, port2 } = new MessageChannel();

function fresh() {
  return { loss: 0, right: 0, n: 0, rate: 0 };
}

/** @type {Record<string, (request: any) => any>} */
const tasks = {
  draw(drawing) {
    stop();
    replace(Lab.drawn(drawing));
    return about();
  },

  async open({ file, name }) {
    stop();
    const next = Lab.ofFile(name);
    try {
      const faults = await readFile(next, file);
      if (sum(next.counts('training')) < 2) throw new Error('no-rows');
      replace(next);
      return { ...about(), ...faults };
    } catch (error) {
      next.free();
      throw error;
    }
  },

  begin({ recipe, epochs, state }) {
    stop();
    const size = current().begin(recipe, state ?? undefined);
    run = { epochs, ...size };
    sums = fresh();
    return size;
  },

  size: ({ recipe, labels }) => sizeOf(recipe, labels),

  /** Goes on for so many steps; without a number until it is paused or the planned epochs are over. */
  go({ steps = Infinity }) {
    if (!run) throw new Error('no run');
    wanted = steps === 'epoch' ? run.stepsPerEpoch - (run.steps % run.stepsPerEpoch) : steps;
    spent = { milliseconds: 0, pictures: 0 };
    port2.postMessage(null);
  },

  pause() {
    stop();
    return run?.steps ?? 0;
  },

  rate: ({ rate }) => current().setLearningRate(rate),

  picture: ({ part, index }) => current().picture(part, index),

  /** So many pictures of a label, to be looked at. */
  pictures({ part, indices }) {
    return indices.map((/** @type {number} */ index) => current().picture(part, index));
  },

  truths: ({ part }) => current().truths(part),

  read: ({ part, prior }) => current().read(part, prior),

  layers: () => current().layers('validation', 0),

  checkpoint: ({ name, address }) => current().checkpoint(name, address),

  state: () => current().state(),
};

function current() {
  if (!lab) throw new Error('no pictures');
  return lab;
}

/** @param {Lab} next */
function replace(next) {
  lab?.free();
  lab = next;
  run = null;
}

const about = () => ({
  labels: current().labels,
  training: [...current().counts('training')],
  validation: [...current().counts('validation')],
});

const sum = (/** @type {ArrayLike<number>} */ counts) => Array.from(counts).reduce((a, b) => a + b, 0);

function stop() {
  wanted = 0;
}

/** A slice of steps; then the page's messages have their turn. */
port1.onmessage = () => {
  if (!run || wanted <= 0) return;
  const start = performance.now();
  try {
    let now = start;
    while (wanted > 0 && now - start < SLICE) {
      step();
      now = performance.now();
      if (run.steps % run.stepsPerEpoch === 0) break;
    }
    spent.milliseconds += now - start;
    if (run.steps % run.stepsPerEpoch === 0) epoch();
    else if (now - reported > REPORT || wanted <= 0) report();
  } catch (error) {
    stop();
    postMessage({ event: 'failed', value: told(error) });
    return;
  }
  if (wanted > 0) port2.postMessage(null);
  else postMessage({ event: 'paused', value: { steps: run.steps } });
};

function step() {
  if (!run) return;
  const { loss, right, n, learningRate } = current().step();
  run.steps += 1;
  wanted -= 1;
  sums = { loss: sums.loss + loss * n, right: sums.right + right, n: sums.n + n, rate: learningRate };
  spent.pictures += n;
}

const speed = () => (spent.milliseconds ? (1000 * spent.pictures) / spent.milliseconds : 0);

function report() {
  if (!run) return;
  reported = performance.now();
  const { loss, right, n, rate } = sums;
  postMessage({
    event: 'progress',
    value: { steps: run.steps, loss: loss / n, accuracy: right / n, rate, speed: speed() },
  });
}

/** The end of an epoch: what the network now makes of pictures that it does not learn from. */
function epoch() {
  if (!run) return;
  report();
  const { loss, right, n } = sums;
  sums = fresh();
  const { evaluation, predicted, probabilities } = current().read('validation', false);
  const { data, shape } = current().kernels();
  postMessage({
    event: 'epoch',
    value: {
      epoch: run.steps / run.stepsPerEpoch,
      steps: run.steps,
      loss: loss / n,
      accuracy: right / n,
      validation: { loss: evaluation.loss, accuracy: evaluation.accuracy },
      confusion: evaluation.confusion,
      recall: evaluation.labels.map((/** @type {string} */ label) => evaluation.per_class[label].recall),
      kernels: { data, shape },
      misread: misread(predicted, probabilities),
      state: current().state(),
    },
  });
  if (run.epochs !== null && run.steps >= run.epochs * run.stepsPerEpoch) stop();
}

/** The pictures that are read wrong with the most certainty. @param {number[]} predicted @param {number[]} probabilities */
function misread(predicted, probabilities) {
  const truths = current().truths('validation');
  const wrong = predicted.flatMap((read, index) =>
    read === truths[index] ? [] : [{ index, read, label: truths[index], probability: probabilities[index] }],
  );
  wrong.sort((a, b) => b.probability - a.probability);
  return wrong
    .slice(0, MISREAD)
    .map((each) => ({ ...each, picture: current().picture('validation', each.index) }));
}

/** The header of a CSV file, its rows in pieces that end with a line. */
const PIECE = 1 << 22;

/** @param {Lab} next @param {File} file */
async function readFile(next, file) {
  /** @type {{ line: number, reason: string }[]} */
  const faults = [];
  let [count, read] = [0, 0];
  const counted = new TransformStream({
    transform(chunk, controller) {
      read += chunk.length;
      postMessage({ event: 'opening', value: { share: read / file.size } });
      controller.enqueue(chunk);
    },
  });
  let stream = file.stream().pipeThrough(counted);
  const [a, b] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  if (a === 0x1f && b === 0x8b) stream = stream.pipeThrough(new DecompressionStream('gzip'));
  /** @type {Uint8Array | null} */
  let header = null;
  let rest = new Uint8Array(0);
  const take = (/** @type {Uint8Array} */ rows) => {
    if (!header) {
      const end = rows.indexOf(10) + 1;
      header = rows.slice(0, end || rows.length);
      rows = rows.subarray(header.length);
    }
    const found = next.readCsv(joined(header, rows));
    count += found.length;
    faults.push(...found.slice(0, Math.max(0, 10 - faults.length)));
  };
  for await (const chunk of pieces(stream)) {
    rest = joined(rest, chunk);
    if (rest.length < PIECE) continue;
    const end = rest.lastIndexOf(10) + 1;
    // A line of four million bytes is none of such a file.
    if (end === 0) throw new Error('no-rows');
    take(rest.subarray(0, end));
    rest = rest.slice(end);
  }
  if (rest.length || !header) take(rest);
  return { faults, bad: count };
}

/** @param {ReadableStream<Uint8Array>} stream */
async function* pieces(stream) {
  const reader = stream.getReader(); // Safari's streams have no iterator
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** @param {Uint8Array} a @param {Uint8Array} b */
function joined(a, b) {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** @param {any} error */
const told = (error) => ({
  code: error?.code ?? 'worker',
  message: String(error?.message ?? error),
  // A trap leaves the instance unusable.
  fatal: error instanceof WebAssembly.RuntimeError,
});

const ready = init({ module_or_path: wasm });

/** Requests wait for one another: a file that is being read is not replaced meanwhile. */
let last = ready.then(() => {});
onmessage = ({ data: { id, task, request } }) => {
  if (task === 'pause') stop(); // at once, whatever waits
  last = last.then(async () => {
    try {
      postMessage({ id, value: await tasks[task](request ?? {}) });
    } catch (error) {
      postMessage({ id, error: told(error) });
    }
  });
};
ready.catch((/** @type {unknown} */ error) =>
  postMessage({ event: 'failed', value: { ...told(error), fatal: true } }),
);
