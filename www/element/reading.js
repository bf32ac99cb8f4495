import { grouped, highest, smooth } from './smoothing.js';

/** @import { Classifier, Prediction } from '../types.d.ts' */
/** @typedef {{ probabilities: Float32Array, label: string, probability: number }} Shown one label for each bar */

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

/** The last prediction, smoothed in time. */
export class Reading {
  /** @type {Prediction | null} */
  prediction = null;
  /** @type {Float32Array | null} */
  #smoothed = null;
  #ms = 0;

  /**
   * @param {Prediction | null} prediction null: no face
   * @param {number} smoothingSeconds 0 for none
   */
  add(prediction, smoothingSeconds) {
    const now = performance.now();
    this.prediction = prediction;
    this.#smoothed =
      prediction &&
      smooth(this.#smoothed, prediction.probabilities, (now - this.#ms) / 1000, smoothingSeconds);
    this.#ms = now;
  }

  clear() {
    this.prediction = this.#smoothed = null;
  }

  /**
   * The same frame as seven classes or as three groups.
   * @param {Classifier | null} classifier
   * @param {'7' | '3'} classes
   * @returns {Shown | null}
   */
  as(classifier, classes) {
    if (!this.#smoothed || !classifier) return null;
    const probabilities =
      classes === '3' ? grouped(this.#smoothed, classifier.groups) : this.#smoothed.slice();
    const top = highest(probabilities);
    return { probabilities, label: labelsOf(classifier, classes)[top], probability: probabilities[top] };
  }
}
