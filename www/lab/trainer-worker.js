// The worker that owns the trainer. It answers calls in order, and between the steps of a run it listens for the next one.
import init, { Lab, check, sizeOf } from '../pkg/lab.js';
import wasm from '../pkg/lab_bg.wasm?url';

/** Milliseconds of steps between two looks at what the page asks for. */
const SLICE = 25;
/** Milliseconds between two reports within an epoch. */
const REPORT = 250;
/** Pictures shown of each kind. */
const MISREAD = 15;

/** @type {Lab | null} */
let lab = null;
/** @type {{ epochs: number | null, patience: number, stepsPerEpoch: number, examples: number, steps: number } | null} */
let run = null;
/** The least validation loss and its epoch; early stopping counts from there. */
let least = { loss: Infinity, epoch: 0 };
/** Milliseconds of steps since the run began. */
let trained = 0;
/** Steps that are still to be taken: Infinity while it plays. */
let wanted = 0;
/** Sums over the epoch so far. */
let sums = fresh();
/** Milliseconds spent on steps, and pictures in them, since the run was last set going. */
let spent = { milliseconds: 0, pictures: 0 };
let reported = 0;
/** Why a run stopped before its planned end: for how many epochs nothing got better, and which was the best. @type {{ epochs: number, best: number } | null} */
let early = null;
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

  /** Pictures that were read or taken elsewhere. */
  give({ name, labels, pixels, truths, parts }) {
    stop();
    replace(Lab.given(name, labels, pixels, truths, parts));
    return about();
  },

  begin({ recipe, epochs, weights, lastOnly, state }) {
    stop();
    const size = current().begin(recipe, weights ?? undefined, Boolean(lastOnly), state ?? undefined);
    run = { epochs, patience: Infinity, ...size };
    sums = fresh();
    least = { loss: Infinity, epoch: 0 };
    spent = { milliseconds: 0, pictures: 0 };
    trained = 0;
    return size;
  },

  /** Whether these bytes are a checkpoint; rejects with the reason when not. */
  fits: ({ weights }) => check(weights),

  size: ({ recipe, labels }) => sizeOf(recipe, labels),

  /** Goes on for so many steps; without a number until it is paused or the planned epochs are over. */
  go({ steps = Infinity, patience }) {
    if (!run) throw new Error('no run');
    run.patience = Number(patience) || Infinity;
    wanted = steps === 'epoch' ? run.stepsPerEpoch - (run.steps % run.stepsPerEpoch) : steps;
    spent = { milliseconds: 0, pictures: 0 };
    least = { ...least, epoch: Math.floor(run.steps / run.stepsPerEpoch) }; // who goes on is patient anew
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
    trained += now - start;
    if (run.steps % run.stepsPerEpoch === 0) epoch();
    else if (now - reported > REPORT || wanted <= 0) report();
  } catch (error) {
    stop();
    postMessage({ event: 'failed', value: told(error) });
    return;
  }
  if (wanted > 0) port2.postMessage(null);
  else {
    postMessage({ event: 'paused', value: { steps: run.steps, early } });
    early = null;
  }
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
  const at = run.steps / run.stepsPerEpoch;
  const { evaluation, predicted, probabilities, groups } = current().read('validation', false);
  const { data, shape } = current().kernels();
  const state = current().state();
  const value = {
    epoch: at,
    steps: run.steps,
    seconds: trained / 1000,
    loss: loss / n,
    accuracy: right / n,
    validation: { loss: evaluation.loss, accuracy: evaluation.accuracy },
    groups,
    predicted,
    confusion: evaluation.confusion,
    recall: evaluation.labels.map((/** @type {string} */ label) => evaluation.per_class[label].recall),
    kernels: { data, shape },
    misread: misread(predicted, probabilities),
    state,
  };
  postMessage({ event: 'epoch', value }, { transfer: [state.buffer] });
  if (evaluation.loss < least.loss) least = { loss: evaluation.loss, epoch: at };
  if (at - least.epoch >= run.patience) {
    stop();
    early = { epochs: run.patience, best: least.epoch };
  }
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
