import { make } from '../../dom.js';
import { either, held, nameOf, percent1, whole } from '../words.js';

/** @typedef {import('../words.js').Lang} Lang */
/** @typedef {import('./data.js').Confusion} Confusion */

/** @type {Record<string, [across: number, down: number]>} */
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * A confusion matrix as a table, each cell tinted by its share of the row; the pointer or the arrow keys name a cell in a sentence.
 * @param {HTMLElement} place
 * @param {Lang} lang
 * @param {Confusion} evaluation
 */
export function confusion(place, lang, { labels, confusion }) {
  const names = labels.map((label) => nameOf(lang, label));
  const sums = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const sentence = make('p', { class: 'sentence', role: 'status' });
  const cells = confusion.map((row, i) =>
    row.map((count, j) => {
      const share = count / sums[i];
      const kind = `${i === j ? 'right' : ''} ${share > 0.5 ? 'most' : ''}`.trim();
      const cell = make('td', { class: kind || false, tabindex: i + j ? -1 : 0 }, whole(lang)(count));
      // No tint between: on it neither ink nor paper could be read.
      cell.style.setProperty('--tint', `${share > 0.5 ? 60 + 40 * share : 90 * share}%`);
      const tell = () => {
        sentence.textContent = held(said(lang, [names[i], names[j]], [count, sums[i]]));
      };
      cell.addEventListener('pointerenter', tell);
      cell.addEventListener('focus', tell);
      return cell;
    }),
  );
  const corner = make(
    'td',
    { class: 'corner' },
    make('span', {}, either(lang, 'labelled ↓', 'étiqueté ↓')),
    make('span', {}, either(lang, 'read as →', 'lu →')),
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
    make('thead', {}, head),
    make('tbody', {}, ...rows),
  );
  table.addEventListener('keydown', (event) => walk(event, cells));
  // On paper nobody points: the commonest mistake stands there.
  sentence.textContent = held(
    document.documentElement.dataset.view === 'print'
      ? worst(lang, names, confusion, sums)
      : either(lang, 'Point at a cell, or take the arrow keys.', 'Pointez une case, ou prenez les flèches.'),
  );
  place.replaceChildren(table, sentence);
}

/** @type {(lang: Lang, names: string[], confusion: number[][], sums: number[]) => string} */
function worst(lang, names, confusion, sums) {
  const wrong = confusion.flatMap((row, i) =>
    row.map((count, j) => ({ i, j, count, share: i === j ? 0 : count / sums[i] })),
  );
  const { i, j, count } = wrong.reduce((a, b) => (b.share > a.share ? b : a));
  return said(lang, [names[i], names[j]], [count, sums[i]]);
}

/**
 * @param {Lang} lang
 * @param {string[]} names the label, and what was read
 * @param {number[]} counts how many, of how many
 */
function said(lang, [label, read], [count, sum]) {
  const [n, of, share] = [whole(lang)(count), whole(lang)(sum), percent1(lang)(count / sum)];
  return either(
    lang,
    `${n} of ${of} pictures labelled ${label} ${count === 1 ? 'is' : 'are'} read as ${read}: ${share}.`,
    `${n} des ${of} images étiquetées « ${label} » ${count > 1 ? 'sont lues' : 'est lue'} « ${read} » : ${share}.`,
  );
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
