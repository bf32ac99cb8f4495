import { make } from '../../dom.js';
import { bar, barList } from '../../figures/bars.js';
import { intervals } from '../../figures/intervals.js';
import { lineChart } from '../../figures/line.js';
import { answering, articleAccuracy, column, peopleAccuracy, rungs, seven } from './data.js';
import { nameOf, percent1, whole } from '../../figures/words.js';
import { say } from '../words/say.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */

/** What is right how often: bars, the first of them without any network. @param {HTMLElement} place @param {Lang} lang */
export function result(place, lang) {
  const percent = percent1(lang);
  const round = new Intl.NumberFormat(lang, { style: 'percent' }).format;
  const commonest = seven.perClass.happiness.support / seven.n;
  /** @type {[string, number, string, boolean?][]} */
  const rows = [
    [say(lang, 'always'), commonest, percent(commonest)],
    [say(lang, 'article'), articleAccuracy, round(articleAccuracy)],
    [say(lang, 'ours'), seven.accuracy, percent(seven.accuracy), true],
    [say(lang, 'people'), peopleAccuracy, say(lang, 'about') + round(peopleAccuracy)],
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
  const heads = ['', say(lang, 'learnFrom')];
  heads.push(say(lang, 'found'));
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
  const rows = rungs.map(({ name, accuracy, interval }, i) => ({
    name: say(lang, `rung-${name}`),
    share: accuracy,
    interval,
    strong: i === 0 || i === rungs.length - 2,
  }));
  const heads = {
    name: say(lang, 'whatIsNew'),
    share: say(lang, 'right'),
  };
  place.replaceChildren(intervals(lang, heads, rows));
}

/** The loss of the training pictures, one point per epoch. @param {HTMLElement} place @param {Lang} lang */
export function loss(place, lang) {
  const values = column('train_loss');
  const number = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format;
  const y = { name: say(lang, 'loss'), from: 1, to: 2, step: 0.2, tick: number };
  lineChart(place, {
    lang,
    y,
    x: epochs(lang, values),
    label: say(lang, 'lossFalls', {
      from: number(values[0]),
      to: number(values.at(-1) ?? 0),
      n: values.length,
    }),
    lines: [{ values }],
  });
}

/** Accuracy on pictures it trained on, and on others. @param {HTMLElement} place @param {Lang} lang */
export function gap(place, lang) {
  const percent = new Intl.NumberFormat(lang, { style: 'percent' }).format;
  const [seen, unseen] = ['train_accuracy', 'validation_accuracy'].map(column);
  const last = (/** @type {number[]} */ values) => percent1(lang)(values.at(-1) ?? 0);
  const y = {
    name: say(lang, 'right'),
    from: 0.2,
    to: 0.8,
    step: 0.1,
    tick: percent,
    value: percent1(lang),
  };
  const label = say(lang, 'afterEpochs', { n: seen.length, seen: last(seen), unseen: last(unseen) });
  const lines = [
    { values: seen, name: say(lang, 'ownPictures') },
    { values: unseen, name: say(lang, 'others'), strong: true },
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
    label: say(lang, 'fewer', { always, right, share }),
    x: {
      name: say(lang, 'answered'),
      values: answering.curve.map((point) => point.answered),
      ticks: [0.2, 0.4, 0.6, 0.8, 1],
      text: percent,
    },
    y: {
      name: say(lang, 'right'),
      ...{ from: 0.8, to: 1, step: 0.05 },
      ...{ tick: percent, value: percent1(lang) },
    },
    lines: [{ values: answering.curve.map((point) => point.accuracy) }],
    marks: [{ x: answered, name: say(lang, 'here') }],
  });
}

/** The axis of a training log. @param {Lang} lang @param {number[]} values one per epoch */
const epochs = (lang, { length }) => ({
  name: say(lang, 'epochs'),
  ticks: [1, ...[10, 20, 30, 40, 50].filter((epoch) => epoch <= length)],
});
