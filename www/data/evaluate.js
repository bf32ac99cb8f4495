// Has a network read many pictures of a dataset, one after the other, in the client's worker.
import { PIXELS, SIDE } from './collection.js';
import { placesAmong } from './labels.js';
import { best, measure } from './measure.js';

/** Milliseconds between two reports. */
const REPORT = 100;

/**
 * @typedef {object} Evaluated
 * @property {import('./measure.js').Measured} measured
 * @property {number[]} indices of the pictures in the dataset
 * @property {number[]} truths of each, an index into the network's labels
 * @property {number[]} read what each was read as
 * @property {number[]} sure the probability of that
 */

/**
 * @param {import('../types.d.ts').Classifier} classifier
 * @param {import('./collection.js').Dataset} dataset
 * @param {number} split
 * @param {{ signal?: AbortSignal, onProgress?: (done: number, of: number) => void }} [options]
 * @returns {Promise<Evaluated | null>} null where the network tells other labels than the data has
 */
export async function evaluate(classifier, dataset, split, { signal, onProgress = () => {} } = {}) {
  const places = placesAmong(dataset.labels, classifier.labels);
  if (!places) return null;
  const indices = [...dataset.splits.keys()].filter((i) => dataset.splits[i] === split);
  const truths = indices.map((i) => places[dataset.truths[i]]);
  /** @type {Float32Array[]} */
  const probabilities = [];
  const image = new ImageData(SIDE, SIDE);
  const words = new Uint32Array(image.data.buffer);
  let reported = 0;
  for (const i of indices) {
    for (let j = 0; j < PIXELS; j++) words[j] = 0xff000000 | (dataset.pictures[i * PIXELS + j] * 0x010101);
    const prediction = await classifier.classify(image, { detect: false, signal });
    if (!prediction) throw new Error('a face was given and none came back');
    probabilities.push(prediction.probabilities);
    if (performance.now() - reported < REPORT) continue;
    reported = performance.now();
    onProgress(probabilities.length, indices.length);
  }
  const read = probabilities.map(best);
  return {
    measured: measure(classifier.labels, probabilities, truths),
    ...{ indices, truths, read },
    sure: probabilities.map((each, n) => each[read[n]]),
  };
}
