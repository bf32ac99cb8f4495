import { make } from '../../dom.js';
import { svg } from '../../figures/svg.js';
import { held } from '../../figures/words.js';
import { say } from '../words/say.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */

/** Columns of neurons, each joined to each of the next. @param {HTMLElement} place @param {Lang} lang */
export function layers(place, lang) {
  const columns = [6, 5, 4, 3];
  const [width, height, margin] = [640, 420, 46];
  const at = (/** @type {number} */ column, /** @type {number} */ row) => {
    const x = margin + ((width - 2 * margin) * column) / (columns.length - 1);
    const y = 180 + (row - (columns[column] - 1) / 2) * 62;
    return [x, y];
  };
  const lines = [];
  const nodes = [];
  for (const [column, count] of columns.entries()) {
    for (let row = 0; row < count; row++) {
      const [cx, cy] = at(column, row);
      for (let to = 0; to < (columns[column + 1] ?? 0); to++)
        lines.push(`M${cx} ${cy}L${at(column + 1, to).join(' ')}`);
      const end = column === columns.length - 1;
      nodes.push(svg('circle', { cx, cy, r: 20, class: end && row === 1 ? 'out' : '' }));
    }
  }
  const [first, second, third, last] = columns.map((_, i) => at(i, 0)[0]);
  const text = (/** @type {number} */ x, /** @type {string} */ words, kind = 'middle') =>
    svg('text', { x, y: height - 14, class: kind }, words);
  place.replaceChildren(
    svg(
      'svg',
      { class: 'drawing', viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' },
      svg('path', { class: 'line thin', d: lines.join('') }),
      svg('g', { class: 'node' }, ...nodes),
      text(first - margin, say(lang, 'pixels'), ''),
      text((second + third) / 2, say(lang, 'between')),
      text(last + margin, say(lang, 'classes'), 'end'),
    ),
  );
}

const BLOCK = [
  [10, 10, 200],
  [10, 10, 200],
  [10, 10, 200],
];
const SOBEL = [
  [-1, 0, 1],
  [-2, 0, 2],
  [-1, 0, 1],
];

/** The steps of one convolution, with numbers. @param {HTMLElement} place @param {Lang} lang */
export function convolution(place, lang) {
  const turned = SOBEL.map((row) => [...row].reverse()).reverse();
  const products = BLOCK.map((row, y) => row.map((value, x) => value * turned[y][x]));
  const sum = products.flat().reduce((a, b) => a + b);
  const step = (/** @type {string} */ words, /** @type {Node} */ content) =>
    make('figure', {}, content, make('figcaption', {}, held(words)));
  const sign = (/** @type {string} */ text) => make('span', { class: 'sign', 'aria-hidden': 'true' }, text);
  place.replaceChildren(
    step(say(lang, 'filter'), grid(SOBEL, [2, 2])),
    sign('↻'),
    step(say(lang, 'rotated'), grid(turned, [0, 0])),
    sign('×'),
    step(say(lang, 'ninePixels'), grid(BLOCK, [0, 0], true)),
    sign('='),
    step(say(lang, 'nineProducts'), grid(products, [0, 0])),
    sign('Σ'),
    step(say(lang, 'sum'), make('p', { class: 'number' }, signed(sum))),
  );
}

/** With a minus sign in place of a hyphen. @param {number} value */
const signed = (value) => String(value).replace('-', '−');

/**
 * @param {number[][]} values
 * @param {[x: number, y: number]} marked
 * @param {boolean} [grey] whether they are grey values
 */
function grid(values, marked, grey = false) {
  const rows = values.map((row, y) =>
    make(
      'tr',
      {},
      ...row.map((value, x) => {
        const classes = [x === marked[0] && y === marked[1] ? 'marked' : '', grey ? 'grey' : ''];
        if (grey && value > 128) classes.push('bright');
        return make('td', { class: classes.join(' ').trim() || false }, signed(value || 0));
      }),
    ),
  );
  return make('table', { class: 'grid' }, make('tbody', {}, ...rows));
}
