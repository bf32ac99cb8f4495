// Fills the places of index.html: [data-figure] with a number, [data-show] with a drawing.
import { gap, imbalance, ladder, loss, result, unsure } from './charts.js';
import { convolution, layers } from './drawings.js';
import {
  answering,
  articleCounts,
  column,
  noiseLoss,
  noiseLossUnseen,
  pageParameters,
  seven,
  three,
} from './data.js';
import { filters, networks } from './networks.js';
import { maps } from './maps.js';
import { edges, pixels } from './pictures.js';
import { matrix } from '../../figures/matrix.js';
import { percent1, whole } from '../../figures/words.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */
/** @typedef {import('../../figures/matrix.js').Confusion} Confusion */

/** On paper nobody points: the commonest mistake stands there. @param {HTMLElement} place @param {Lang} lang @param {Confusion} evaluation */
const confusion = (place, lang, evaluation) =>
  matrix(place, lang, evaluation, { worst: document.documentElement.dataset.view === 'print' });

/** @type {Record<string, (place: HTMLElement, lang: Lang) => void>} */
const drawings = {
  pixels,
  layers,
  convolution,
  edges,
  filters,
  networks,
  maps,
  loss,
  result,
  confusion7: (place, lang) => confusion(place, lang, seven),
  imbalance: (place, lang) => imbalance(place, lang, articleCounts),
  gap,
  confusion3: (place, lang) => confusion(place, lang, three),
  ladder,
  unsure,
};

/** @param {Lang} lang @returns {Record<string, string>} */
function numbers(lang) {
  const percent = percent1(lang);
  const number = whole(lang);
  const one = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const points = (/** @type {number} */ share) => one.format(100 * share);
  return {
    article7: percent(seven.accuracy),
    article7Low: percent(seven.interval[0]),
    article7High: percent(seven.interval[1]),
    article3: percent(three.accuracy),
    article3Sums: percent(seven.groupsAccuracy),
    pictures: number(seven.n),
    articleParameters: number(seven.parameters),
    pageParameters: number(pageParameters),
    seen: percent(column('train_accuracy').at(-1) ?? 0),
    unseen: percent(column('validation_accuracy').at(-1) ?? 0),
    always: percent(answering.accuracy),
    unsureBelow: whole(lang)(100 * answering.unsure.below),
    answered: percent(answering.unsure.answered),
    answeredRight: percent(answering.unsure.accuracy),
    noiseLoss: points(noiseLoss),
    noiseLossUnseen: points(noiseLossUnseen),
  };
}

/** @param {Lang} lang */
export function show(lang) {
  const values = numbers(lang);
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-figure]')))
    place.textContent = values[place.dataset.figure ?? ''];
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-show]')))
    drawings[place.dataset.show ?? ''](place, lang);
}
