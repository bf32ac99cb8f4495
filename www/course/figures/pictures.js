import { make } from '../../dom.js';
import { sample } from '../../sample.js';
import { held } from '../../figures/words.js';
import { say } from '../words/say.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */

const VERTICAL = [-1, 0, 1, -2, 0, 2, -1, 0, 1];
const HORIZONTAL = [-1, -2, -1, 0, 0, 0, 1, 2, 1];

/** @type {Promise<ImageBitmap> | null} */
let loading = null;
const portrait = () =>
  (loading ??= fetch(sample.url)
    .then((response) => response.blob())
    .then((blob) => createImageBitmap(blob)));

/** @param {number} width @param {number} [height] */
function board(width, height = width) {
  const canvas = make('canvas', { width, height, role: 'img' });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  return { canvas, context };
}

/** @param {HTMLCanvasElement} canvas @param {string} caption @param {...Element} more */
function figure(canvas, caption, ...more) {
  canvas.setAttribute('aria-label', caption);
  return make('figure', {}, canvas, make('figcaption', {}, ...more, held(caption)));
}

/** The portrait, what the network gets of it, and some of the numbers that this is. @param {HTMLElement} place @param {Lang} lang */
export async function pixels(place, lang) {
  const [whole, face] = [board(300), board(48)];
  const numbers = make('table', { class: 'grid numbers', 'aria-hidden': 'true' });
  const arrow = () => make('span', { class: 'sign', 'aria-hidden': 'true' }, '→');
  place.replaceChildren(
    figure(whole.canvas, say(lang, 'portrait')),
    arrow(),
    figure(face.canvas, say(lang, 'whatItGets')),
    arrow(),
    make('figure', {}, numbers, make('figcaption', {}, say(lang, 'anEye'))),
  );
  const image = await portrait();
  whole.context.drawImage(image, 0, 0);
  const { x, y, width, height } = sample.face;
  face.context.imageSmoothingQuality = 'high';
  face.context.drawImage(image, x, y, width, height, 0, 0, 48, 48);
  const grey = greys(face.context);
  face.context.putImageData(
    painted(grey, 48, (value) => value),
    0,
    0,
  );
  const [left, top] = [8, 9];
  const rows = Array.from({ length: 9 }, (_, r) => {
    const cells = Array.from({ length: 9 }, (_, c) => grey[(top + r) * 48 + left + c]);
    return make('tr', {}, ...cells.map(pixel));
  });
  numbers.replaceChildren(make('tbody', {}, ...rows));
}

/** @param {number} value */
function pixel(value) {
  const cell = make('td', { class: value > 117 ? 'grey bright' : 'grey' }, `${Math.round(value)}`);
  cell.style.setProperty('--grey', `${(100 * value) / 255}%`);
  return cell;
}

/** The portrait and its edges, by Sobel's two filters. @param {HTMLElement} place @param {Lang} lang */
export async function edges(place, lang) {
  const boards = [board(300), board(300), board(300)];
  const captions = [say(lang, 'picture'), say(lang, 'vertical'), say(lang, 'horizontal')];
  const kernels = [null, VERTICAL, HORIZONTAL];
  place.replaceChildren(
    ...boards.map(({ canvas }, i) =>
      figure(canvas, captions[i], ...(kernels[i] ? [kernel(kernels[i])] : [])),
    ),
  );
  const image = await portrait();
  const [{ context }] = boards;
  context.drawImage(image, 0, 0);
  const grey = greys(context);
  context.putImageData(
    painted(grey, 300, (value) => value),
    0,
    0,
  );
  for (const i of [1, 2]) {
    const answers = convolved(grey, 300, /** @type {number[]} */ (kernels[i]));
    boards[i].context.putImageData(
      painted(answers, 300, (value) => Math.abs(value) / 2.5),
      0,
      0,
    );
  }
}

/** A filter in small. @param {number[]} weights */
function kernel(weights) {
  const rows = [0, 3, 6].map((from) =>
    make('tr', {}, ...weights.slice(from, from + 3).map((w) => make('td', {}, `${w}`.replace('-', '−')))),
  );
  return make('table', { class: 'kernel', 'aria-hidden': 'true' }, make('tbody', {}, ...rows));
}

/**
 * A convolution with a 3×3 filter: turned by half, as its definition has it; the border stays 0.
 * @param {Float32Array} grey
 * @param {number} side
 * @param {number[]} weights
 */
export function convolved(grey, side, weights) {
  const answers = new Float32Array(grey.length);
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      let sum = 0;
      for (let k = 0; k < 9; k++)
        sum += weights[8 - k] * grey[(y + Math.floor(k / 3) - 1) * side + x + (k % 3) - 1];
      answers[y * side + x] = sum;
    }
  }
  return answers;
}

/** The grey values of a square board (BT.601). @param {CanvasRenderingContext2D} context */
function greys(context) {
  const { width } = context.canvas;
  const { data } = context.getImageData(0, 0, width, width);
  return Float32Array.from(
    { length: width * width },
    (_, i) => 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2],
  );
}

/**
 * @param {Float32Array} values
 * @param {number} side
 * @param {(value: number) => number} grey
 */
export function painted(values, side, grey) {
  const image = new ImageData(side, values.length / side);
  const words = new Uint32Array(image.data.buffer);
  for (let i = 0; i < words.length; i++)
    words[i] = 0xff000000 | (Math.max(0, Math.min(255, Math.round(grey(values[i])))) * 0x010101);
  return image;
}
