// A convolution of one picture with one kernel. No DOM: what is computed here is what is tested.

/** @typedef {{ values: ArrayLike<number>, width: number, height: number }} Picture */

/** Places after the point that a kernel's numbers have, so that printed products add up to the printed sum. */
export const DIGITS = 4;

/** @param {number} value */
export const rounded = (value) => Math.round(value * 10 ** DIGITS) / 10 ** DIGITS + 0;

/** A kernel turned by half: its last number first. @param {number[]} kernel */
export const turned = (kernel) => [...kernel].reverse();

/** Pixels along one side of the output. @param {number} side @param {number} kernel @param {number} padding @param {number} stride */
export const outputSide = (side, kernel, padding, stride) =>
  Math.floor((side + 2 * padding - kernel) / stride) + 1;

/** With zeros all round. @param {Picture} picture @param {number} padding @returns {Picture} */
export function padded({ values, width, height }, padding) {
  const [w, h] = [width + 2 * padding, height + 2 * padding];
  const all = new Float32Array(w * h);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) all[(y + padding) * w + x + padding] = values[y * width + x];
  return { values: all, width: w, height: h };
}

/**
 * Lays the kernel on every window, as it is (turn it before for a convolution in the strict sense).
 * @param {Picture} picture padded already
 * @param {number[]} kernel row by row
 * @param {number} stride
 * @returns {Picture}
 */
export function correlated({ values, width, height }, kernel, stride) {
  const side = Math.sqrt(kernel.length);
  const [w, h] = [outputSide(width, side, 0, stride), outputSide(height, side, 0, stride)];
  const sums = new Float32Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let sum = 0;
      for (let k = 0; k < kernel.length; k++) {
        const row = y * stride + Math.floor(k / side);
        sum += kernel[k] * values[row * width + x * stride + (k % side)];
      }
      sums[y * w + x] = sum;
    }
  }
  return { values: sums, width: w, height: h };
}

/**
 * The numbers under one window, and what becomes of them.
 * @param {Picture} picture padded already
 * @param {number[]} kernel as it is laid
 * @param {number} left
 * @param {number} top
 */
export function productsAt({ values, width }, kernel, left, top) {
  const side = Math.sqrt(kernel.length);
  const pixels = kernel.map((_, k) => values[(top + Math.floor(k / side)) * width + left + (k % side)]);
  const products = kernel.map((weight, k) => rounded(weight * pixels[k]));
  return { pixels, products, sum: rounded(products.reduce((sum, product) => sum + product, 0)) };
}
