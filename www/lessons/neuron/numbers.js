// The table of the points, and the curve of the loss.
import { make } from '../../dom.js';
import { lineChart } from '../../figures/line.js';
import { axis } from '../../figures/scale.js';
import { withTable } from '../../figures/table.js';
import { answer } from './maths.js';

/** @typedef {import('../shell/words.js').Say} Say */
/** @typedef {(value: number, digits?: number) => string} Written */

/**
 * @param {HTMLElement} place
 * @param {Element} drawing what the table stands behind
 * @param {'en' | 'fr'} lang
 * @param {Say} say
 * @param {{ points: import('./points.js').Point[], network: import('./maths.js').Network, number: Written }} shown
 */
export function pointTable(place, drawing, lang, say, { points, network, number }) {
  const open = place.querySelector('details')?.open;
  const [, behind] = withTable(drawing, lang, {
    ...{ caption: say('pointsTable'), folded: true, open },
    heads: [say('number'), 'x₁', 'x₂', say('target'), say('answers')],
    rows: points.map(({ x, y, label }, i) => [
      ...[`${i + 1}`, number(x), number(y), `${label}`],
      number(answer(network, [x, y]), 3),
    ]),
  });
  place.replaceChildren(behind);
}

/** @param {HTMLElement} place @param {'en' | 'fr'} lang @param {Say} say @param {number[]} losses after each epoch @param {Written} number */
export function lossCurve(place, lang, say, losses, number) {
  if (losses.length < 2) return place.replaceChildren(make('p', { class: 'quiet' }, say('begin')));
  lineChart(place, {
    lang,
    label: say('curve'),
    x: { name: say('epochs') },
    y: {
      name: say('loss'),
      ...axis(0, Math.max(...losses)),
      tick: (value) => number(value),
      value: (value) => number(value, 4),
    },
    lines: [{ values: losses, strong: true }],
    folded: true,
    size: [640, 300],
  });
}
