// What lies in a zip file, unpacked a piece at a time. A small file can unpack to anything: the bytes that come out are counted.
import { Unzip, UnzipInflate } from 'fflate';
import { isPicture } from './folder.js';
import { Refusal } from './refusal.js';

/** FER2013's fer2013.csv has 300 MB. */
export const MOST_UNPACKED = 512 * 2 ** 20;
/** Files in a zip file. */
const MOST_FILES = 100_000;
/** Bytes of a picture in it. */
const LARGEST_PICTURE = 32 * 2 ** 20;
/** Unpacked at once: deflate makes at most 1,032 times as much of it. */
const PIECE = 1 << 14;

/**
 * @typedef {object} Taker
 * @property {(bytes: Uint8Array) => void} csv a piece of the first CSV file
 * @property {(path: string, bytes: Uint8Array<ArrayBuffer>) => Promise<unknown>} picture
 */

/**
 * @param {AsyncIterable<Uint8Array>} chunks
 * @param {Taker} taker
 * @param {{ unpacked?: number, files?: number }} [most] bytes that may come out, and files in it
 * @returns {Promise<{ csv: boolean, pictures: number }>} what was found
 */
export async function readZip(
  chunks,
  taker,
  { unpacked: mostUnpacked = MOST_UNPACKED, files: mostFiles = MOST_FILES } = {},
) {
  let [unpacked, files, pictures] = [0, 0, 0];
  /** @type {string | null} */
  let csv = null;
  /** Pictures that have been unpacked and not yet taken. @type {[string, Uint8Array<ArrayBuffer>][]} */
  let waiting = [];
  const count = (/** @type {number} */ bytes) => {
    unpacked += bytes;
    if (unpacked > mostUnpacked) throw new Refusal('zip-bomb', { most: mostUnpacked / 2 ** 20 });
  };
  const unzip = new Unzip((file) => {
    if (++files > mostFiles) throw new Refusal('zip-files', { most: mostFiles });
    const { name } = file;
    const isCsv = /\.csv$/i.test(name) && !/(^|\/)(\.|__MACOSX)/.test(name);
    if (isCsv && csv === null && pictures === 0) {
      csv = name;
      file.ondata = (error, bytes) => {
        if (error) throw error;
        count(bytes.length);
        taker.csv(bytes);
      };
    } else if (csv === null && isPicture(name)) {
      pictures += 1;
      /** @type {Uint8Array[]} */
      const parts = [];
      let size = 0;
      file.ondata = (error, bytes, final) => {
        if (error) throw error;
        count(bytes.length);
        size += bytes.length;
        if (size <= LARGEST_PICTURE) parts.push(bytes);
        if (final) waiting.push([name, joined(parts)]);
      };
    } else return; // it is passed over, packed as it is
    file.start();
  });
  unzip.register(UnzipInflate);
  const take = async () => {
    const now = waiting;
    waiting = [];
    for (const [path, bytes] of now) await taker.picture(path, bytes);
  };
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += PIECE) {
        unzip.push(chunk.subarray(at, at + PIECE));
        if (waiting.length) await take();
      }
    }
    unzip.push(new Uint8Array(0), true);
    await take();
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('zip-damaged');
  }
  return { csv: csv !== null, pictures };
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
