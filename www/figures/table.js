import { make } from '../dom.js';
import { held, say } from './words.js';

/** @typedef {import('./words.js').Lang} Lang */

let count = 0;

/**
 * Puts a table behind a drawing: the same numbers for whoever cannot see it, or wants to copy them.
 * @param {Element} drawing
 * @param {Lang} lang
 * @param {{ caption: string, heads: string[], rows: string[][], folded?: boolean, open?: boolean }} table the first of a row is
 *   its head; `folded`: for everybody to unfold, else for screen readers alone
 * @returns {Element[]} the drawing and its table
 */
export function withTable(drawing, lang, { caption, heads, rows, folded = false, open = false }) {
  const [first, ...others] = heads;
  const table = make(
    'table',
    { id: `table-${count++}`, class: 'numbers-behind' },
    make('caption', { class: 'unseen' }, held(caption)),
    make(
      'thead',
      {},
      make('tr', {}, ...[first, ...others].map((text) => make('th', { scope: 'col' }, held(text)))),
    ),
    make(
      'tbody',
      {},
      ...rows.map(([head, ...cells]) =>
        make('tr', {}, make('th', { scope: 'row' }, head), ...cells.map((text) => make('td', {}, text))),
      ),
    ),
  );
  drawing.setAttribute('aria-details', table.id);
  if (!folded) return [drawing, make('div', { class: 'unseen' }, table)];
  const summary = make('summary', {}, say(lang, 'numbers'));
  const scroll = make(
    'div',
    { class: 'numbers-scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    table,
  );
  return [drawing, make('details', { class: 'behind', open }, summary, scroll)];
}
