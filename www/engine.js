import { fault } from './errors.js';

/** @typedef {{ createScriptURL(url: string): string }} ScriptPolicy */

// One file without imports, which bundlers and hosts may rename.
const SCRIPT = new URL('./pkg/worker.js', import.meta.url);

/** @typedef {{ resolve: (value: any) => void, reject: (error: unknown) => void }} Call */

/**
 * The worker that every classifier of a page shares. A wasm trap leaves the instance unusable, so a worker that
 * reports one, or that dies, is replaced; `generation` then tells classifiers to load their weights again.
 */
class Engine {
  generation = 0;
  /** @type {Worker | null} */
  #worker = null;
  /** @type {Map<number, Call>} */
  #calls = new Map();
  #nextId = 0;
  #users = 0;

  /** A number that stands for one classifier in the worker. */
  join() {
    this.#users += 1;
    return this.#nextId++;
  }

  /** @param {number} key */
  leave(key) {
    this.#users -= 1;
    if (this.#users === 0) this.#drop(fault('closed', 'the classifier was closed'));
    else this.call('close', { key }).catch(() => {}); // the worker may be gone before it answers
  }

  /**
   * @param {'load' | 'classify' | 'detect' | 'activations' | 'close'} task
   * @param {object} options
   * @param {Transferable[]} [transfer]
   * @returns {Promise<any>}
   */
  call(task, options, transfer = []) {
    return new Promise((resolve, reject) => {
      this.#worker ??= this.#spawn();
      const id = this.#nextId++;
      this.#worker.postMessage({ id, task, ...options }, transfer);
      this.#calls.set(id, { resolve, reject });
    });
  }

  #spawn() {
    const worker = new Worker(scriptURL(), { type: 'module', name: 'mimique' });
    worker.onmessage = ({ data }) => this.#settle(data);
    worker.onmessageerror = () => this.#drop(crashed('an answer could not be read'));
    worker.onerror = (event) => {
      event.preventDefault();
      const reason = event.message ?? 'its script could not be loaded';
      this.#drop(fault('worker-failed', `the worker stopped (${reason}); the next call starts a new one`));
    };
    return worker;
  }

  /** @param {{ id: number, value?: any, error?: { code: string, message: string, fatal: boolean } }} answer */
  #settle({ id, value, error }) {
    if (error?.fatal) return this.#drop(crashed(error.message));
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (error) call?.reject(fault(error.code, error.message));
    else call?.resolve(value);
  }

  /** @param {Error} reason */
  #drop(reason) {
    this.#worker?.terminate();
    this.#worker = null;
    this.generation += 1;
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const call of calls) call.reject(reason);
  }
}

/** @type {ScriptPolicy | undefined} */
let policy;

/** The worker's address as a page with Trusted Types wants it, and from this page's origin, as browsers want workers. */
function scriptURL() {
  policy ??= /** @type {{ trustedTypes?: any }} */ (globalThis).trustedTypes?.createPolicy('mimique', {
    createScriptURL: (/** @type {string} */ url) => url,
  });
  const { href, origin } = new URL(SCRIPT, document.baseURI); // Next.js makes addresses without an origin
  const own =
    origin === location.origin
      ? href
      : URL.createObjectURL(new Blob([`import '${href}'`], { type: 'text/javascript' }));
  return policy ? policy.createScriptURL(own) : own;
}

/** @param {string} why */
const crashed = (why) =>
  fault('engine-crashed', `the network stopped unexpectedly (${why}); it was replaced, send the frame again`);

export const engine = new Engine();
