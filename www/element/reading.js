import { grouped, highest, smooth } from './smoothing.js';

/** @import { Classifier, Head, Prediction } from '../types.d.ts' */
/**
 * @typedef {object} Shown one label for each bar
 * @property {Head} answer
 * @property {Float32Array} probabilities
 * @property {string} label
 * @property {number} probability
 * @property {string} second the label that comes next
 * @property {boolean} unsure too improbable to be called the answer, by the checkpoint's own figures
 */

// An answer on the border would change with every frame: to be sure again takes a little more.
const SURER = 0.03;

// The labels before a checkpoint has told its own.
const SEVEN = ['anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise', 'neutral'];
const THREE = ['positive', 'negative', 'neutral'];

/** The labels that the element has words for. */
export const LABELS = [...SEVEN, ...THREE];

/**
 * @param {Classifier | null} classifier
 * @param {'7' | '3'} classes
 * @returns {string[]} the labels of the bars
 */
export function labelsOf(classifier, classes) {
  if (classes === '3') return classifier ? classifier.groups.map(({ label }) => label) : THREE;
  return classifier?.labels ?? SEVEN;
}

/** The last prediction, each head's answer smoothed in time. */
export class Reading {
  /** @type {Prediction | null} */
  prediction = null;
  /** @type {Partial<Record<Head, Float32Array | null>>} */
  #smoothed = {};
  #ms = 0;
  #unsure = false;

  /**
   * @param {Prediction | null} prediction null: no face
   * @param {number} smoothingSeconds 0 for none
   */
  add(prediction, smoothingSeconds) {
    const now = performance.now();
    const { label, votes } = this.#smoothed;
    /** @param {Float32Array | null | undefined} before @param {{ probabilities: Float32Array } | null} [next] */
    const follow = (before, next) =>
      next ? smooth(before ?? null, next.probabilities, (now - this.#ms) / 1000, smoothingSeconds) : null;
    this.prediction = prediction;
    this.#smoothed = { label: follow(label, prediction), votes: follow(votes, prediction?.votes) };
    this.#ms = now;
  }

  clear() {
    this.prediction = null;
    this.#smoothed = {};
  }

  /**
   * The same frame as seven classes or as three groups, by one of the network's answers.
   * @param {Classifier | null} classifier
   * @param {'7' | '3'} classes
   * @param {Head} answer
   * @returns {Shown | null}
   */
  as(classifier, classes, answer) {
    const smoothed = this.#smoothed[answer];
    if (!smoothed || !classifier) return null;
    const probabilities = classes === '3' ? grouped(smoothed, classifier.groups) : smoothed.slice();
    const top = highest(probabilities);
    const probability = probabilities[top];
    const second = highest(probabilities.map((p, i) => (i === top ? -1 : p)));
    const labels = labelsOf(classifier, classes);
    const { metadata } = classifier;
    const figures = answer === 'votes' ? metadata.votes?.figures : metadata.figures;
    const below = (classes === '3' ? figures?.groups_unsure : figures?.unsure)?.below ?? 0;
    const unsure = (this.#unsure = probability < below + (this.#unsure ? SURER : 0));
    return { answer, probabilities, label: labels[top], probability, second: labels[second], unsure };
  }
}
