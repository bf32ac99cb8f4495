// What the worker fetches, as long as somebody waits for it.
import { checkSize, fault, within } from '../client/errors.js';

/** What is on its way, by address. @type {Map<string, { promise: Promise<any>, life: AbortController, users: number }>} */
const coming = new Map();

/**
 * Joins whoever already waits for an address. What nobody waits for any longer is ended; what failed or was ended is
 * forgotten, so that the next one asks again.
 * @template T
 * @param {string} url
 * @param {AbortSignal} signal
 * @param {(life: AbortSignal) => Promise<T>} open
 * @returns {Promise<T>}
 */
export async function shared(url, signal, open) {
  let entry = coming.get(url);
  if (!entry) {
    const life = new AbortController();
    entry = { promise: open(life.signal), life, users: 0 };
    coming.set(url, entry);
  }
  entry.users += 1;
  try {
    return await within(entry.promise, signal);
  } finally {
    entry.users -= 1;
    if (entry.users === 0) {
      entry.life.abort();
      if (coming.get(url) === entry) coming.delete(url);
    }
  }
}

/**
 * @param {string} url
 * @param {'weights' | 'detector' | 'engine'} what
 * @param {AbortSignal} signal
 */
export async function download(url, what, signal) {
  const response = await fetch(url, { signal }).catch((error) => {
    throw fault(`${what}-unreachable`, `${url} could not be fetched: ${error.message}`);
  });
  const { ok, status } = response;
  if (status >= 500) throw fault(`${what}-unreachable`, `${url} answered ${status}: try again later`);
  if (!ok) throw fault(`${what}-missing`, `${url} answered ${status}: check the address`);
  // Many servers answer a missing file with their home page and status 200.
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    throw fault(`${what}-html`, `${url} is a web page, not a file of mimique: check the address`);
  }
  if (what !== 'engine') checkSize(Number(response.headers.get('content-length')));
  return response;
}

/**
 * All bytes of a file, as far as its size is allowed: not every server tells it beforehand, or rightly.
 * @param {Response} response
 * @returns {Promise<ArrayBuffer>}
 */
export async function bytesOf({ body }) {
  const chunks = [];
  let size = 0;
  const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (body).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    checkSize((size += part.value.length));
    chunks.push(part.value);
  }
  return new Blob(chunks).arrayBuffer();
}
