import { make } from '../dom.js';
import { held } from './words.js';

/** A bar from 0 to its share of the whole. @param {number} share @param {boolean} [strong] */
export function bar(share, strong = false) {
  const fill = make('span', { class: strong ? 'fill strong' : 'fill' });
  fill.style.setProperty('--share', String(share));
  return make('span', { class: 'track' }, fill);
}

/**
 * Bars below one another, each with its name and its amount in words.
 * @param {{ name: string, share: number, text: string, strong?: boolean }[]} rows `share`: from 0 to 1
 */
export function barList(rows) {
  const items = rows.map(({ name, share, text, strong }) =>
    make(
      'li',
      { class: strong ? 'strong' : false },
      make('span', { class: 'name' }, held(name)),
      make('span', { class: 'amount' }, held(text)),
      bar(share, strong),
    ),
  );
  return make('ul', { class: 'bars' }, ...items);
}
