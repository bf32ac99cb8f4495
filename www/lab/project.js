// A whole project as one file: settings, curves, weights, pictures where they are not drawn, and one's own as they were taken.
//
// Eight bytes that tell what it is, the length of a header as four (little-endian), the header as JSON, and behind it the bytes of
// the parts that it lists.
import { MOST_LABELS, MOST_PICTURES } from './bursts.js';
import { changed, fromAddress } from './settings.js';

/** @typedef {import('./store.js').Kept} Kept */
/** @typedef {import('./run.js').Given} Given */
/** @typedef {import('./bursts.js').Label} Label */
/**
 * @typedef {object} Project
 * @property {Omit<Kept, 'state'> & { state: Uint8Array | null }} run without a state where nothing is trained yet
 * @property {Label[]} own pictures of one's own, learned from or not
 * @property {string[]} opened experiments whose held-out faces were opened
 */

const MAGIC = 'mimique1';
/** Bytes of a picture. */
const PIXELS = 2304;

/** What is refused, by a code that words.js words. */
export class Unfit extends Error {}

/** @param {Project} project @returns {Blob} */
export function packed({ run: { values, history, state, base, given }, own, opened }) {
  /** @type {[string, Uint8Array][]} */
  const parts = own.map(({ bursts }, i) => [`own${i}`, joined(bursts.flat())]);
  if (state) parts.push(['state', state]);
  if (base) parts.push(['weights', base.bytes]);
  if (given) parts.push(['pixels', given.pixels], ['truths', given.truths], ['parts', given.parts]);
  const header = {
    settings: changed(values),
    history,
    base: base && { name: base.name, lastOnly: base.lastOnly },
    given: given && { name: given.name, labels: given.labels },
    own: own.map(({ name, bursts }) => ({ name, bursts: bursts.map(({ length }) => length) })),
    opened,
    parts: parts.map(([name, { length }]) => [name, length]),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const head = new Uint8Array(12);
  head.set(new TextEncoder().encode(MAGIC));
  new DataView(head.buffer).setUint32(8, json.length, true);
  return new Blob([head, json, ...parts.map(([, bytes]) => /** @type {BlobPart} */ (bytes))]);
}

/** @param {Uint8Array<ArrayBuffer>} bytes @returns {Project} throws `Unfit` for what is no project */
export function unpacked(bytes) {
  if (bytes.length < 12 || new TextDecoder().decode(bytes.subarray(0, 8)) !== MAGIC)
    throw new Unfit('noProject');
  const end = 12 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  const header = headerOf(bytes.subarray(12, end));
  const { settings, history, base, given, own, opened } = header;
  /** @type {Record<string, Uint8Array>} */
  const parts = {};
  let at = end;
  for (const [name, length] of header.parts) {
    if (!(length >= 0) || at + length > bytes.length) throw new Unfit('cutShort');
    parts[name] = bytes.slice(at, at + length);
    at += length;
  }
  const { values, refused } = fromAddress(new URLSearchParams(settings));
  const { state = null, weights, pixels, truths, parts: split } = parts;
  const fits = !given || (pixels?.length === PIXELS * truths?.length && split?.length === truths.length);
  const trained = state ? history.length > 0 : history.length === 0;
  if (!trained || (base && !weights) || !fits || refused.length) throw new Unfit('cutShort');
  return {
    run: {
      ...{ values, history, state },
      base: base && { ...base, bytes: weights },
      given: given && { ...given, pixels, truths, parts: split },
    },
    own: own.map((label, i) => ({ name: label.name, bursts: apart(label.bursts, parts[`own${i}`]) })),
    opened,
  };
}

/** @param {Uint8Array[]} pictures */
function joined(pictures) {
  const bytes = new Uint8Array(PIXELS * pictures.length);
  pictures.forEach((picture, i) => bytes.set(picture, PIXELS * i));
  return bytes;
}

/** Bursts of so many pictures. @param {number[]} counts @param {Uint8Array | undefined} bytes */
function apart(counts, bytes) {
  if (bytes?.length !== PIXELS * counts.reduce((sum, count) => sum + count, 0)) throw new Unfit('cutShort');
  let at = 0;
  const picture = () => bytes.slice(at, (at += PIXELS));
  return counts.map((count) => Array.from({ length: count }, picture));
}

/**
 * What stands at the head of a file; an older one says nothing of one's own pictures and of opened faces.
 * @param {Uint8Array} bytes
 * @returns {{ settings: string[][], history: import('./run.js').Epoch[], base: any, given: any, opened: string[],
 *   own: { name: string, bursts: number[] }[], parts: [string, number][] }}
 */
function headerOf(bytes) {
  /** @type {any} */
  let header;
  try {
    header = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Unfit('cutShort');
  }
  const { settings, history, parts, own = [], opened = [] } = header ?? {};
  const measured = (/** @type {any} */ epoch) => Number.isFinite(epoch?.validation?.accuracy + epoch?.steps);
  const counted = (/** @type {any} */ label) =>
    typeof label?.name === 'string' &&
    Array.isArray(label.bursts) &&
    label.bursts.every(
      (/** @type {any} */ count) => Number.isInteger(count) && count > 0 && count <= MOST_PICTURES,
    );
  const lists = [settings, history, parts, own, opened].every(Array.isArray);
  const names = (/** @type {any[]} */ list) => list.every((name) => typeof name === 'string');
  if (!lists || !history.every(measured) || own.length > MOST_LABELS || !own.every(counted) || !names(opened))
    throw new Unfit('cutShort');
  return { ...header, own, opened };
}
