import { fault } from './errors.js';

// One file without imports, which bundlers and hosts may rename.
const SCRIPT = new URL('../pkg/worker.js', import.meta.url);

/** @typedef {{ resolve: (value: any) => void, reject: (error: unknown) => void }} Call */
/** @typedef {{ worker: Worker, calls: Map<number, Call>, silent: number }} Thread a worker, the calls that it has not answered yet, and how often it was asked for a sign of life since it gave one */
/** @typedef {ImageBitmap | VideoFrame | ImageData} Image */

const PING_MS = 5000;
const MAX_SILENT = 3;

/** A call that another one's trap has cut short. It may be made again, with the image that the worker gave back. */
export class Interrupted extends Error {
  code = 'engine-crashed';

  /** @param {Image | undefined} image */
  constructor(image) {
    super('the network stopped unexpectedly, because of another call; it was replaced, send the frame again');
    this.image = image;
  }
}

/**
 * The worker that every classifier of a page shares; there is one only as long as a classifier owns it. A wasm trap
 * leaves the instance unusable, so a worker that reports one, or that dies, is replaced; `generation` then tells
 * classifiers to load their weights again.
 */
export class Engine {
  generation = 0;
  #script;
  /** @type {Thread | null} the one that takes calls */
  #thread = null;
  /** @type {Set<Thread>} with those that only give back what they had not begun */
  #threads = new Set();
  /** @type {Set<number>} */
  #owners = new Set();
  #nextId = 0;

  /** @param {string} script */
  constructor(script) {
    this.#script = script;
  }

  /** A number that stands for one classifier in the worker. */
  join() {
    const key = this.#nextId++;
    this.#owners.add(key);
    return key;
  }

  /** @param {number} key */
  leave(key) {
    this.#owners.delete(key);
    if (this.#owners.size > 0) this.#thread?.worker.postMessage({ task: 'close', key });
    else for (const thread of this.#threads) this.#end(thread, closed());
  }

  /**
   * @param {'load' | 'classify' | 'detect' | 'activations' | 'probabilities'} task
   * @param {{ key: number, image?: Image, [more: string]: unknown }} request the image is handed over, not copied
   * @returns {Promise<any>}
   */
  call(task, request) {
    return new Promise((resolve, reject) => {
      if (!this.#owners.has(request.key)) throw closed();
      this.#thread ??= this.#spawn();
      const { worker, calls } = this.#thread;
      const id = this.#nextId++;
      const { image } = request;
      try {
        worker.postMessage({ id, task, ...request }, image && 'close' in image ? [image] : []);
      } catch (error) {
        throw uncloned(image, /** @type {Error} */ (error));
      }
      calls.set(id, { resolve, reject });
    });
  }

  /** @returns {Thread} */
  #spawn() {
    const worker = new Worker(scriptURL(this.#script), { type: 'module', name: 'mimique' });
    const thread = { worker, calls: new Map(), silent: 0 };
    this.#threads.add(thread);
    this.#watch(thread);
    worker.onmessage = ({ data }) => this.#settle(thread, data);
    worker.onmessageerror = () => this.#end(thread, crashed('an answer could not be read'));
    worker.onerror = (event) => {
      event.preventDefault();
      const reason = event.message ?? 'its script could not be loaded';
      this.#end(
        thread,
        fault('worker-failed', `the worker stopped (${reason}); the next call starts a new one`),
      );
    };
    return thread;
  }

  /**
   * @param {Thread} thread
   * @param {{ id: number, value?: any, error?: { code: import("../types.d.ts").ErrorCode, message: string, fatal: boolean }, image?: Image, interrupted?: boolean }} answer
   */
  #settle(thread, { id, value, error, image, interrupted }) {
    thread.silent = 0;
    const call = thread.calls.get(id);
    thread.calls.delete(id);
    if (error?.fatal) this.#retire(thread);
    if (interrupted) call?.reject(new Interrupted(image));
    else if (error) call?.reject(error.fatal ? crashed(error.message) : fault(error.code, error.message));
    else call?.resolve(value);
    if (thread !== this.#thread && thread.calls.size === 0) this.#end(thread, closed());
  }

  /**
   * Ends a worker that says nothing any more: no event tells of one that closed itself, or whose script is empty. Counted in
   * questions, not in time, so that a machine that slept is not taken for one.
   * @param {Thread} thread
   */
  #watch(thread) {
    const timer = setInterval(() => {
      if (!this.#threads.has(thread)) return clearInterval(timer);
      if (thread.calls.size === 0) return;
      if (++thread.silent > MAX_SILENT)
        return this.#end(
          thread,
          fault('worker-failed', 'the worker does not answer; the next call starts a new one'),
        );
      thread.worker.postMessage({ task: 'ping' });
    }, PING_MS);
  }

  /** Gives a worker no more calls. @param {Thread} thread */
  #retire(thread) {
    if (this.#thread !== thread) return;
    this.#thread = null;
    this.generation += 1;
  }

  /**
   * @param {Thread} thread
   * @param {Error} reason
   */
  #end(thread, reason) {
    if (!this.#threads.delete(thread)) return;
    this.#retire(thread);
    thread.worker.terminate();
    for (const call of thread.calls.values()) call.reject(reason);
  }
}

/** Where the page's one policy is: its name can be taken once, however many copies of the package a page has. */
const POLICY = Symbol.for('mimique.policy');

/** The worker's address as a page with Trusted Types wants it, and from this page's origin, as browsers want workers. @param {string} script */
function scriptURL(script) {
  const { href, origin } = new URL(script, document.baseURI); // Next.js makes addresses without an origin
  const own =
    origin === location.origin
      ? href
      : URL.createObjectURL(new Blob([`import '${href}'`], { type: 'text/javascript' }));
  const page = /** @type {{ [POLICY]?: { createScriptURL(url: string): string }, trustedTypes?: any }} */ (
    globalThis
  );
  page[POLICY] ??= page.trustedTypes?.createPolicy('mimique', { createScriptURL });
  return page[POLICY]?.createScriptURL(own) ?? own;
}

/** Whatever else finds the policy gets nothing from elsewhere past it. @param {string} url */
function createScriptURL(url) {
  if (new URL(url, location.href).origin === location.origin) return url;
  throw new TypeError(`expected an address of ${location.origin}, got ${url}`);
}

/** What cannot be handed to a worker. @param {Image | undefined} image @param {Error} error */
const uncloned = (image, { message }) =>
  image
    ? fault(
        'source-tainted',
        `the picture comes from another site without CORS (${message}): set crossorigin="anonymous" and have its server allow it`,
      )
    : fault('weights-unreachable', `expected bytes, got a buffer that was transferred (${message})`);

/** @param {string} why */
const crashed = (why) =>
  fault('engine-crashed', `the network stopped unexpectedly (${why}); it was replaced, send the frame again`);

/** What is said to whoever calls a classifier after its `close()`. */
export const closed = () => fault('closed', 'the classifier is closed: load another one');

/** By the address of the worker's script. @type {Map<string, Engine>} */
const engines = new Map();

/** The engine of all classifiers with this worker. @param {string} [script] default: the package's own */
export function engineOf(script = SCRIPT.href) {
  const engine = engines.get(script) ?? new Engine(script);
  engines.set(script, engine);
  return engine;
}
