import { make } from '../../dom.js';
import { about } from '../../figures/checkpoint.js';
import { painted } from './pictures.js';
import { svg } from '../../figures/svg.js';
import { held, whole } from '../../figures/words.js';
import { say } from '../words/say.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */
/** @typedef {{ size: number, channels: number, pool: number, kernel: number }} Stage */

export const article = new URL('../../../models/lenet5-article.safetensors', import.meta.url);
const page = new URL('../../../models/lenet.safetensors', import.meta.url);

/** @type {Promise<Awaited<ReturnType<typeof about>>[]> | null} */
let loading = null;
const checkpoints = () => (loading ??= Promise.all([article, page].map(about)));

const titles = (/** @type {Lang} */ lang) => [say(lang, 'lenet5'), say(lang, 'pageNetwork')];

/** The first layer's filters of both networks. @param {HTMLElement} place @param {Lang} lang */
export async function filters(place, lang) {
  const parts = (await checkpoints()).map(({ kernel, filters }, n) => {
    const size = kernel * kernel;
    const squares = Array.from({ length: filters.length / size }, (_, i) => {
      const canvas = make('canvas', { width: kernel, height: kernel });
      const weights = filters.subarray(i * size, (i + 1) * size);
      const most = Math.max(...weights.map(Math.abs)); // each from black to white: some are faint
      const image = painted(weights, kernel, (w) => 127.5 * (1 + w / most));
      canvas.getContext('2d')?.putImageData(image, 0, 0);
      return canvas;
    });
    const label = say(lang, 'filters', { n: squares.length, kernel });
    return make(
      'figure',
      {},
      make('div', { class: 'squares', role: 'img', 'aria-label': label }, ...squares),
      make('figcaption', {}, `${titles(lang)[n]}${say(lang, 'colon')}${label}`),
    );
  });
  place.replaceChildren(...parts);
}

/** Both networks, with the shapes of what goes through them. @param {HTMLElement} place @param {Lang} lang */
export async function networks(place, lang) {
  const rows = (await checkpoints()).map(({ architecture, labels, parameters }, n) => {
    let size = 48;
    /** @type {Stage[]} */
    const stages = architecture.blocks.map(({ channels, kernel, padding, pool }) => {
      size = Math.floor((size + 2 * padding - kernel + 1) / pool);
      return { size, channels, pool, kernel };
    });
    const dense = [...(architecture.dense ?? []), labels.length];
    const input = { size: 48, channels: 1, pool: 1, kernel: 0 };
    const weights = `${whole(lang)(parameters)} ${say(lang, 'weights')}`;
    return make(
      'figure',
      { class: 'network' },
      make('figcaption', {}, make('strong', {}, titles(lang)[n]), held(`, ${weights}`)),
      make(
        'ol',
        { class: `stages of-${stages.length + dense.length + 1}` },
        ...[input, ...stages].map((stage) => maps(stage, lang)),
        ...dense.map((count, i) => neurons(count, i === dense.length - 1, lang)),
      ),
    );
  });
  place.replaceChildren(...rows);
}

/** Feature maps, as a stack of sheets: their side by their size, their number by their channels. @param {Stage} stage @param {Lang} lang */
function maps({ size, channels, pool, kernel }, lang) {
  const side = 22 + 58 * Math.sqrt(size / 48);
  const sheets = channels === 1 ? 1 : Math.min(7, 2 + Math.round(Math.log2(channels) / 1.6));
  const drawn = Array.from({ length: sheets }, (_, i) => {
    const shift = (sheets - 1 - i) * 5;
    return svg('rect', { x: 2 + shift, y: 118 - side - shift, width: side, height: side });
  });
  const how = kernel ? `${kernel}×${kernel}${pool > 1 ? `, ÷${pool}` : ''}` : '';
  return make(
    'li',
    {},
    svg('svg', { class: 'sheets', viewBox: '0 0 120 122', 'aria-hidden': 'true' }, ...drawn),
    make('span', { class: 'shape' }, `${size}×${size}${channels > 1 ? `×${channels}` : ''}`),
    make('span', { class: 'how' }, how || say(lang, 'aFace')),
  );
}

/** @param {number} count @param {boolean} last @param {Lang} lang */
function neurons(count, last, lang) {
  const height = 16 + 98 * Math.sqrt(count / 120);
  const column = svg('rect', { x: 4, y: 120 - height, width: 18, height, class: last ? 'out' : '' });
  return make(
    'li',
    { class: 'dense' },
    svg('svg', { class: 'sheets', viewBox: '0 0 120 122', 'aria-hidden': 'true' }, column),
    make('span', { class: 'shape' }, `${count}`),
    make('span', { class: 'how' }, last ? say(lang, 'classes') : say(lang, 'neurons')),
  );
}
