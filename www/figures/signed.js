// Colours of signed values: blue below 0, grey at 0, orange above, the brighter the further away.

/** Steps on each side of 0. */
const STEPS = 255;
const [BELOW, ZERO, ABOVE] = [
  [110, 170, 255],
  [62, 64, 70],
  [255, 170, 64],
];

/** RGBA as a canvas keeps it, from −STEPS to STEPS. */
const palette = Uint32Array.from({ length: 2 * STEPS + 1 }, (_, i) => {
  const share = (i - STEPS) / STEPS;
  const end = share < 0 ? BELOW : ABOVE;
  const [r, g, b] = ZERO.map((zero, k) => Math.round(zero + (end[k] - zero) * Math.abs(share)));
  return (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;
});

/**
 * Colours some values, as RGBA words of a canvas.
 * @param {Uint32Array} words
 * @param {number} at where in `words` the first goes
 * @param {ArrayLike<number>} values
 * @param {number} from the first that is coloured
 * @param {number} count
 * @param {number} scale the value that is drawn brightest
 */
export function tint(words, at, values, from, count, scale) {
  const by = scale > 0 ? STEPS / scale : 0;
  for (let i = 0; i < count; i++) {
    const step = STEPS + values[from + i] * by;
    words[at + i] = palette[step <= 0 ? 0 : step >= 2 * STEPS ? 2 * STEPS : Math.round(step)];
  }
}

/**
 * Paints values, a pixel each.
 * @param {HTMLCanvasElement} canvas gets the size of the values
 * @param {ArrayLike<number>} values row by row
 * @param {number} width
 * @param {number} scale the value that is drawn brightest
 */
export const paintSigned = (canvas, values, width, scale) =>
  paintWords(canvas, values.length, width, (words) => tint(words, 0, values, 0, words.length, scale));

/** Paints grey values from 0 to 255. @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} values @param {number} width */
export const paintGrey = (canvas, values, width) =>
  paintWords(canvas, values.length, width, (words) =>
    words.forEach((_, i) => (words[i] = 0xff000000 | (Math.round(values[i]) * 0x010101))),
  );

/** @param {HTMLCanvasElement} canvas @param {number} count @param {number} width @param {(words: Uint32Array) => void} fill */
function paintWords(canvas, count, width, fill) {
  const height = count / width;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const image = new ImageData(width, height);
  fill(new Uint32Array(image.data.buffer));
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}

/** The furthest from 0 of some values, or of all. @param {ArrayLike<number>} values @param {number} [from] @param {number} [count] */
export function reach(values, from = 0, count = values.length) {
  let most = 0;
  for (let i = from; i < from + count; i++) {
    const size = Math.abs(values[i]);
    if (size > most) most = size;
  }
  return most;
}
