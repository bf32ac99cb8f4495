// A whole project as one file: settings, curves, weights and, where they are not drawn, pictures.
//
// Eight bytes that tell what it is, the length of a header as four (little-endian), the header as JSON, and behind it the bytes of
// the parts that it lists.
import { changed, fromAddress } from './settings.js';

/** @typedef {import('./store.js').Kept} Kept */
/** @typedef {import('./run.js').Given} Given */

const MAGIC = 'mimique1';
/** Bytes of a picture. */
const PIXELS = 2304;

/** What is refused, by a code that words.js words. */
export class Unfit extends Error {}

/** @param {Kept} kept @returns {Blob} */
export function packed({ values, history, state, base, given }) {
  /** @type {[string, Uint8Array][]} */
  const parts = [['state', state]];
  if (base) parts.push(['weights', base.bytes]);
  if (given) parts.push(['pixels', given.pixels], ['truths', given.truths], ['parts', given.parts]);
  const header = {
    settings: changed(values),
    history,
    base: base && { name: base.name, lastOnly: base.lastOnly },
    given: given && { name: given.name, labels: given.labels },
    parts: parts.map(([name, { length }]) => [name, length]),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const head = new Uint8Array(12);
  head.set(new TextEncoder().encode(MAGIC));
  new DataView(head.buffer).setUint32(8, json.length, true);
  return new Blob([head, json, ...parts.map(([, bytes]) => /** @type {BlobPart} */ (bytes))]);
}

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Kept} throws `Unfit` for what is no project */
export function unpacked(bytes) {
  if (bytes.length < 12 || new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC)
    throw new Unfit('noProject');
  const end = 12 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  const header = headerOf(bytes.subarray(12, end));
  const { settings, history, base, given } = header;
  /** @type {Record<string, Uint8Array>} */
  const parts = {};
  let at = end;
  for (const [name, length] of header.parts) {
    if (!(length >= 0) || at + length > bytes.length) throw new Unfit('cutShort');
    parts[name] = bytes.slice(at, at + length);
    at += length;
  }
  const { values, refused } = fromAddress(new URLSearchParams(settings));
  const { state, weights, pixels, truths, parts: split } = parts;
  const fits = !given || (pixels?.length === PIXELS * truths?.length && split?.length === truths.length);
  if (!state || (base && !weights) || !fits || refused.length) throw new Unfit('cutShort');
  return {
    values,
    history,
    state,
    base: base && { ...base, bytes: weights },
    given: given && { ...given, pixels, truths, parts: split },
  };
}

/** @param {Uint8Array} bytes */
function headerOf(bytes) {
  /** @type {any} */
  let header;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Unfit('cutShort');
  }
  const { settings, history, parts } = header ?? {};
  const measured = (/** @type {any} */ epoch) => Number.isFinite(epoch?.validation?.accuracy + epoch?.steps);
  const fits = [settings, history, parts].every(Array.isArray) && history.length && history.every(measured);
  if (!fits) throw new Unfit('cutShort');
  return header;
}
