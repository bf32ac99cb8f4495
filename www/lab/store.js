// What is kept in the browser: one run with its settings, curves and weights, and its pictures, so that a closed tab loses nothing.

const NAME = 'mimique-lab';
const STORE = 'runs';
/** Pictures are many bytes and seldom change: apart from the run, which is kept anew at each epoch. */
const [RUN, PICTURES] = ['last', 'pictures'];

/**
 * @typedef {object} Kept
 * @property {import('./settings.js').Values} values
 * @property {import('./run.js').Epoch[]} history
 * @property {Uint8Array} state the trainer's
 * @property {import('./run.js').Base | null} base
 * @property {import('./run.js').Given | null} given the pictures, where they are not drawn
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
 * @param {(store: IDBObjectStore) => IDBRequest[]} ask
 * @returns {Promise<any[]>}
 */
async function asked(mode, ask) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const requests = ask(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(requests.map(({ result }) => result));
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** The pictures that are kept. @type {unknown} */
let pictures;

/** @param {Kept} run */
export async function keep({ given, ...run }) {
  const others = given !== pictures;
  await asked('readwrite', (store) => [
    store.put({ ...run, hasPictures: given !== null }, RUN),
    ...(others ? [given ? store.put(given, PICTURES) : store.delete(PICTURES)] : []),
  ]);
  pictures = given;
}

/** @returns {Promise<Kept | undefined>} */
export async function kept() {
  const [run, given] = await asked('readonly', (store) => [store.get(RUN), store.get(PICTURES)]);
  if (!run?.history?.length || (run.hasPictures && !given)) return undefined;
  pictures = run.hasPictures ? given : null;
  return { base: null, ...run, given: pictures };
}

export async function forget() {
  await asked('readwrite', (store) => [store.clear()]);
  pictures = undefined;
}

/** Whether no other tab has the project open: it is then this one's until it is closed. @returns {Promise<boolean>} */
export const claimed = () =>
  new Promise((resolve) => {
    const hold = (/** @type {Lock | null} */ lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    };
    const asking = navigator.locks?.request(NAME, { ifAvailable: true }, hold);
    if (asking) asking.catch(() => resolve(true));
    else resolve(true);
  });
