import { make } from '../../dom.js';
import { articleAccuracy, column, peopleAccuracy, rungs, seven } from './data.js';
import { svg } from './svg.js';
import { either, held, nameOf, percent1, whole } from '../words.js';

/** @typedef {import('../words.js').Lang} Lang */

/** A bar from 0 to its share of the whole. @param {number} share @param {boolean} [strong] */
function bar(share, strong = false) {
  const fill = make('span', { class: strong ? 'fill strong' : 'fill' });
  fill.style.setProperty('--share', String(share));
  return make('span', { class: 'track' }, fill);
}

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
  const items = rows.map(([name, share, text, strong]) =>
    make(
      'li',
      { class: strong ? 'strong' : false },
      make('span', { class: 'name' }, held(name)),
      make('span', { class: 'amount' }, text),
      bar(share, strong),
    ),
  );
  place.replaceChildren(make('ul', { class: 'bars' }, ...items));
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

/** Accuracy with its interval, a change a row. @param {HTMLElement} place @param {Lang} lang */
export function ladder(place, lang) {
  const percent = percent1(lang);
  const round = new Intl.NumberFormat(lang, { style: 'percent' }).format;
  const low = Math.floor(20 * Math.min(...rungs.map(({ interval }) => interval[0]))) / 20;
  const high = Math.ceil(20 * Math.max(...rungs.map(({ interval }) => interval[1]))) / 20;
  const at = (/** @type {number} */ share) => (share - low) / (high - low);
  const steps = Math.round((high - low) * 20);
  const ticks = Array.from({ length: steps + 1 }, (_, i) => {
    const tick = make('span', { class: 'tick' }, round(low + i / 20));
    tick.style.setProperty('--at', String(i / steps));
    return tick;
  });
  const rows = rungs.map(({ change, accuracy, interval }, i) => {
    const mark = make('span', { class: 'mark' });
    const line = make('span', { class: 'interval' });
    mark.style.setProperty('--at', String(at(accuracy)));
    line.style.setProperty('--from', String(at(interval[0])));
    line.style.setProperty('--to', String(at(interval[1])));
    const own = i === 0 || i === rungs.length - 2;
    return make(
      'tr',
      { class: own ? 'strong' : false },
      make('th', { scope: 'row' }, held(change[lang === 'fr' ? 1 : 0])),
      make('td', { class: 'scale', 'aria-hidden': 'true' }, line, mark),
      make('td', { class: 'amount' }, percent(accuracy)),
      make('td', { class: 'unseen' }, interval.map(percent).join(either(lang, ' to ', ' à '))),
    );
  });
  const heads = [
    make('th', { scope: 'col' }, either(lang, 'what is new', 'ce qui est nouveau')),
    make('td', { class: 'scale ticks', 'aria-hidden': 'true' }, ...ticks),
    make('th', { scope: 'col', class: 'amount' }, either(lang, 'right', 'juste')),
    make('th', { scope: 'col', class: 'unseen' }, either(lang, '95% interval', 'intervalle à 95 %')),
  ];
  place.replaceChildren(
    make(
      'table',
      { class: 'rungs' },
      make('thead', {}, make('tr', {}, ...heads)),
      make('tbody', {}, ...rows),
    ),
  );
}

/** The loss of the training pictures, an epoch a point. @param {HTMLElement} place @param {Lang} lang */
export function loss(place, lang) {
  const values = column('train_loss');
  const number = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format;
  const words = {
    y: either(lang, 'loss', 'erreur'),
    label: either(
      lang,
      `The loss falls from ${number(values[0])} to ${number(values.at(-1) ?? 0)} in ${values.length} epochs, ever more slowly.`,
      `L’erreur passe de ${number(values[0])} à ${number(values.at(-1) ?? 0)} en ${values.length} époques, de plus en plus lentement.`,
    ),
  };
  curves(place, lang, { ...words, from: 1, to: 2, step: 0.2, tick: number, lines: [{ values }] });
}

/** Accuracy on pictures it trained on, and on others. @param {HTMLElement} place @param {Lang} lang */
export function gap(place, lang) {
  const percent = new Intl.NumberFormat(lang, { style: 'percent' }).format;
  const [seen, unseen] = ['train_accuracy', 'validation_accuracy'].map(column);
  const last = (/** @type {number[]} */ values) => percent1(lang)(values.at(-1) ?? 0);
  const words = {
    y: either(lang, 'right', 'juste'),
    label: held(
      either(
        lang,
        `After ${seen.length} epochs, ${last(seen)} of the training pictures are right and ${last(unseen)} of the others.`,
        `Après ${seen.length} époques, ${last(seen)} des images d’entraînement sont justes, et ${last(unseen)} des autres.`,
      ),
    ),
  };
  const lines = [
    { values: seen, name: either(lang, 'its own pictures', 'ses images') },
    { values: unseen, name: either(lang, 'others', 'd’autres'), strong: true },
  ];
  curves(place, lang, { ...words, from: 0.2, to: 0.8, step: 0.1, tick: percent, lines });
}

/**
 * @param {HTMLElement} place
 * @param {Lang} lang
 * @param {{ y: string, label: string, from: number, to: number, step: number, tick: (value: number) => string,
 *   lines: { values: number[], name?: string, strong?: boolean }[] }} options
 */
function curves(place, lang, { y, label, from, to, step, tick, lines }) {
  const [width, height, left, right, top, bottom] = [640, 430, 76, lines.length > 1 ? 164 : 20, 44, 64];
  const { length } = lines[0].values;
  const across = (/** @type {number} */ epoch) =>
    left + ((width - left - right) * (epoch - 1)) / (length - 1);
  const up = (/** @type {number} */ value) =>
    height - bottom - ((height - top - bottom) * (value - from)) / (to - from);
  const grid = [];
  for (let i = 0; i <= Math.round((to - from) / step); i++) {
    const value = from + i * step;
    grid.push(svg('path', { class: 'rule', d: `M${left} ${up(value)}H${width - right}` }));
    grid.push(svg('text', { class: 'end', x: left - 12, y: up(value) + 7 }, held(tick(value))));
  }
  const epochs = [1, ...[10, 20, 30, 40, 50].filter((epoch) => epoch <= length)];
  const drawn = lines.flatMap(({ values, name, strong }) => {
    const d = values.map((value, i) => `${i ? 'L' : 'M'}${across(i + 1).toFixed(1)} ${up(value).toFixed(1)}`);
    const kind = strong || lines.length === 1 ? 'curve strong' : 'curve';
    const end = { x: width - right + 12, y: up(values.at(-1) ?? from) + 7, class: kind.replace('curve', '') };
    return [svg('path', { class: kind, d: d.join('') }), ...(name ? [svg('text', end, name)] : [])];
  });
  place.replaceChildren(
    svg(
      'svg',
      { class: 'drawing chart', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
      ...grid,
      ...epochs.map((e) => svg('text', { class: 'middle', x: across(e), y: height - bottom + 28 }, `${e}`)),
      svg('text', { class: 'quiet', x: left, y: 22 }, y),
      svg('text', { class: 'quiet end', x: width - right, y: height - 8 }, either(lang, 'epochs', 'époques')),
      ...drawn,
    ),
  );
}
