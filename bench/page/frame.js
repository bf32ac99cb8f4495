// A camera's frame of 640 × 480 on its way through the client, in which the face is followed: what the page pays, and what
// the worker pays.
import { loadClassifier } from '../../www/index.js';
import { quantile } from './measure.js';
import { scene } from './scene.js';

const IN_FLIGHT = 3; // frames that wait at the worker: it never has nothing to do
const BLOCK = 20;
const BLOCKS = 15;
const NO_FACE = 'no face was found in the frame'; // what was measured would be another thing

/** @type {Promise<{ video: HTMLVideoElement, classify: () => Promise<unknown> }> | undefined} */
let client;

async function start() {
  const classifier = await loadClassifier();
  const video = await still();
  const classify = async () => {
    if (!(await classifier.classify(video))) throw new Error(NO_FACE);
  };
  return { video, classify };
}

/** A video that stands still, so that the page's main thread has no work but the client's. */
async function still() {
  const { canvas } = await scene();
  const video = Object.assign(document.createElement('video'), { muted: true });
  video.srcObject = canvas.captureStream();
  await video.play();
  return video;
}

/** Has the client read frames, one after the other. @param {number} n */
export async function throughClient(n) {
  const { classify } = await (client ??= start());
  for (let i = 0; i < n; i++) await classify();
}

/**
 * Milliseconds a frame costs the worker: it is sent frames without the client, always one more than it has answered, and
 * what counts is the time between its answers.
 */
export async function inWorker() {
  const { video } = await (client ??= start());
  const worker = new Worker('/www/pkg/worker.js', { type: 'module' });
  const [weights, near, far] = ['lenet', 'face', 'face-far'].map(
    (name) => new URL(`/models/${name}.safetensors`, location.href).href,
  );
  await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error.message)) : resolve(null));
    worker.onerror = ({ message }) => reject(new Error(message));
    const builds = { plain: '/www/pkg/mimique_bg.wasm', relaxed: '/www/pkg/mimique_relaxed_bg.wasm' };
    worker.postMessage({ id: 0, task: 'load', key: 0, weights, near, far, builds });
  });
  const send = () => {
    const image = new VideoFrame(video);
    worker.postMessage({ id: 1, task: 'classify', key: 0, image, detect: true, live: true }, [image]);
  };
  /** @type {number[]} */
  const samples = [];
  await new Promise((resolve, reject) => {
    let answers = 0;
    let start = performance.now();
    worker.onmessage = ({ data }) => {
      if (data.error || !data.value) return reject(new Error(data.error?.message ?? NO_FACE));
      send();
      if (++answers % BLOCK) return;
      const now = performance.now();
      samples.push((now - start) / BLOCK);
      start = now;
      if (samples.length === 3 * BLOCKS) resolve(null);
    };
    for (let i = 0; i < IN_FLIGHT; i++) send();
  });
  worker.terminate();
  return quantile(samples.slice(-BLOCKS)); // the others were its warm-up
}
