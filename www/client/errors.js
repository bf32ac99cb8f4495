/** @import { ErrorCode } from '../types.d.ts' */
/** @typedef {Error & { code: ErrorCode }} Fault */

/**
 * An error with a stable kebab-case code, for programs and for choosing the visitor's wording.
 * @param {ErrorCode} code
 * @param {string} message what was expected, what came, what to do
 * @returns {Fault}
 */
export const fault = (code, message) => Object.assign(new Error(message), { code });

// The crate's own limit, asked before a file is read: it would be copied three times to be refused.
const MAX_BYTES = 16 * 1024 * 1024;

/** Throws when a file is larger than any that is read. @param {number} bytes */
export function checkSize(bytes) {
  if (bytes <= MAX_BYTES) return;
  throw fault(
    'checkpoint-too-large',
    `expected at most ${MAX_BYTES} bytes, got ${bytes}: choose another file`,
  );
}

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

/**
 * Waits for a promise only as long as none of the signals has been aborted.
 * @template T
 * @param {Promise<T>} promise
 * @param {(AbortSignal | undefined)[]} signals
 * @returns {Promise<T>}
 */
export function within(promise, ...signals) {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signals.find((signal) => signal?.aborted)?.reason);
    for (const signal of signals) signal?.addEventListener('abort', stop);
    if (signals.some((signal) => signal?.aborted)) stop();
    const forget = () => signals.forEach((signal) => signal?.removeEventListener('abort', stop));
    promise.then(resolve, reject).finally(forget);
  });
}
