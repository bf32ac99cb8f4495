import { axis, axisOver, drawn, marks } from './scale.js';
import { svg } from './svg.js';
import { withTable } from './table.js';
import { held } from './words.js';

/** @typedef {import('./words.js').Lang} Lang */
/**
 * @typedef {object} Line
 * @property {ArrayLike<number>} values one at each place of the x axis; NaN where there is none
 * @property {number[]} [places] of these values, where they are not all of the x axis'
 * @property {string} [name] stands at its end, and over its column of the table
 * @property {boolean} [strong]
 * @property {boolean} [dashed]
 */
/**
 * @typedef {object} LineChart
 * @property {Lang} lang
 * @property {string} label what is seen, in a sentence
 * @property {{ name: string, values?: number[], ticks?: number[], text?: (at: number) => string }} x places of the values; default: 1, 2, 3 …
 * @property {{ name: string, from?: number, to?: number, step?: number, tick: (value: number) => string,
 *   value?: (value: number) => string }} y default: an axis round all values; `value` writes those of the table
 * @property {Line[]} lines
 * @property {{ x: number, name: string }[]} [marks] upright lines, such as the best epoch
 * @property {boolean} [gap] whether the space between the first two lines is shaded
 * @property {boolean} [folded] whether everybody may unfold the table, and not screen readers alone
 * @property {[width: number, height: number]} [size] of the drawing's own units; letters are 21 high
 */

/**
 * Draws curves, with the table of their numbers behind them. Drawing again keeps the table as the reader left it.
 * @param {HTMLElement} place
 * @param {LineChart} chart
 */
export function lineChart(
  place,
  { lang, label, x, y, lines, marks: upright = [], gap, folded, size = [640, 430] },
) {
  const [width, height] = size;
  const longest = Math.max(...lines.map(({ name }) => name?.length ?? 0));
  const [left, right, top, bottom] = [76, longest ? 32 + 10.2 * longest : 20, 44, 64];
  const places = x.values ?? Array.from(lines[0].values, (_, i) => i + 1);
  const [first, last] = [places[0], places.at(-1) ?? 1];
  const placeText = x.text ?? String;
  const all = lines.flatMap(({ values }) => Array.from(values)).filter(Number.isFinite);
  const { from, to, step } = axisOver(all, y);

  const across = (/** @type {number} */ at) =>
    last === first
      ? (left + width - right) / 2
      : left + ((width - left - right) * (at - first)) / (last - first);
  const up = (/** @type {number} */ value) =>
    height - bottom - ((height - top - bottom) * (value - from)) / (to - from);
  const point = (/** @type {Line} */ { values, places: own = places }, /** @type {number} */ i) =>
    `${across(own[i]).toFixed(1)} ${up(values[i]).toFixed(1)}`;

  const path = (/** @type {Line} */ line) => {
    let pen = 'M';
    return drawn(line.values).reduce((d, i) => {
      if (!Number.isFinite(line.values[i])) pen = 'M';
      else {
        d += pen + point(line, i);
        pen = 'L';
      }
      return d;
    }, '');
  };
  const kind = (/** @type {Line} */ { strong, dashed }) =>
    `${strong || lines.length === 1 ? ' strong' : ''}${dashed ? ' dashed' : ''}`;

  const drawing = svg(
    'svg',
    { class: 'drawing chart', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': held(label) },
    ...marks({ from, to, step }).flatMap((value) => [
      svg('path', { class: 'rule', d: `M${left} ${up(value)}H${width - right}` }),
      svg('text', { class: 'end', x: left - 12, y: up(value) + 7 }, held(y.tick(value))),
    ]),
    ...(x.ticks ?? steps(first, last)).map((at) =>
      svg('text', { class: 'middle', x: across(at), y: height - bottom + 28 }, placeText(at)),
    ),
    svg('text', { class: 'quiet', x: left, y: 22 }, y.name),
    svg('text', { class: 'quiet end', x: width - right, y: height - 8 }, x.name),
    ...(gap && lines.length > 1
      ? [svg('path', { class: 'gap', d: between(lines[0], lines[1], point) })]
      : []),
    ...upright.flatMap((mark) => [
      svg('path', { class: 'upright', d: `M${across(mark.x)} ${top}V${height - bottom}` }),
      svg('text', { class: 'middle', x: across(mark.x), y: top - 8 }, held(mark.name)),
    ]),
    ...lines.map((line) => svg('path', { class: `curve${kind(line)}`, d: path(line) })),
    // A curve of one point has no length.
    ...lines.flatMap((line) =>
      line.values.length === 1
        ? [
            svg('circle', {
              class: `dot${kind(line)}`,
              cx: across((line.places ?? places)[0]),
              cy: up(line.values[0]),
              r: 6,
            }),
          ]
        : [],
    ),
    ...ends(lines, up, height - bottom).map(({ line, at }) =>
      svg('text', { x: width - right + 12, y: at + 7, class: kind(line).trim() }, line.name ?? ''),
    ),
  );
  const value = y.value ?? y.tick;
  const open = place.querySelector('details')?.open;
  place.replaceChildren(
    ...withTable(drawing, lang, {
      ...{ caption: label, folded, open },
      heads: [x.name, ...lines.map(({ name }) => name ?? y.name)],
      rows: drawn(places).map((i) => [
        placeText(places[i]),
        ...lines.map(({ values, places: own }) => {
          const found = values[own ? own.indexOf(places[i]) : i];
          return Number.isFinite(found) ? held(value(found)) : '–';
        }),
      ]),
    }),
  );
}

/** Whole numbers along the x axis, with its first. @param {number} first @param {number} last */
function steps(first, last) {
  const { step } = axis(first, last);
  const whole = Math.max(1, Math.round(step));
  const from = Math.ceil((first + 0.5 * whole) / whole) * whole;
  const others = Array.from(
    { length: Math.max(0, Math.floor((last - from) / whole) + 1) },
    (_, i) => from + i * whole,
  );
  return [first, ...others];
}

/** The outline of what lies between two curves. @param {Line} a @param {Line} b @param {(line: Line, i: number) => string} point */
function between(a, b, point) {
  const both = drawn(a.values).filter((i) => Number.isFinite(a.values[i]) && Number.isFinite(b.values[i]));
  if (both.length < 2) return '';
  const there = both.map((i) => point(a, i));
  const back = both.toReversed().map((i) => point(b, i));
  return `M${[...there, ...back].join('L')}Z`;
}

/**
 * Where the names of the curves stand: at their ends, as far apart as letters are high.
 * @param {Line[]} lines
 * @param {(value: number) => number} up
 * @param {number} foot
 */
function ends(lines, up, foot) {
  const named = lines
    .filter(({ name }) => name)
    .map((line) => {
      const last = Array.from(line.values).findLast(Number.isFinite);
      return { line, at: last === undefined ? foot : up(last) };
    })
    .sort((a, b) => a.at - b.at);
  for (let i = 1; i < named.length; i++) named[i].at = Math.max(named[i].at, named[i - 1].at + 24);
  return named;
}
