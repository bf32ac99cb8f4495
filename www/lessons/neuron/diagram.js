import { svg } from '../../figures/svg.js';
import { withTable } from '../../figures/table.js';

/** @typedef {import('./maths.js').Network} Network */
/** @typedef {import('./maths.js').Pass} Pass */
/** @typedef {import('./maths.js').Gradients} Gradients */
/** @typedef {{ name: string, data: number, gradient: number | null, x: number, y: number, out?: boolean }} Node */

const [WIDTH, RADIUS, EDGE] = [460, 36, 56];
const BELOW = '₀₁₂₃₄₅₆₇₈₉';

/**
 * Draws a network as nodes that hold their data and, where a target is known, the gradient of the loss.
 * @param {HTMLElement} place
 * @param {'en' | 'fr'} lang
 * @param {import('../shell/words.js').Say} say
 * @param {{ network: Network, pass: Pass, gradients: Gradients | null, number: (value: number) => string }} shown
 */
export function diagram(place, lang, say, { network, pass, gradients, number }) {
  const columns = columnsOf(network, pass, gradients);
  const most = Math.max(...columns.map(({ length }) => length));
  const height = 132 * most + 8;
  columns.forEach((nodes, i) =>
    nodes.forEach((node, k) => {
      node.x = EDGE + ((WIDTH - 2 * EDGE) * i) / (columns.length - 1);
      node.y = (height * (k + 0.5)) / nodes.length + 6;
    }),
  );
  const one = network.layers.length === 1;
  const edges = network.layers.flatMap((layer, i) =>
    layer.flatMap(([, ...weights], k) =>
      weights.map((w, j) => {
        const [from, to] = [columns[i][j], columns[i + 1][k]];
        const d = `M${from.x + RADIUS} ${from.y}L${to.x - RADIUS} ${to.y}`;
        const kind = w < 0 ? 'weight below' : 'weight above';
        const path = svg('path', { class: kind, d, 'stroke-width': Math.min(9, 1 + 2 * Math.abs(w)) });
        if (!one) return [path];
        const at = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + (j ? 26 : -12) };
        return [path, svg('text', { class: 'middle label', ...at }, `w${BELOW[j + 1]} = ${number(w)}`)];
      }),
    ),
  );
  if (one) {
    const [sum, y] = [columns[1][0], columns[2][0]];
    edges.push([
      svg('path', { class: 'line', d: `M${sum.x + RADIUS} ${sum.y}H${y.x - RADIUS}` }),
      svg('text', { class: 'middle', x: (sum.x + y.x) / 2, y: sum.y - 10 }, 'f'),
      svg(
        'text',
        { class: 'middle', x: sum.x, y: sum.y - RADIUS - 36 },
        `w₀ = ${number(network.layers[0][0][0])}`,
      ),
    ]);
  }
  const nodes = columns.flat();
  const drawing = svg(
    'svg',
    { class: 'drawing nodes', viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': say('nodesAlt') },
    ...edges.flat(),
    ...nodes.flatMap(({ name, data, gradient, x, y, out }) => [
      svg('g', { class: 'node' }, svg('circle', { cx: x, cy: y, r: RADIUS, ...(out && { class: 'out' }) })),
      svg('text', { class: 'middle name', x, y: y - RADIUS - 10 }, name),
      svg('text', { class: out ? 'middle data on' : 'middle data', x, y: y + 7 }, number(data)),
      ...(gradient === null
        ? []
        : [svg('text', { class: 'middle gradient', x, y: y + RADIUS + 24 }, `∂ ${number(gradient)}`)]),
    ]),
  );
  const open = place.querySelector('details')?.open;
  place.replaceChildren(
    ...withTable(drawing, lang, {
      ...{ caption: say('nodesAlt'), folded: true, open },
      heads: [say('node'), say('data'), say('gradient')],
      rows: [
        ...nodes.map(({ name, data, gradient }) => [
          name,
          number(data),
          gradient === null ? '–' : number(gradient),
        ]),
        ...weightRows(network, gradients, number),
      ],
    }),
  );
}

/** @param {Network} network @param {Pass} pass @param {Gradients | null} gradients @returns {Node[][]} */
function columnsOf({ layers }, pass, gradients) {
  const nodes = (
    /** @type {number[]} */ values,
    /** @type {number[] | undefined} */ by,
    /** @type {(k: number) => string} */ name,
  ) => values.map((data, k) => ({ name: name(k), data, gradient: by ? by[k] : null, x: 0, y: 0 }));
  const last = layers.length;
  const inputs = nodes(pass.data[0], gradients?.data[0], (k) => `x${BELOW[k + 1]}`);
  const middle =
    last > 1
      ? nodes(pass.data[1], gradients?.data[1], (k) => `h${BELOW[k + 1]}`)
      : nodes(pass.sums[0], gradients?.sums[0], () => 'Σ');
  const answer = nodes(pass.data[last], gradients?.data[last], () => 'y').map((node) => ({
    ...node,
    out: true,
  }));
  return [inputs, middle, answer];
}

/** @param {Network} network @param {Gradients | null} gradients @param {(value: number) => string} number */
function weightRows({ layers }, gradients, number) {
  return layers.flatMap((layer, i) =>
    layer.flatMap((row, j) =>
      row.map((w, k) => {
        const of = layers.length === 1 ? '' : i === 0 ? `h${BELOW[j + 1]} ` : 'y ';
        return [`${of}w${BELOW[k]}`, number(w), gradients ? number(gradients.weights[i][j][k]) : '–'];
      }),
    ),
  );
}
