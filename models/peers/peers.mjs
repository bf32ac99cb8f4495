// The peers, each fed as its own source feeds it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { LABELS, SIDE } from './data.mjs';

const require = createRequire(import.meta.url);
const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** @typedef {(pictures: import('./data.mjs').Picture[]) => Promise<number[][]>} Reader one probability a label, in LABELS' order */
/** @typedef {{ name: string, version: string, model: string, feeding: string, contamination: string, read: Reader }} Peer */

/** The wasm backend on one thread: face-api's own build for Node uses the same. */
async function tensorflow() {
  const tf = require('@tensorflow/tfjs');
  const wasm = require('@tensorflow/tfjs-backend-wasm');
  wasm.setThreadsCount(1);
  await tf.setBackend('wasm');
  await tf.ready();
  return tf;
}

/** Human's src/gear/emotion.ts: 64 × 64 by bilinear, grey by weights, (x − 0.5) · 2. @type {Reader} */
async function human(pictures) {
  const tf = await tensorflow();
  const folder = here('node_modules/@vladmandic/human/models/');
  const manifest = JSON.parse(readFileSync(`${folder}emotion.json`, 'utf8'));
  const { buffer } = new Uint8Array(readFileSync(`${folder}emotion.bin`));
  const weightSpecs = manifest.weightsManifest.flatMap(
    (/** @type {{ weights: object[] }} */ part) => part.weights,
  );
  const model = await tf.loadGraphModel({
    load: async () => ({ modelTopology: manifest.modelTopology, weightSpecs, weightData: buffer }),
  });
  const size = model.inputs[0].shape[2];
  return pictures.map(({ grey }) =>
    tf.tidy(() => {
      const image = tf
        .tensor(
          Float32Array.from(grey, (value) => value / 255),
          [1, SIDE, SIDE, 1],
        )
        .tile([1, 1, 1, 3]);
      const resized = tf.image.resizeBilinear(image, [size, size], false);
      const channels = tf.sum(tf.mul(resized, [0.2989, 0.587, 0.114]), 3, true);
      return [...model.execute(tf.mul(tf.sub(channels, 0.5), 2)).dataSync()]; // in FER2013's order
    }),
  );
}

/** @param {boolean} aligned whether the face is cut anew around its landmarks first, as `withFaceLandmarks` has it @returns {Reader} */
function faceApi(aligned) {
  return async (pictures) => {
    const tf = await tensorflow();
    const api = require('@vladmandic/face-api/dist/face-api.node-wasm.js');
    await api.tf.setBackend('wasm');
    await api.tf.ready();
    const folder = here('node_modules/@vladmandic/face-api/model');
    await api.nets.faceExpressionNet.loadFromDisk(folder);
    await api.nets.faceLandmark68Net.loadFromDisk(folder);
    const names = ['angry', 'disgusted', 'fearful', 'happy', 'sad', 'surprised', 'neutral'];
    const answers = [];
    for (const { grey } of pictures) {
      const image = tf.tidy(() => tf.tensor(grey, [SIDE, SIDE, 1], 'int32').tile([1, 1, 3]).toFloat());
      const [face] = aligned ? await cut(api, image) : [image];
      const said = await api.nets.faceExpressionNet.predictExpressions(face);
      answers.push(names.map((name) => said[name]));
      tf.dispose([image, face]);
    }
    return answers;
  };
}

/** @param {any} api @param {any} image */
async function cut(api, image) {
  const landmarks = await api.nets.faceLandmark68Net.detectLandmarks(image);
  return api.extractFaceTensors(image, [landmarks.align()]);
}

/** The Python package's own model, by fer.py. @type {Reader} */
async function fer(pictures) {
  const python = process.env.PYTHON ?? 'python3';
  const input = Buffer.concat(pictures.map(({ grey }) => grey));
  const { status, stdout, stderr, error } = spawnSync(python, [here('fer_answers.py')], {
    input,
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) {
    const reason = error?.message ?? stderr.toString().trim();
    throw new Error(`${reason}\nfer needs a Python with models/peers/requirements.txt: name it as PYTHON`);
  }
  const numbers = new Float32Array(stdout.buffer, stdout.byteOffset, stdout.length / 4);
  return pictures.map((_, i) => [...numbers.subarray(i * LABELS.length, (i + 1) * LABELS.length)]);
}

/** @type {Peer[]} */
export const PEERS = [
  {
    name: 'Human',
    version: '@vladmandic/human 3.3.6',
    model: 'emotion.json: big XCEPTION, 205 k, 820 KB',
    feeding: '64 × 64 by bilinear, grey, −1 to 1 (src/gear/emotion.ts)',
    contamination: 'trained on FER2013; its makers chose the checkpoint on these very pictures',
    read: human,
  },
  {
    name: 'fer',
    version: 'fer 25.10.3',
    model: 'emotion_model_quantized.tflite: mini-XCEPTION, 58 k, 93 KB',
    feeding: '64 × 64 by bilinear, −1 to 1 (fer/fer.py)',
    contamination: 'trained on FER2013; its makers chose the checkpoint on these very pictures',
    read: fer,
  },
  {
    name: 'face-api',
    version: '@vladmandic/face-api 1.7.15',
    model: 'face_expression_model: 324 k, 329 KB',
    feeding: 'the picture as the face box, 112 × 112 (predictExpressions)',
    contamination: 'what it was trained on is not said',
    read: faceApi(false),
  },
  {
    name: 'face-api with landmarks',
    version: '@vladmandic/face-api 1.7.15',
    model: 'the same, behind face_landmark_68_model, 357 KB more',
    feeding: 'cut anew around 68 landmarks (withFaceLandmarks)',
    contamination: 'what it was trained on is not said',
    read: faceApi(true),
  },
];
