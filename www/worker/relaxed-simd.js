// Which of the two builds of the wasm a browser can run.

/**
 * A module whose one function uses i8x16.relaxed_swizzle: whoever validates it can run the build with fused
 * multiply-adds, which reads a face some percent faster (`npm run bench`).
 */
const RELAXED_SIMD = [
  [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version
  [0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // types: () → v128
  [0x03, 0x02, 0x01, 0x00], // functions: one, of type 0
  [0x0a, 0x0f, 0x01, 0x0d, 0x00], // code: one body, no locals
  [0x41, 0x01, 0xfd, 0x0f, 0x41, 0x02, 0xfd, 0x0f, 0xfd, 0x80, 0x02, 0x0b], // splat, splat, swizzle, end
];

/** The same with i8x16.splat alone, which every build needs. */
const SIMD = [
  ...RELAXED_SIMD.slice(0, 3),
  [0x0a, 0x08, 0x01, 0x06, 0x00], // code: one body, no locals
  [0x41, 0x01, 0xfd, 0x0f, 0x0b], // splat, end
];

/** @param {number[][]} module */
const runs = (module) => WebAssembly.validate(new Uint8Array(module.flat()));

export const hasRelaxedSimd = () => runs(RELAXED_SIMD);
export const hasSimd = () => runs(SIMD);
