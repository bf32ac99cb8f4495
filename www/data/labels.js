// The seven expressions and the three groups that they make up.

export const SEVEN = ['anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise', 'neutral'];
export const THREE = ['positive', 'negative', 'neutral'];
/** The group of each expression, in their order; the article leaves fear out. */
const GROUP_OF = [1, 1, 1, 0, 1, 2, 2];

const among = (/** @type {string[]} */ labels, /** @type {string[]} */ all) =>
  labels.every((label) => all.includes(label));

/** Whether all of these are expressions. @param {string[]} labels */
export const areExpressions = (labels) => among(labels, SEVEN);

/** The group of an expression, an index into `THREE`. @param {string} label */
export const groupOf = (label) => GROUP_OF[SEVEN.indexOf(label)];

/**
 * Where a dataset's labels stand among a checkpoint's: by name, or by group where the checkpoint tells the three groups.
 * @param {string[]} labels of the dataset
 * @param {string[]} classes of the checkpoint
 * @returns {number[] | null} an index into `classes` for each label; null where a label has none
 */
export function placesAmong(labels, classes) {
  if (among(labels, classes)) return labels.map((label) => classes.indexOf(label));
  if (!areExpressions(labels) || !among(THREE, classes)) return null;
  return labels.map((label) => classes.indexOf(THREE[groupOf(label)]));
}
