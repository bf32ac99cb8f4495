/** @typedef {Error & { code: string }} Fault */

/**
 * An error with a stable kebab-case code, for programs and for choosing the visitor's wording.
 * @param {string} code
 * @param {string} message what was expected, what came, what to do
 * @returns {Fault}
 */
export const fault = (code, message) => Object.assign(new Error(message), { code });

/** @param {string} message */
export const aborted = (message) => new DOMException(message, 'AbortError');

/**
 * @param {unknown} error
 * @returns {Fault} the same error if it has a code, else one that has
 */
export function withCode(error) {
  const known = /** @type {Fault} */ (error);
  // A DOMException's `code` is an obsolete number.
  return typeof known?.code === 'string' ? known : fault('unexpected', known?.message ?? String(error));
}
