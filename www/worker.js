// Runs the network. Messages in: { id, task, key, … }; out: { id, value } or { id, error }.
import init, { Classifier } from './pkg/mimique.js';
import { fault, withCode } from './errors.js';
import { hasRelaxedSimd } from './relaxed-simd.js';

/** @import { FaceBox } from './types.d.ts' */

/** @type {Map<number, Classifier>} */
const classifiers = new Map();
/** @type {Promise<unknown> | null} */
let ready = null;
/** @type {OffscreenCanvasRenderingContext2D | null} */
let context = null;

const tasks = {
  /** @param {{ key: number, weights: string | ArrayBuffer }} options */
  async load({ key, weights }) {
    const bytes = typeof weights === 'string' ? download(weights, 'weights') : weights;
    const [file] = await Promise.all([bytes, start()]);
    const data = new Uint8Array(file instanceof Response ? await file.arrayBuffer() : file);
    const classifier = new Classifier(data);
    classifiers.set(key, classifier);
    const { labels, groups, metadata } = classifier;
    return { labels, groups, metadata };
  },

  /** @param {{ key: number, image: ImageBitmap | VideoFrame | ImageData, face?: FaceBox }} options */
  classify({ key, image, face }) {
    const classifier = loaded(key);
    const { data, width, height } = image instanceof ImageData ? image : pixels(image);
    const rgba = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const prediction = classifier.classify(rgba, width, height, face);
    return prediction ? { labels: classifier.labels, ...prediction } : null;
  },

  /** @param {{ key: number, crop: Uint8ClampedArray }} options */
  activations: ({ key, crop }) => loaded(key).activations(new Uint8Array(crop)),

  /** @param {{ key: number }} options */
  close({ key }) {
    classifiers.get(key)?.free();
    classifiers.delete(key);
  },
};

/** @param {number} key */
function loaded(key) {
  const classifier = classifiers.get(key);
  if (!classifier) throw fault('closed', 'the classifier is closed: load another one');
  return classifier;
}

/** Starts wasm once; a failed start is forgotten, so that the next load tries again. */
function start() {
  const url = hasRelaxedSimd()
    ? new URL('./pkg/mimique_relaxed_bg.wasm', import.meta.url)
    : new URL('./pkg/mimique_bg.wasm', import.meta.url);
  ready ??= download(url.href, 'engine')
    .then((module_or_path) => init({ module_or_path }))
    .catch((error) => {
      ready = null;
      if (!(error instanceof WebAssembly.CompileError)) throw error;
      throw fault('engine-unsupported', `this browser cannot run WebAssembly with SIMD: ${error.message}`);
    });
  return ready;
}

/**
 * @param {string} url
 * @param {'weights' | 'engine'} what
 */
async function download(url, what) {
  const response = await fetch(url).catch((error) => {
    throw fault(`${what}-unreachable`, `${url} could not be fetched: ${error.message}`);
  });
  if (!response.ok) throw fault(`${what}-missing`, `${url} answered ${response.status}: check the address`);
  // Many servers answer a missing file with their home page and status 200.
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    throw fault(`${what}-html`, `${url} is a web page, not a file of mimique: check the address`);
  }
  return response;
}

/** @param {ImageBitmap | VideoFrame} image */
function pixels(image) {
  const width = 'width' in image ? image.width : image.displayWidth;
  const height = 'height' in image ? image.height : image.displayHeight;
  context ??= new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw fault('engine-unsupported', 'this browser gives workers no canvas');
  if (context.canvas.width !== width) context.canvas.width = width;
  if (context.canvas.height !== height) context.canvas.height = height;
  context.globalCompositeOperation = 'copy';
  context.drawImage(image, 0, 0);
  image.close();
  return context.getImageData(0, 0, width, height);
}

self.addEventListener('message', async ({ data: { id, task, ...options } }) => {
  try {
    self.postMessage({ id, value: await tasks[/** @type {keyof typeof tasks} */ (task)](options) });
  } catch (error) {
    const { code, message } = withCode(error);
    self.postMessage({ id, error: { code, message, fatal: error instanceof WebAssembly.RuntimeError } });
  }
});
