// Every figure of ours that the deck shows, from the reports and logs beside the checkpoints. Each is named one by one, so
// that the rest of a report is not bundled.
import * as article from '../../../models/lenet5-article.json';
import * as article3 from '../../../models/lenet5-article-3.json';
import * as page from '../../../models/lenet.json';
import * as tiny from '../../../models/lenet-tiny.json';
import * as all from '../../../models/ladder/lenet5-all.json';
import * as augmented from '../../../models/ladder/lenet5-augmented.json';
import * as wide from '../../../models/ladder/wide.json';
import * as alone from '../../../models/ladder/lenet-alone.json';
import log from '../../../models/lenet5-article.csv?raw';

/**
 * @typedef {object} Rung
 * @property {'article' | 'all' | 'augmented' | 'wide' | 'alone' | 'page' | 'tiny'} name
 * @property {number} accuracy
 * @property {number[]} interval 95 %
 */

/** The network of the article, trained again on as many pictures, and its sibling that knows the three groups only. */
export const seven = {
  accuracy: article.accuracy,
  interval: article.intervals.accuracy,
  n: article.n,
  parameters: article.parameters,
  labels: article.labels,
  confusion: article.confusion,
  /** @type {Record<string, { recall: number, support: number }>} */
  perClass: article.per_class,
  groupsAccuracy: article.groups.accuracy,
};
export const three = { accuracy: article3.accuracy, labels: article3.labels, confusion: article3.confusion };
export const pageParameters = page.parameters;
/**
 * Of the page's network, by people's votes: what it gets right when it always answers, its threshold of "unsure", and what others
 * would give, the strictest first.
 */
export const answering = {
  accuracy: page.votes.accuracy,
  unsure: page.votes.unsure,
  curve: page.votes.risk_coverage
    .filter(({ answered }, i, all) => answered !== all[i + 1]?.answered)
    .reverse(),
};
const noise = 'camera noise (8 grey levels)';
/** How many more are wrong under camera noise, as a share: of the page's network, and of one that never saw noise. */
export const noiseLoss = page.accuracy - page.disturbed[noise];
export const noiseLossUnseen = augmented.accuracy - augmented.disturbed[noise];

/** How many pictures the article trained on, by label. */
export const articleCounts = /** @type {Record<string, number>} */ ({
  anger: 1626,
  disgust: 176,
  fear: 1674,
  sadness: 1899,
  happiness: 2872,
  surprise: 1243,
  neutral: 1994,
});
export const articleAccuracy = 0.53;
/** The share of FER2013's pictures on which people agree with the label (Goodfellow et al. 2013). */
export const peopleAccuracy = 0.65;

/** The ladder of networks, each with one change against the one before; words/ says which. @type {Rung[]} */
export const rungs = [
  { name: 'article', accuracy: article.accuracy, interval: article.intervals.accuracy },
  { name: 'all', accuracy: all.accuracy, interval: all.intervals.accuracy },
  { name: 'augmented', accuracy: augmented.accuracy, interval: augmented.intervals.accuracy },
  { name: 'wide', accuracy: wide.accuracy, interval: wide.intervals.accuracy },
  { name: 'alone', accuracy: alone.accuracy, interval: alone.intervals.accuracy },
  { name: 'page', accuracy: page.accuracy, interval: page.intervals.accuracy },
  { name: 'tiny', accuracy: tiny.accuracy, interval: tiny.intervals.accuracy },
];

const [header, ...rows] = log
  .trim()
  .split('\n')
  .map((line) => line.split(','));
/** A column of the training log of the article's network, one value per epoch. @param {string} name */
export const column = (name) => rows.map((row) => Number(row[header.indexOf(name)]));
