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
 * Colours by value, as RGBA words of a canvas.
 * @param {number} scale the value that is drawn brightest
 * @returns {(value: number) => number}
 */
export function tinted(scale) {
  const by = scale > 0 ? STEPS / scale : 0;
  return (value) => palette[STEPS + Math.max(-STEPS, Math.min(STEPS, Math.round(value * by)))];
}

/**
 * Paints values, a pixel each.
 * @param {HTMLCanvasElement} canvas gets the size of the values
 * @param {ArrayLike<number>} values row by row
 * @param {number} width
 * @param {number} scale the value that is drawn brightest
 */
export function paintSigned(canvas, values, width, scale) {
  const colour = tinted(scale);
  paintWords(canvas, values.length, width, (i) => colour(values[i]));
}

/** Paints grey values from 0 to 255. @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} values @param {number} width */
export const paintGrey = (canvas, values, width) =>
  paintWords(canvas, values.length, width, (i) => 0xff000000 | (Math.round(values[i]) * 0x010101));

/** @param {HTMLCanvasElement} canvas @param {number} count @param {number} width @param {(i: number) => number} colour */
function paintWords(canvas, count, width, colour) {
  const height = count / width;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const image = new ImageData(width, height);
  const words = new Uint32Array(image.data.buffer);
  for (let i = 0; i < words.length; i++) words[i] = colour(i);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}

/** The furthest from 0. @param {ArrayLike<number>} values */
export function reach(values) {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}
