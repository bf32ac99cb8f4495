// The builds of mimique, and which of them this browser gets.

/** @typedef {'relaxed' | 'simd128'} Build */

// A module with one function, which uses i8x16.relaxed_swizzle.
const RELAXED_SIMD = [
  [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version
  [0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // types: () → v128
  [0x03, 0x02, 0x01, 0x00], // functions: one, of type 0
  [0x0a, 0x0f, 0x01, 0x0d, 0x00], // code: one body, no locals
  [0x41, 0x01, 0xfd, 0x0f, 0x41, 0x02, 0xfd, 0x0f, 0xfd, 0x80, 0x02, 0x0b], // splat, splat, swizzle, end
];

/** @type {Build} */
export const chosen = WebAssembly.validate(new Uint8Array(RELAXED_SIMD.flat())) ? 'relaxed' : 'simd128';

/** The chosen build and, where it is another one, plain simd128. @type {Build[]} */
export const builds = chosen === 'simd128' ? ['simd128'] : [chosen, 'simd128'];

/** A build's exports, its wasm started. @param {Build} build */
export async function load(build) {
  const exports = await import(`/target/bench/${build}/mimique.js`);
  await exports.default();
  return exports;
}
