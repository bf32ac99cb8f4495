import { make } from '../dom.js';
import { marks } from './scale.js';
import { held, percent1, say } from './words.js';

/** @typedef {import('./words.js').Lang} Lang */
/** @typedef {{ name: string, share: number, interval?: number[], strong?: boolean, text?: string }} Row */

/**
 * Shares on one axis, each with its 95 % interval: a table whose middle column is drawn.
 * @param {Lang} lang
 * @param {{ name: string, share: string }} heads
 * @param {Row[]} rows
 * @param {{ from?: number, to?: number, step?: number }} [axis] default: every 5 %, round all intervals
 */
export function intervals(lang, heads, rows, { from, to, step = 0.05 } = {}) {
  const percent = percent1(lang);
  const round = new Intl.NumberFormat(lang, { style: 'percent' }).format;
  const ends = rows.flatMap(({ share, interval }) => interval ?? [share]);
  const low = from ?? step * Math.floor(Math.min(...ends) / step);
  const high = to ?? step * Math.ceil(Math.max(...ends) / step);
  const at = (/** @type {number} */ share) => String((share - low) / (high - low));
  const ticks = marks({ from: low, to: high, step }).map((share) => {
    const tick = make('span', { class: 'tick' }, round(share));
    tick.style.setProperty('--at', at(share));
    return tick;
  });
  const between = (/** @type {number[]} */ [from, to]) =>
    say(lang, 'fromTo', { from: percent(from), to: percent(to) });
  const body = rows.map(({ name, share, interval, strong, text = percent(share) }) => {
    const mark = make('span', { class: 'mark' });
    mark.style.setProperty('--at', at(share));
    const line = make('span', { class: 'interval' });
    line.style.setProperty('--from', at(interval?.[0] ?? share));
    line.style.setProperty('--to', at(interval?.[1] ?? share));
    return make(
      'tr',
      { class: strong ? 'strong' : false },
      make('th', { scope: 'row' }, held(name)),
      make('td', { class: 'scale', 'aria-hidden': 'true' }, line, mark),
      make('td', { class: 'amount' }, held(text)),
      make('td', { class: 'unseen' }, interval ? between(interval) : '–'),
    );
  });
  const head = [
    make('th', { scope: 'col' }, heads.name),
    make('th', { class: 'scale ticks', scope: 'col', 'aria-hidden': 'true' }, ...ticks),
    make('th', { scope: 'col', class: 'amount' }, heads.share),
    make('th', { scope: 'col', class: 'unseen' }, say(lang, 'interval')),
  ];
  const table = make(
    'table',
    { class: 'rungs' },
    make('thead', {}, make('tr', {}, ...head)),
    make('tbody', {}, ...body),
  );
  table.style.setProperty('--step', String(step / (high - low)));
  return table;
}
