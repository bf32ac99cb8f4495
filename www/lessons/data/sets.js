// Datasets whose counts are known: FER2013's, and the part of it that the article trained on.
import { SEVEN, THREE, areExpressions, groupOf } from '../../data/labels.js';

/** @typedef {{ labels: string[], counts: number[] }} Counts */

/** @type {Record<string, number[]>} */
const FER2013 = {
  Training: [3995, 436, 4097, 7215, 4830, 3171, 4965],
  PublicTest: [467, 56, 496, 895, 653, 415, 607],
  PrivateTest: [491, 55, 528, 879, 594, 416, 626],
};

/** Pictures that the article trained on. @type {Counts} */
export const article = { labels: SEVEN, counts: [1626, 176, 1674, 2872, 1899, 1243, 1994] };

/** @param {string} split @returns {Counts} */
export const fer2013 = (split) => ({ labels: SEVEN, counts: FER2013[split] });

/** The three groups' counts, where the labels are the seven expressions. @param {Counts} set @returns {Counts | null} */
export function grouped({ labels, counts }) {
  if (!areExpressions(labels)) return null;
  const sums = THREE.map(() => 0);
  labels.forEach((label, i) => (sums[groupOf(label)] += counts[i]));
  return { labels: THREE, counts: sums };
}

export const total = (/** @type {number[]} */ counts) => counts.reduce((a, b) => a + b, 0);

/** The label with the most pictures, and what always answering it scores. @param {Counts} set */
export function largest({ labels, counts }) {
  const most = Math.max(...counts);
  return { label: labels[counts.indexOf(most)], share: total(counts) ? most / total(counts) : 0 };
}
