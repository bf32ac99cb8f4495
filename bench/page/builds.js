// The builds of mimique, and which of them this browser gets.
import { hasRelaxedSimd } from '../../www/worker/relaxed-simd.js';

/** @typedef {'relaxed' | 'simd128'} Build */

/** @type {Build} */
export const chosen = hasRelaxedSimd() ? 'relaxed' : 'simd128';

/** The chosen build and, where it is another one, plain simd128. @type {Build[]} */
export const builds = chosen === 'simd128' ? ['simd128'] : [chosen, 'simd128'];

/** A build's exports, its wasm started. @param {Build} build */
export async function load(build) {
  const exports = await import(`/target/bench/${build}/mimique.js`);
  await exports.default();
  return exports;
}
