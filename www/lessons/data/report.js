import { make } from '../../dom.js';
import { whole } from '../../figures/words.js';
import { faultText } from '../../data/words.js';
import { duplicates } from './own.js';

/** Faults listed; the others are counted. */
const LISTED = 200;

/**
 * What is wrong with a dataset: rows that cannot be read, and pictures that occur more than once.
 * @param {import('../shell/words.js').Say} say
 * @param {import('../../figures/words.js').Lang} lang
 * @param {import('../../data/collection.js').Dataset} dataset
 * @returns {Node[]}
 */
export function ownReport(say, lang, dataset) {
  return [
    make('div', { class: 'faults' }, ...faults(say, lang, dataset)),
    make('div', { class: 'duplicates' }, make('h3', {}, say('duplicates')), ...twice(say, lang, dataset)),
  ];
}

/** @type {(say: import('../shell/words.js').Say, lang: import('../../figures/words.js').Lang, dataset: import('../../data/collection.js').Dataset) => Node[]} */
function faults(say, lang, { faults, bad }) {
  const title = say('faults', { bad: whole(lang)(bad) });
  if (!bad) return [make('h3', {}, title), make('p', {}, say('faultsNone'))];
  const listed = faults.slice(0, LISTED);
  return [
    make('h3', {}, title),
    make(
      'div',
      { class: 'fault-list', tabindex: 0, role: 'region', 'aria-label': title },
      make(
        'ul',
        {},
        ...listed.map((fault) => make('li', {}, faultText(lang, fault))),
        ...(bad > listed.length
          ? [make('li', {}, say('faultsMore', { n: whole(lang)(bad - listed.length) }))]
          : []),
      ),
    ),
  ];
}

/** @type {(say: import('../shell/words.js').Say, lang: import('../../figures/words.js').Lang, dataset: import('../../data/collection.js').Dataset) => Node[]} */
function twice(say, lang, dataset) {
  const found = duplicates(dataset);
  if (!found.length) return [make('p', {}, say('duplicatesNone'))];
  const number = whole(lang);
  const head = ['where', 'pictures', 'otherLabel'].map((key) => make('th', { scope: 'col' }, say(key)));
  const rows = found.map(({ split, before, n, otherLabel }) =>
    make(
      'tr',
      {},
      make('th', { scope: 'row' }, say(split === before ? 'inside' : 'across', { split, before })),
      make('td', {}, number(n)),
      make('td', {}, number(otherLabel)),
    ),
  );
  return [
    make(
      'table',
      { class: 'twice' },
      make('caption', { class: 'unseen' }, say('duplicates')),
      make('thead', {}, make('tr', {}, ...head)),
      make('tbody', {}, ...rows),
    ),
    make('p', { class: 'quiet' }, say('duplicatesNote')),
  ];
}
