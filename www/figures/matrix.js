import { make } from '../dom.js';
import { held, nameOf, percent1, say, whole } from './words.js';

/** @typedef {import('./words.js').Lang} Lang */
/**
 * @typedef {object} Confusion
 * @property {string[]} labels
 * @property {number[][]} confusion rows true, columns predicted
 */

/** @type {Record<string, [across: number, down: number]>} */
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * A confusion matrix as a table, each cell tinted by its share; the pointer or the arrow keys name a cell in a sentence.
 * @param {HTMLElement} place
 * @param {Lang} lang
 * @param {Confusion} evaluation
 * @param {{ show?: 'counts' | 'rows' | 'columns', worst?: boolean, caption?: string, pick?: (row: number, column: number) => void }} [options] `show`: what the cells hold,
 *   counts or shares of their row (recall) or column (precision); `worst`: the sentence begins with the commonest mistake;
 *   `pick`: is told which cell was clicked or entered
 * @returns {(confusion: number[][]) => void} shows other counts of the same labels: the cell that has the focus keeps it
 */
export function matrix(
  place,
  lang,
  { labels, confusion },
  { show = 'counts', worst = false, caption, pick } = {},
) {
  const names = labels.map((label) => nameOf(lang, label));
  const by = show === 'columns' ? 'columns' : 'rows';
  const percent = new Intl.NumberFormat(lang, { style: 'percent' }).format;
  const sentence = make('p', { class: 'sentence', role: 'status' });
  let counts = confusion;
  let sums = sumsOf(counts);
  const of = (/** @type {number} */ i, /** @type {number} */ j) =>
    by === 'columns' ? sums.across[j] : sums.down[i];
  /** Says again what was last said, with the counts of now. */
  let tell = () => {
    sentence.textContent = worst
      ? commonest(lang, names, counts, sums.down)
      : say(lang, pick ? 'pick' : 'point');
  };
  const cells = labels.map((_, i) =>
    labels.map((_, j) => {
      const cell = make('td', { tabindex: i + j ? -1 : 0 });
      const point = () => {
        tell = () => {
          sentence.textContent = said(lang, by, [names[i], names[j]], [counts[i][j], of(i, j)]);
        };
        tell();
      };
      cell.addEventListener('pointerenter', point);
      cell.addEventListener('focus', point);
      if (pick) enterable(cell, () => pick(i, j));
      return cell;
    }),
  );
  const corner = make(
    'th',
    { class: 'corner', scope: 'col' },
    make('span', {}, say(lang, 'labelled')),
    make('span', {}, say(lang, 'readAs')),
  );
  const head = make(
    'tr',
    {},
    corner,
    ...names.map((name) => make('th', { scope: 'col' }, make('span', {}, name))),
  );
  const rows = cells.map((row, i) => make('tr', {}, make('th', { scope: 'row' }, names[i]), ...row));
  const table = make(
    'table',
    { class: `confusion of-${labels.length}` },
    ...(caption ? [make('caption', { class: 'unseen' }, caption)] : []),
    make('thead', {}, head),
    make('tbody', {}, ...rows),
  );
  table.addEventListener('keydown', (event) => walk(event, cells));

  /** @param {number[][]} next */
  function fill(next) {
    counts = next;
    sums = sumsOf(counts);
    cells.forEach((row, i) =>
      row.forEach((cell, j) => {
        const share = of(i, j) ? counts[i][j] / of(i, j) : 0;
        cell.classList.toggle('right', i === j);
        cell.classList.toggle('most', share > 0.5);
        // No tint between: on it neither ink nor paper could be read.
        cell.style.setProperty('--tint', `${share > 0.5 ? 60 + 40 * share : 90 * share}%`);
        const text = show === 'counts' ? whole(lang)(counts[i][j]) : held(percent(share));
        if (cell.textContent !== text) cell.textContent = text;
      }),
    );
    tell();
  }
  fill(confusion);
  place.replaceChildren(table, sentence);
  return fill;
}

/** How many pictures stand in each row and each column. @param {number[][]} counts */
function sumsOf(counts) {
  const total = (/** @type {number[]} */ row) => row.reduce((sum, count) => sum + count, 0);
  return { down: counts.map(total), across: counts.map((_, j) => total(counts.map((row) => row[j]))) };
}

/** @param {HTMLElement} cell @param {() => void} act */
function enterable(cell, act) {
  cell.classList.add('pickable');
  cell.addEventListener('click', act);
  cell.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
}

/** @type {(lang: Lang, names: string[], confusion: number[][], sums: number[]) => string} */
function commonest(lang, names, confusion, sums) {
  const wrong = confusion.flatMap((row, i) =>
    row.map((count, j) => ({ i, j, count, share: i === j ? 0 : count / sums[i] })),
  );
  const { i, j, count } = wrong.reduce((a, b) => (b.share > a.share ? b : a));
  return said(lang, 'rows', [names[i], names[j]], [count, sums[i]]);
}

/**
 * @param {Lang} lang
 * @param {'rows' | 'columns'} by
 * @param {string[]} names the label, and what was read
 * @param {number[]} counts how many, of how many
 */
function said(lang, by, [label, read], [count, sum]) {
  const number = new Intl.PluralRules(lang).select(count) === 'one' ? 'One' : 'Other';
  return say(lang, `${by}${number}`, {
    ...{ n: whole(lang)(count), of: whole(lang)(sum), share: percent1(lang)(sum ? count / sum : 0) },
    ...{ label, read },
  });
}

/**
 * One cell at a time can be tabbed to; the arrow keys go on from there, and leave the slide alone.
 * @param {KeyboardEvent} event
 * @param {HTMLElement[][]} cells
 */
function walk(event, cells) {
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  const i = cells.findIndex((row) => row.includes(/** @type {HTMLElement} */ (event.target)));
  if (i < 0) return;
  event.preventDefault();
  event.stopPropagation();
  const j = cells[i].indexOf(/** @type {HTMLElement} */ (event.target));
  const next = cells[i + step[1]]?.[j + step[0]];
  if (!next) return;
  cells[i][j].tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
