// Kernels that people designed by hand.

/** @type {Record<string, number[]>} */
const SMALL = {
  'sobel-vertical': [-1, 0, 1, -2, 0, 2, -1, 0, 1],
  'sobel-horizontal': [-1, -2, -1, 0, 0, 0, 1, 2, 1],
  blur: [0.0625, 0.125, 0.0625, 0.125, 0.25, 0.125, 0.0625, 0.125, 0.0625],
  sharpen: [0, -1, 0, -1, 5, -1, 0, -1, 0],
  emboss: [-2, -1, 0, -1, 1, 1, 0, 1, 2],
  identity: [0, 0, 0, 0, 1, 0, 0, 0, 0],
};

export const PRESETS = Object.keys(SMALL);

/** The larger blur is even: a 25th each. */
const EVEN = Array(25).fill(0.04);

/** @param {string} name one of PRESETS @param {number} side 3 or 5 */
export const preset = (name, side) => (name === 'blur' && side === 5 ? EVEN : resized(SMALL[name], side));

/** The preset that a kernel is, if it is one. @param {number[]} kernel */
export const presetOf = (kernel) =>
  PRESETS.find((name) => String(preset(name, Math.sqrt(kernel.length))) === String(kernel)) ?? null;

/** A kernel of another side: zeros all round it, or its middle. @param {number[]} kernel @param {number} side */
export function resized(kernel, side) {
  const from = Math.sqrt(kernel.length);
  const shift = (side - from) / 2;
  return Array.from({ length: side * side }, (_, i) => {
    const [y, x] = [Math.floor(i / side) - shift, (i % side) - shift];
    return x >= 0 && y >= 0 && x < from && y < from ? kernel[y * from + x] : 0;
  });
}

/** A number as an address or a cell has it, with a point or a comma: null for anything else. @param {string} text */
export function numberIn(text) {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  return /^[+-]?(\d{1,4}(\.\d{0,4})?|\.\d{1,4})$/.test(plain) ? Number(plain) : null;
}

/** @param {string} text numbers with spaces between @returns {number[] | null} a kernel of 3×3 or 5×5 */
export function kernelIn(text) {
  const cells = text.split(' ').map(numberIn);
  return [9, 25].includes(cells.length) && cells.every((cell) => cell !== null)
    ? /** @type {number[]} */ (cells)
    : null;
}
