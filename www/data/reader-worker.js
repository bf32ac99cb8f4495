// Reads one dataset and answers once; who asked ends it. Messages out: { progress }, { value } or { error: { code, values } }.
import { Collection } from './collection.js';
import { readFiles } from './files.js';
import { Refusal } from './refusal.js';

const port = /** @type {{ postMessage(message: unknown, transfer?: Transferable[]): void }} */ (
  /** @type {unknown} */ (globalThis)
);

onmessage = async ({ data: { files } }) => {
  const onProgress = (/** @type {import('./read.js').Progress} */ progress) => port.postMessage({ progress });
  try {
    const value = await readFiles(files, new Collection(), onProgress);
    const { pictures, truths, splits, lines, same } = value;
    port.postMessage(
      { value },
      [pictures, truths, splits, lines, same].map(({ buffer }) => /** @type {ArrayBuffer} */ (buffer)),
    );
  } catch (error) {
    const { code, values } =
      error instanceof Refusal ? error : new Refusal('unreadable', { got: String(error) });
    port.postMessage({ error: { code, values } });
  }
};
