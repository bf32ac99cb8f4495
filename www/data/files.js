// Tells what kind of files there are, and has each read by its reader.
import { CsvReader } from './csv.js';
import { FolderReader, isPicture } from './folder.js';
import { SEVEN } from './labels.js';
import { Refusal } from './refusal.js';
import { areVotes, readVotes } from './votes.js';
import { MOST_UNPACKED, readZip } from './zip.js';

/** @typedef {{ path: string, file: File | Blob }} Entry a file, and its place in the folder that was given */
/** @typedef {(progress: import('./read.js').Progress) => void} OnProgress */

/** Milliseconds between two reports. */
const REPORT = 100;
/** Tables that are looked at for votes: two belong together. */
const MOST_TABLES = 4;
/** Bytes in which a table of votes has named its columns. */
const HEADER = 1000;

/** @typedef {import('./collection.js').Dataset} Dataset */
/** @typedef {import('./votes.js').Votes} Votes */

/**
 * What was given: a dataset, votes in a file of their own, or both.
 * @param {Entry[]} files
 * @param {import('./collection.js').Collection} collection
 * @param {OnProgress} [onProgress]
 * @returns {Promise<{ dataset: Dataset | null, votes: Votes | null }>}
 * @throws {Refusal}
 */
export async function readGiven(files, collection, onProgress) {
  for (const entry of files.filter(({ path }) => /\.(csv|gz)$/i.test(path)).slice(0, MOST_TABLES)) {
    if (!areVotes(await headOf(entry.file))) continue;
    const others = files.filter((other) => other !== entry);
    const votes = await readVotes(pieces(await unpacked(entry.file)));
    return { votes, dataset: others.length ? await readFiles(others, collection, onProgress) : null };
  }
  return { dataset: await readFiles(files, collection, onProgress), votes: null };
}

/**
 * @param {Entry[]} files
 * @param {import('./collection.js').Collection} collection
 * @param {OnProgress} [onProgress]
 * @returns {Promise<Dataset>}
 * @throws {Refusal}
 */
export async function readFiles(files, collection, onProgress = () => {}) {
  const report = reporter(collection, onProgress);
  const pictures = files.filter(({ path }) => isPicture(path));
  const packed =
    files.find(({ path }) => /\.(csv|csv\.gz|gz|zip)$/i.test(path)) ?? (files.length === 1 && files[0]);
  if (pictures.length && (files.length > 1 || !packed)) return readFolder(pictures, collection, report);
  if (!packed) throw new Refusal('kind', { got: files[0]?.path ?? '' });
  const dataset = await readOne(packed, collection, report);
  if (dataset.n > 0) return dataset;
  throw new Refusal('no-pictures', { rows: dataset.rows });
}

/** @param {Entry} entry @param {import('./collection.js').Collection} collection @param {(share: number) => void} report */
async function readOne({ path, file }, collection, report) {
  const chunks = counted(file, report);
  const head = new Uint8Array(await file.slice(0, 512).arrayBuffer());
  if (head[0] === 0x50 && head[1] === 0x4b) return readZipped(chunks, collection, path);
  const gz = head[0] === 0x1f && head[1] === 0x8b;
  if (!gz && (head.includes(0) || isPicture(path))) throw new Refusal('kind', { got: path });
  const csv = new CsvReader(collection);
  let unpacked = 0;
  const stream = gz ? gunzipped(chunks) : chunks;
  try {
    for await (const chunk of pieces(stream)) {
      unpacked += chunk.length;
      if (gz && unpacked > MOST_UNPACKED) throw new Refusal('zip-bomb', { most: MOST_UNPACKED / 2 ** 20 });
      csv.push(chunk);
    }
  } catch (error) {
    throw error instanceof Refusal || !gz ? error : new Refusal('gz-damaged');
  }
  csv.end();
  return collection.finish(SEVEN);
}

/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream @param {import('./collection.js').Collection} collection @param {string} path */
async function readZipped(stream, collection, path) {
  const csv = new CsvReader(collection);
  const folder = new FolderReader(collection);
  const found = await readZip(pieces(stream), {
    csv: (bytes) => csv.push(bytes),
    picture: (name, bytes) => folder.add(name, new Blob([bytes])),
  });
  if (found.csv) {
    csv.end();
    return collection.finish(SEVEN);
  }
  if (!found.pictures) throw new Refusal('zip-empty', { got: path });
  return folder.finish();
}

/** @param {Entry[]} pictures @param {import('./collection.js').Collection} collection @param {(share: number) => void} report */
async function readFolder(pictures, collection, report) {
  const folder = new FolderReader(collection);
  for (const [i, { path, file }] of pictures.entries()) {
    await folder.add(path, file);
    report((i + 1) / pictures.length);
  }
  return folder.finish();
}

/** Tells now and then how far it is. @param {import('./collection.js').Collection} collection @param {OnProgress} onProgress */
function reporter(collection, onProgress) {
  let last = -Infinity;
  return (/** @type {number} */ share) => {
    const now = performance.now();
    if (now - last < REPORT && share < 1) return;
    last = now;
    onProgress({ share, rows: collection.rows });
  };
}

/** @param {Blob} file @param {(share: number) => void} report @returns {ReadableStream<Uint8Array<ArrayBuffer>>} */
function counted(file, report) {
  let read = 0;
  return file.stream().pipeThrough(
    new TransformStream({
      transform(chunk, controller) {
        read += chunk.length;
        report(read / file.size);
        controller.enqueue(chunk);
      },
    }),
  );
}

/** How a file begins; nothing of one that cannot be read, which its own reader tells of. @param {Blob} file */
async function headOf(file) {
  try {
    for await (const chunk of pieces(await unpacked(file)))
      return new TextDecoder().decode(chunk.subarray(0, HEADER));
  } catch {
    return '';
  }
  return '';
}

/** A file's bytes, unpacked where they are gzip. @param {Blob} file @returns {Promise<ReadableStream<Uint8Array<ArrayBuffer>>>} */
async function unpacked(file) {
  const head = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  return head[0] === 0x1f && head[1] === 0x8b ? gunzipped(file.stream()) : file.stream();
}

/** @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream */
const gunzipped = (stream) =>
  /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (
    stream.pipeThrough(new DecompressionStream('gzip'))
  );

/** @template T @param {ReadableStream<T>} stream */
async function* pieces(stream) {
  const reader = stream.getReader(); // Safari's streams have no iterator
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {}); // where it stops before the end
  }
}
