// Has a network read many pictures of a dataset, one after the other, in the client's worker.
import { PIXELS, SIDE } from './collection.js';
import { placesAmong } from './labels.js';
import { best, measure } from './measure.js';
import { majority, measureShares, sharesOf } from './shares.js';

/** Milliseconds between two reports. */
const REPORT = 100;

/**
 * @typedef {object} Answers what a network said of pictures
 * @property {import('./measure.js').Measured} measured
 * @property {number[]} indices of the pictures in the dataset
 * @property {number[]} truths of each, an index into the network's labels
 * @property {number[]} read what each was read as
 * @property {number[]} sure the probability of that
 */
/** @typedef {{ label: Answers, majority: (Answers & { measured: import('./shares.js').MeasuredShares }) | null }} Evaluated
 *   against the one label, and against the majority of people's votes, where the data has votes and some lead */

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
  /** @type {import('../types.d.ts').Prediction[]} */
  const predictions = [];
  const image = new ImageData(SIDE, SIDE);
  const words = new Uint32Array(image.data.buffer);
  let reported = 0;
  for (const i of indices) {
    for (let j = 0; j < PIXELS; j++) words[j] = 0xff000000 | (dataset.pictures[i * PIXELS + j] * 0x010101);
    const prediction = await classifier.classify(image, { detect: false, signal });
    if (!prediction) throw new Error('a face was given and none came back');
    predictions.push(prediction);
    if (performance.now() - reported < REPORT) continue;
    reported = performance.now();
    onProgress(predictions.length, indices.length);
  }
  const probabilities = predictions.map((prediction) => prediction.probabilities);
  const truths = indices.map((i) => places[dataset.truths[i]]);
  return {
    label: {
      ...answers(indices, truths, probabilities),
      measured: measure(classifier.labels, probabilities, truths),
    },
    majority: ofVotes(classifier.labels, dataset, places, indices, predictions),
  };
}

/** @param {number[]} indices @param {number[]} truths @param {ArrayLike<number>[]} probabilities */
function answers(indices, truths, probabilities) {
  const read = probabilities.map(best);
  return { indices, truths, read, sure: probabilities.map((each, n) => each[read[n]]) };
}

/**
 * By the head that knows votes; of a network without one by its one answer, as a yardstick.
 * @param {string[]} labels
 * @param {import('./collection.js').Dataset} dataset
 * @param {number[]} places
 * @param {number[]} indices
 * @param {import('../types.d.ts').Prediction[]} predictions
 * @returns {Evaluated['majority']}
 */
function ofVotes(labels, { votes }, places, indices, predictions) {
  if (!votes) return null;
  const n = places.length;
  const voted = indices.flatMap((index, i) => {
    const counted = sharesOf(votes.subarray(index * n, (index + 1) * n), places, labels.length);
    const predicted = (predictions[i].votes ?? predictions[i]).probabilities;
    return counted ? [{ index, counted, predicted, leading: majority(counted) }] : [];
  });
  const led = voted.filter(({ leading }) => leading !== null);
  if (!led.length) return null;
  const each = answers(
    led.map(({ index }) => index),
    led.map(({ leading }) => /** @type {number} */ (leading)),
    led.map(({ predicted }) => predicted),
  );
  const [predicted, counted] = [
    voted.map((picture) => picture.predicted),
    voted.map((picture) => picture.counted),
  ];
  const head = predictions.every(({ votes }) => votes) ? 'votes' : 'label';
  return { ...each, measured: measureShares(labels, predicted, counted, head) };
}
