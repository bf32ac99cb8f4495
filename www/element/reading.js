import { grouped, highest, smooth } from './smoothing.js';

/** @import { Classifier, Head, Prediction } from '../types.d.ts' */
/** @typedef {{ answer: Head, probabilities: Float32Array, label: string, probability: number }} Shown one label for each bar */

// The labels before a checkpoint has told its own.
const SEVEN = ['anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise', 'neutral'];
const THREE = ['positive', 'negative', 'neutral'];

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
    const label = labelsOf(classifier, classes)[top];
    return { answer, probabilities, label, probability: probabilities[top] };
  }
}
