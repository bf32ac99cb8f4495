// What is kept in the browser: one run with its settings, curves and weights, so that a closed tab loses nothing.

const NAME = 'mimique-lab';
const STORE = 'runs';
const KEY = 'last';

/**
 * @typedef {object} Kept
 * @property {import('./settings.js').Values} values
 * @property {File | null} file the pictures, where they are not drawn
 * @property {import('./run.js').Epoch[]} history
 * @property {Uint8Array} state the trainer's
 */

/** @returns {Promise<IDBDatabase>} */
const opened = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('blocked'));
  });

/**
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} ask
 * @returns {Promise<any>}
 */
async function asked(mode, ask) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? request.error);
    });
  } finally {
    database.close();
  }
}

/** @param {Kept} run */
export const keep = (run) => asked('readwrite', (store) => store.put(run, KEY));

/** @returns {Promise<Kept | undefined>} */
export const kept = () => asked('readonly', (store) => store.get(KEY));

export const forget = () => asked('readwrite', (store) => store.clear());
