// The chart of the readme: how long a face takes in each engine. Its colours read on white and on black alike, as a page's
// theme need not be the system's.

/** @typedef {{ median_ms: number, p95_ms: number }} Times */

const WIDTH = 720;
const LEFT = 164; // where bars begin
const RIGHT = 84; // room for a figure
const ROW = 26;
const BAR = 16;
const GREY = '#757d88';
const PEER = '#8f98a5';
/** @type {Record<string, string>} */
const COLOURS = { mimique: '#e0672f', 'mimique-simd128': '#e0a284' };

/** @type {Record<string, string>} */
const TITLES = {
  mimique: 'mimique',
  'mimique-simd128': 'mimique, plain SIMD',
  candle: 'candle',
  'onnxruntime-web': 'ONNX Runtime Web',
  tfjs: 'TensorFlow.js',
};

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** @param {number} x @param {number} y @param {string} text @param {string} [attributes] */
const words = (x, y, text, attributes = '') =>
  `<text x="${x}" y="${y}"${attributes && ` ${attributes}`}>${escaped(text)}</text>`;

/** @param {Record<string, any>} results of `npm run bench` */
export function chart({ machine, inference }) {
  /** @type {string[]} */
  const parts = [];
  let y = 22;
  parts.push(words(0, y, 'One face through the network, in the browser', 'font-size="17" font-weight="600"'));
  y += 22;
  parts.push(words(0, y, 'median milliseconds on one thread, less is better; each network on its own scale'));
  for (const [model, figures] of Object.entries(inference)) {
    y += 40;
    const mflop = figures.gflops * figures.mimique.median_ms;
    parts.push(words(0, y, `${model}, ${mflop.toFixed(1)} MFLOP`, 'font-weight="600"'));
    y += 10;
    parts.push(...panel(figures, y));
    y += ROW * engines(figures).length;
  }
  y += 30;
  const where = `${machine.cpu}, Chromium ${String(machine.chromium).split('.')[0]}`;
  parts.push(words(0, y, where, 'font-size="12"'));
  const size = `width="${WIDTH}" height="${y + 10}" viewBox="0 0 ${WIDTH} ${y + 10}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="t" fill="${GREY}"`,
    `  font-family="system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif" font-size="14">`,
    '<title id="t">Median milliseconds of one face through each network, by engine</title>',
    ...parts,
    '</svg>\n',
  ].join('\n');
}

/** The engines that were measured, fastest first. @param {Record<string, any>} figures @returns {[string, Times][]} */
const engines = (figures) =>
  Object.entries(figures)
    .filter(([name]) => name in TITLES)
    .sort(([, a], [, b]) => a.median_ms - b.median_ms);

/** @param {Record<string, any>} figures @param {number} top */
function panel(figures, top) {
  const rows = engines(figures);
  const slowest = Math.max(...rows.map(([, { median_ms }]) => median_ms));
  return rows.map(([name, { median_ms }], i) => {
    const y = top + i * ROW;
    const width = Math.round(((WIDTH - LEFT - RIGHT) * median_ms) / slowest);
    const weight = name === 'mimique' ? 'font-weight="600"' : '';
    const base = y + ROW / 2 + 5;
    return [
      words(0, base, TITLES[name], weight),
      `<rect x="${LEFT}" y="${y + (ROW - BAR) / 2}" width="${width}" height="${BAR}" rx="2" fill="${COLOURS[name] ?? PEER}"/>`,
      words(LEFT + width + 8, base, `${median_ms.toPrecision(3)} ms`, weight),
    ].join('');
  });
}
