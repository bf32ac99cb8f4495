import { make } from '../../dom.js';
import { held, percent1 } from '../../figures/words.js';

/**
 * Scores measured from their own "always the largest": a table whose second column is drawn.
 * @param {import('../shell/words.js').Say} say
 * @param {import('../../figures/words.js').Lang} lang
 * @param {{ name: string, accuracy: number, baseline: number, taken: number }[]} rows
 */
export function roomTable(say, lang, rows) {
  const percent = percent1(lang);
  const cell = (/** @type {string} */ head, /** @type {number} */ value, strong = false) =>
    make('td', { 'data-head': say(head), class: strong ? 'strong' : false }, held(percent(value)));
  const body = rows.map(({ name, accuracy, baseline, taken }) => {
    const [given, added] = [make('span', { class: 'given' }), make('span', { class: 'added' })];
    given.style.setProperty('--share', String(baseline));
    added.style.setProperty('--share', String(accuracy - baseline));
    return make(
      'tr',
      {},
      make('th', { scope: 'row' }, held(name)),
      make('td', { class: 'drawn', 'aria-hidden': 'true' }, make('span', { class: 'scale' }, given, added)),
      cell('right', accuracy),
      cell('always', baseline),
      cell('taken', taken, true),
    );
  });
  const head = [
    make('th', { scope: 'col' }, say('who')),
    make('td', { class: 'drawn', 'aria-hidden': 'true' }),
    ...['right', 'always', 'taken'].map((key) => make('th', { scope: 'col' }, say(key))),
  ];
  return make(
    'table',
    { class: 'room-taken' },
    make('caption', { class: 'unseen' }, say('room')),
    make('thead', {}, make('tr', {}, ...head)),
    make('tbody', {}, ...body),
  );
}
