import { make } from '../../dom.js';
import { bar, barList } from '../../figures/bars.js';
import { intervals } from '../../figures/intervals.js';
import { lineChart } from '../../figures/line.js';
import { answering, articleAccuracy, column, peopleAccuracy, rungs, seven } from './data.js';
import { either, nameOf, percent1, whole } from '../../figures/words.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */

/** What is right how often: bars, the first of them without any network. @param {HTMLElement} place @param {Lang} lang */
export function result(place, lang) {
  const percent = percent1(lang);
  const round = new Intl.NumberFormat(lang, { style: 'percent' }).format;
  const commonest = seven.perClass.happiness.support / seven.n;
  /** @type {[string, number, string, boolean?][]} */
  const rows = [
    [either(lang, 'always “happiness”', 'toujours « joie »'), commonest, percent(commonest)],
    [either(lang, 'the article', 'l’article'), articleAccuracy, round(articleAccuracy)],
    [either(lang, 'ours', 'le nôtre'), seven.accuracy, percent(seven.accuracy), true],
    [
      either(lang, 'people', 'des gens'),
      peopleAccuracy,
      either(lang, 'about ', 'environ ') + round(peopleAccuracy),
    ],
  ];
  place.replaceChildren(barList(rows.map(([name, share, text, strong]) => ({ name, share, text, strong }))));
}

/**
 * How many pictures each label has, and how many of it are found.
 * @param {HTMLElement} place
 * @param {Lang} lang
 * @param {Record<string, number>} counts
 */
export function imbalance(place, lang, counts) {
  const percent = new Intl.NumberFormat(lang, { style: 'percent' }).format;
  const number = whole(lang);
  const most = Math.max(...Object.values(counts));
  const rows = Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([label, count]) => {
      const { recall } = seven.perClass[label];
      const rare = label === 'disgust';
      return make(
        'tr',
        { 'data-label': label, class: rare ? 'strong' : false },
        make('th', { scope: 'row' }, nameOf(lang, label)),
        make('td', {}, bar(count / most, rare), make('span', { class: 'amount' }, number(count))),
        make('td', {}, bar(recall, rare), make('span', { class: 'amount' }, percent(recall))),
      );
    });
  const heads = ['', either(lang, 'pictures to learn from', 'images pour apprendre')];
  heads.push(either(lang, 'found among new ones', 'retrouvé parmi de nouvelles'));
  const [corner, ...columns] = heads.map((text) =>
    make(text ? 'th' : 'td', { scope: text ? 'col' : false }, text),
  );
  place.replaceChildren(
    make(
      'table',
      { class: 'counts' },
      make('thead', {}, make('tr', {}, corner, ...columns)),
      make('tbody', {}, ...rows),
    ),
  );
}

/** Accuracy with its interval, one change per row. @param {HTMLElement} place @param {Lang} lang */
export function ladder(place, lang) {
  const rows = rungs.map(({ change, accuracy, interval }, i) => ({
    name: change[lang === 'fr' ? 1 : 0],
    share: accuracy,
    interval,
    strong: i === 0 || i === rungs.length - 2,
  }));
  const heads = {
    name: either(lang, 'what is new', 'ce qui est nouveau'),
    share: either(lang, 'right', 'juste'),
  };
  place.replaceChildren(intervals(lang, heads, rows));
}

/** The loss of the training pictures, one point per epoch. @param {HTMLElement} place @param {Lang} lang */
export function loss(place, lang) {
  const values = column('train_loss');
  const number = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format;
  const y = { name: either(lang, 'loss', 'perte'), from: 1, to: 2, step: 0.2, tick: number };
  lineChart(place, {
    lang,
    y,
    x: epochs(lang, values),
    label: either(
      lang,
      `The loss falls from ${number(values[0])} to ${number(values.at(-1) ?? 0)} in ${values.length} epochs, ever more slowly.`,
      `La perte passe de ${number(values[0])} à ${number(values.at(-1) ?? 0)} en ${values.length} époques, de plus en plus lentement.`,
    ),
    lines: [{ values }],
  });
}

/** Accuracy on pictures it trained on, and on others. @param {HTMLElement} place @param {Lang} lang */
export function gap(place, lang) {
  const percent = new Intl.NumberFormat(lang, { style: 'percent' }).format;
  const [seen, unseen] = ['train_accuracy', 'validation_accuracy'].map(column);
  const last = (/** @type {number[]} */ values) => percent1(lang)(values.at(-1) ?? 0);
  const y = {
    name: either(lang, 'right', 'juste'),
    from: 0.2,
    to: 0.8,
    step: 0.1,
    tick: percent,
    value: percent1(lang),
  };
  const label = either(
    lang,
    `After ${seen.length} epochs, ${last(seen)} of the training pictures are right and ${last(unseen)} of the others.`,
    `Après ${seen.length} époques, ${last(seen)} des images d’entraînement sont justes, et ${last(unseen)} des autres.`,
  );
  const lines = [
    { values: seen, name: either(lang, 'its own pictures', 'ses images') },
    { values: unseen, name: either(lang, 'others', 'd’autres'), strong: true },
  ];
  lineChart(place, { lang, label, x: epochs(lang, seen), y, lines });
}

/** What is right of what is answered, by how much is answered. @param {HTMLElement} place @param {Lang} lang */
export function unsure(place, lang) {
  const percent = new Intl.NumberFormat(lang, { style: 'percent' }).format;
  const { answered, accuracy } = answering.unsure;
  const [share, right, always] = [answered, accuracy, answering.accuracy].map(percent1(lang));
  lineChart(place, {
    lang,
    label: either(
      lang,
      `The fewer pictures are answered, the more of the answers are right: ${always} when all are, ${right} when ${share} are.`,
      `Moins il y a de réponses, plus elles sont justes : ${always} quand il répond toujours, ${right} quand il répond à ${share} des images.`,
    ),
    x: {
      name: either(lang, 'pictures answered', 'images avec une réponse'),
      values: answering.curve.map((point) => point.answered),
      ticks: [0.2, 0.4, 0.6, 0.8, 1],
      text: percent,
    },
    y: {
      name: either(lang, 'right', 'juste'),
      ...{ from: 0.8, to: 1, step: 0.05 },
      ...{ tick: percent, value: percent1(lang) },
    },
    lines: [{ values: answering.curve.map((point) => point.accuracy) }],
    marks: [{ x: answered, name: either(lang, 'here', 'ici') }],
  });
}

/** The axis of a training log. @param {Lang} lang @param {number[]} values one per epoch */
const epochs = (lang, { length }) => ({
  name: either(lang, 'epochs', 'époques'),
  ticks: [1, ...[10, 20, 30, 40, 50].filter((epoch) => epoch <= length)],
});
