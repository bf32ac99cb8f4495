// The page's side of the reader: datasets that a visitor drops are read in a worker of their own and stay in the page.
import { Refusal } from './refusal.js';
import script from './reader-worker.js?worker&url';

/** @typedef {{ share: number, rows: number }} Progress `share`: of the bytes, or of the pictures of a folder */
/** @typedef {import('./files.js').Entry} Entry */

const policy = /** @type {{ trustedTypes?: any }} */ (globalThis).trustedTypes?.createPolicy('mimique-data', {
  createScriptURL: (/** @type {string} */ url) => url,
});

/**
 * Reads Kaggle's `fer2013.csv`, plain, `.gz` or zipped, or a folder `split/label/picture`, zipped or not; FER+'s `fer2013new.csv`
 * beside it or alone.
 * @param {Entry[]} files
 * @param {{ signal?: AbortSignal, onProgress?: (progress: Progress) => void }} [options]
 * @returns {ReturnType<typeof import('./files.js').readGiven>} rejects with a `Refusal`, which `refusalText` words
 */
export function readData(files, { signal, onProgress } = {}) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(policy?.createScriptURL(script) ?? script, { type: 'module', name: 'data' });
    const onAbort = () => end(() => reject(signal?.reason));
    const end = (/** @type {() => void} */ settle) => {
      worker.terminate();
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    signal?.addEventListener('abort', onAbort);
    worker.onmessage = ({ data: { progress, value, error } }) => {
      if (progress) onProgress?.(progress);
      else if (error) end(() => reject(new Refusal(error.code, error.values)));
      else end(() => resolve(value));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      end(() => reject(new Refusal('unreadable', { got: event.message ?? 'worker' })));
    };
    worker.postMessage({ files });
  });
}

/** What was chosen, with its places in a chosen folder. @param {Iterable<File>} files @returns {Entry[]} */
export const chosen = (files) =>
  [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));

/** What was dropped, folders with all that is in them. To be called before the event is over. @param {DataTransfer} transfer @returns {Promise<Entry[]>} */
export async function dropped(transfer) {
  const roots = [...transfer.items]
    .map((item) => item.webkitGetAsEntry?.())
    .filter((entry) => entry !== null);
  if (!roots.some((root) => root?.isDirectory)) return chosen(transfer.files);
  const found = await Promise.all(roots.map((root) => within(/** @type {FileSystemEntry} */ (root))));
  return found.flat();
}

/** @param {FileSystemEntry} entry @returns {Promise<Entry[]>} */
async function within(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) =>
      /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject),
    );
    return [{ path: entry.fullPath.slice(1), file }];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  /** @type {Entry[]} */
  const found = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)); // at most a hundred
    if (!some.length) return found;
    for (const each of some) found.push(...(await within(each)));
  }
}
