// What is kept in the browser: one run with its settings, curves and weights, its pictures, and those of one's own as they are taken,
// so that a closed tab loses nothing.

const NAME = 'mimique-lab';
const STORE = 'runs';
/** Pictures are many bytes and seldom change: apart from the run, which is kept anew at each epoch. */
const [RUN, PICTURES] = ['last', 'pictures'];
/** Names of one's own labels, in order; the bursts of each stand at a key of their own. */
const OWN = 'own';
/** Names of experiments whose held-out faces were opened. */
const OPENED = 'opened';
const burstsAt = (/** @type {string} */ id) => `own/${id}`;

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

/** Labels of one's own. @typedef {import('./bursts.js').Label} Label */
/** @type {WeakMap<Label, string>} */
const ids = new WeakMap();
/** Of the labels that are kept. @type {string[]} */
let keptIds = [];

/** @param {Label[]} labels @param {Label[]} changed those of which the pictures are others */
export async function keepOwn(labels, changed) {
  for (const label of labels) if (!ids.has(label)) ids.set(label, crypto.randomUUID());
  const idOf = (/** @type {Label} */ label) => /** @type {string} */ (ids.get(label));
  const list = labels.map((label) => ({ id: idOf(label), name: label.name }));
  const gone = keptIds.filter((id) => !list.some((label) => label.id === id));
  await asked('readwrite', (store) => [
    store.put(list, OWN),
    ...changed.map((label) => store.put(label.bursts, burstsAt(idOf(label)))),
    ...gone.map((id) => store.delete(burstsAt(id))),
  ]);
  keptIds = list.map(({ id }) => id);
}

/** @returns {Promise<Label[]>} */
export async function keptOwn() {
  const [list] = await asked('readonly', (store) => [store.get(OWN)]);
  if (!list?.length) return [];
  keptIds = list.map((/** @type {{ id: string }} */ { id }) => id);
  const bursts = await asked('readonly', (store) => keptIds.map((id) => store.get(burstsAt(id))));
  return list.map((/** @type {{ id: string, name: string }} */ { id, name }, /** @type {number} */ i) => {
    const label = { name, bursts: bursts[i] ?? [] };
    ids.set(label, id);
    return label;
  });
}

/** Experiments whose held-out faces were opened, on this visit or before: who chooses after that has seen them. @type {Set<string>} */
export const seen = new Set(
  await asked('readonly', (store) => [store.get(OPENED)])
    .then(([names]) => names ?? [])
    .catch(() => []),
);

/** Held-out faces stay opened. @param {string[]} names of experiments */
export async function keepSeen(names) {
  for (const name of names) seen.add(name);
  await asked('readwrite', (store) => [store.put([...seen], OPENED)]).catch(() => {});
}

/** Tells `forgotten` when all was deleted, and `own` when pictures of one's own came with a project. */
export const changes = new EventTarget();

export async function forget() {
  await asked('readwrite', (store) => [store.clear()]);
  pictures = undefined;
  keptIds = [];
  seen.clear();
  changes.dispatchEvent(new Event('forgotten'));
}

/** Whether no other tab has the project open: it is then this one's until it is closed. @returns {Promise<boolean>} */
const claimed = () =>
  new Promise((resolve) => {
    const hold = (/** @type {Lock | null} */ lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    };
    const asking = navigator.locks?.request(NAME, { ifAvailable: true }, hold);
    if (asking) asking.catch(() => resolve(true));
    else resolve(true);
  });

/** Two tabs would each write over what the other keeps. */
export const isMine = await claimed().catch(() => true);
