// The page's side of the worker that trains.
import script from './trainer-worker.js?worker&url';

/** @typedef {{ createScriptURL(url: string): string }} ScriptPolicy */

/** @type {ScriptPolicy | undefined} */
const policy = /** @type {{ trustedTypes?: any }} */ (globalThis).trustedTypes?.createPolicy('mimique-lab', {
  createScriptURL: (/** @type {string} */ url) => url,
});

/** Calls to the worker, and what it tells of its own accord: `progress`, `epoch`, `paused`, `opening`, `failed`. */
export class Trainer extends EventTarget {
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: Error) => void }>} */
  #calls = new Map();
  #next = 0;
  /** @type {Worker | null} */
  #worker = null;

  /**
   * @param {string} task
   * @param {Record<string, unknown>} [request]
   * @returns {Promise<any>}
   */
  call(task, request) {
    return new Promise((resolve, reject) => {
      this.#worker ??= this.#spawn();
      const id = this.#next++;
      this.#calls.set(id, { resolve, reject });
      this.#worker.postMessage({ id, task, request });
    });
  }

  /** Ends the worker; the next call starts another one, without pictures or a run. */
  close() {
    this.#end('the worker was closed');
  }

  #spawn() {
    const worker = new Worker(policy?.createScriptURL(script) ?? script, { type: 'module', name: 'lab' });
    worker.onmessage = ({ data: { id, event, value, error } }) => {
      if (event) {
        this.dispatchEvent(new CustomEvent(event, { detail: value }));
        if (value?.fatal) this.#end(value.message);
        return;
      }
      const call = this.#calls.get(id);
      this.#calls.delete(id);
      if (error) call?.reject(Object.assign(new Error(error.message), { code: error.code }));
      else call?.resolve(value);
      if (error?.fatal) this.#end(error.message);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      const message = event.message ?? 'its script could not be loaded';
      this.dispatchEvent(new CustomEvent('failed', { detail: { code: 'worker', message, fatal: true } }));
      this.#end(message);
    };
    return worker;
  }

  /** @param {string} why */
  #end(why) {
    this.#worker?.terminate();
    this.#worker = null;
    const calls = [...this.#calls.values()];
    this.#calls.clear();
    for (const { reject } of calls) reject(Object.assign(new Error(why), { code: 'worker' }));
  }
}
