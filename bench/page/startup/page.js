// What the element does with the sample, in a page built on ONNX Runtime Web: bench/startup.mjs times both.
import { InferenceSession, Tensor, env } from 'onnxruntime-web/wasm';
import { sample } from '../../../www/sample.js';
import model from '../../../target/bench/lenet.onnx?url';

const LABELS = ['anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise', 'neutral'];
const SIDE = 48;

/** The picture, shown. */
async function picture() {
  const image = await createImageBitmap(await (await fetch(sample.url)).blob());
  document.querySelector('canvas')?.getContext('2d')?.drawImage(image, 0, 0);
  return image;
}

/** The face of a picture as the network wants it. @param {ImageBitmap} image */
function input(image) {
  const { x, y, width, height } = sample.face;
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
    new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true })
  );
  context.drawImage(image, x, y, width, height, 0, 0, SIDE, SIDE);
  const { data } = context.getImageData(0, 0, SIDE, SIDE);
  const grey = Float32Array.from(
    { length: SIDE * SIDE },
    (_, i) => 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2],
  );
  const mean = grey.reduce((sum, value) => sum + value) / grey.length;
  const deviation = Math.sqrt(grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grey.length);
  return grey.map((value) => (value - mean) / (deviation + 4));
}

/** @param {Float32Array} logits */
function softmax(logits) {
  const powers = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}

env.wasm.numThreads = 1;
const [session, image] = await Promise.all([
  InferenceSession.create(model, { executionProviders: ['wasm'] }),
  picture(),
]);
const { logits } = await session.run({ face: new Tensor('float32', input(image), [1, 1, SIDE, SIDE]) });
const probabilities = softmax(/** @type {Float32Array} */ (logits.data));
const bars = LABELS.map((label, i) => {
  const bar = Object.assign(document.createElement('div'), { textContent: label });
  bar.style.transform = `scaleX(${probabilities[i]})`;
  return bar;
});
document.querySelector('#bars')?.replaceChildren(...bars);
const label = LABELS[probabilities.indexOf(Math.max(...probabilities))];
dispatchEvent(new CustomEvent('expression-change', { detail: { label } }));
