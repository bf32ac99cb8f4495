// Datasets whose counts are known: FER2013's, and the part of it that the article trained on.

/** @typedef {{ labels: string[], counts: number[] }} Counts */

const LABELS = ['anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise', 'neutral'];

/** @type {Record<string, number[]>} */
const FER2013 = {
  Training: [3995, 436, 4097, 7215, 4830, 3171, 4965],
  PublicTest: [467, 56, 496, 895, 653, 415, 607],
  PrivateTest: [491, 55, 528, 879, 594, 416, 626],
};

/** Pictures that the article trained on. @type {Counts} */
export const article = { labels: LABELS, counts: [1626, 176, 1674, 2872, 1899, 1243, 1994] };

/** @param {string} split @returns {Counts} */
export const fer2013 = (split) => ({ labels: LABELS, counts: FER2013[split] });

/** Which expressions make up the positive, the negative and the neutral group. */
const GROUPS = [['happiness'], ['anger', 'disgust', 'fear', 'sadness'], ['surprise', 'neutral']];

/** The three groups' counts, where the labels are the seven expressions. @param {Counts} set @returns {Counts | null} */
export function grouped({ labels, counts }) {
  if (!labels.every((label) => LABELS.includes(label))) return null;
  const sum = (/** @type {string[]} */ group) =>
    counts.reduce((all, count, i) => all + (group.includes(labels[i]) ? count : 0), 0);
  return { labels: ['positive', 'negative', 'neutral'], counts: GROUPS.map(sum) };
}

export const total = (/** @type {number[]} */ counts) => counts.reduce((a, b) => a + b, 0);

/** The label with the most pictures, and what always answering it scores. @param {Counts} set */
export function largest({ labels, counts }) {
  const most = Math.max(...counts);
  return { label: labels[counts.indexOf(most)], share: total(counts) ? most / total(counts) : 0 };
}
