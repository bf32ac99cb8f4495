// Reads one dataset, votes on it or both, and answers once; who asked ends it. Messages out: { progress }, { value } or { error: { code, values } }.
import { Collection } from './collection.js';
import { readGiven } from './files.js';
import { Refusal } from './refusal.js';

const port = /** @type {{ postMessage(message: unknown, transfer?: Transferable[]): void }} */ (
  /** @type {unknown} */ (globalThis)
);

onmessage = async ({ data: { files } }) => {
  const onProgress = (/** @type {import('./read.js').Progress} */ progress) => port.postMessage({ progress });
  try {
    const value = await readGiven(files, new Collection(), onProgress);
    const arrays = [value.dataset, value.votes].flatMap((read) => Object.values(read ?? {}));
    port.postMessage(
      { value },
      arrays.flatMap((each) => (ArrayBuffer.isView(each) ? [/** @type {ArrayBuffer} */ (each.buffer)] : [])),
    );
  } catch (error) {
    const { code, values } =
      error instanceof Refusal ? error : new Refusal('unreadable', { got: String(error) });
    port.postMessage({ error: { code, values } });
  }
};
