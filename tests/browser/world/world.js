// What surrounds an element, in a page of the source tree: cameras, pictures and networks whose every answer is held until
// the test gives it, and what is left of them. Loaded before the element is.

/** @typedef {{ name: string, give: () => void, fail: (error: unknown) => void }} Held an answer that somebody waits for */

const real = {
  close: ImageBitmap.prototype.close,
  rejections: /** @type {string[]} */ ([]),
};

/** The scripts that an element loads late. */
export const LATE = [
  ...['camera', 'view/box', 'panels/faces', 'panels/checkpoint'],
  ...['words/en/words', 'words/en/errors', 'words/fr/words', 'words/fr/errors'],
].map((name) => `/source/www/element/${name}.js`);

class World {
  /** In the order in which they were asked for. @type {Held[]} */
  gates = [];
  /** Networks that have not been closed. @type {Set<{ metadata: { name: string } }>} */
  open = new Set();
  /** Pictures that have not been closed. @type {Set<ImageBitmap>} */
  pictures = new Set();
  /** @type {MediaStreamTrack[]} */
  tracks = [];
  /** @type {FrameRequestCallback[]} */
  frames = [];
  /** @type {Set<Watcher>} */
  watchers = new Set();
  visible = true;
  /** What no page may see: rejections that nobody handles, errors. @type {string[]} */
  faults = [];

  /** @param {string} name @returns {Promise<void>} */
  held(name) {
    return new Promise((resolve, reject) => {
      const gate = {
        name,
        give: () => leave(resolve),
        fail: (/** @type {unknown} */ error) => leave(() => reject(error)),
      };
      const leave = (/** @type {() => void} */ act) => {
        this.gates.splice(this.gates.indexOf(gate), 1);
        act();
      };
      this.gates.push(gate);
    });
  }

  get live() {
    return (this.tracks = this.tracks.filter(({ readyState }) => readyState === 'live')).length;
  }

  /** Every callback that waits for a frame has one. */
  frame() {
    for (const each of this.frames.splice(0)) each(performance.now());
  }

  /** @param {boolean} visible */
  see(visible) {
    this.visible = visible;
    for (const watcher of this.watchers) watcher.tell();
  }

  /** @param {number} width */
  box = (width) => ({ x: 0, y: 0, width, height: 65, score: null, keypoints: [] });

  /** Tells what it was made from: the frame by the width of its face, the box by its left edge. @param {any} classifier @param {number} width @param {any} face */
  prediction(classifier, width, face) {
    const probabilities = new Float32Array([0, 0, 0, 1, 0, 0, 0]);
    const { labels } = classifier;
    const box = { ...this.box(width), ...face };
    const square = { x: box.x, y: box.y, side: box.width, roll: 0 };
    const crop = new Uint8ClampedArray(2304).fill(width);
    return {
      label: 'happiness',
      labels,
      probabilities,
      logits: probabilities,
      face: box,
      faces: 2,
      square,
      crop,
      width,
    };
  }

  /** Lets what is on its way arrive: what a promise has and, where nobody waits for an answer, scripts, which are all there. */
  async turn() {
    for (let i = 0; i < 60; i++) await null;
    if (this.gates.length) return;
    await Promise.all(LATE.map((path) => import(path)));
    for (let i = 0; i < 60; i++) await null;
  }

  /** Gives every answer, the oldest or the newest first, until nobody waits any longer. @param {'oldest' | 'newest'} [first] */
  async settle(first = 'oldest') {
    for (let given = 0, quiet = 0; quiet < 2;) {
      const gate = this.gates.at(first === 'oldest' ? 0 : -1);
      if (gate) gate.give();
      quiet = gate ? 0 : quiet + 1;
      if (++given > 200) throw new Error(`no end of ${this.gates.map(({ name }) => name).join()}`);
      await this.turn();
    }
  }
}

export const world = new World();

/** An IntersectionObserver that says what the test says. */
class Watcher {
  /** @param {(entries: any[]) => void} callback */
  constructor(callback) {
    this.tell = () => callback([{ isIntersecting: world.visible }]);
  }
  observe() {
    world.watchers.add(this);
    queueMicrotask(() => world.watchers.has(this) && this.tell());
  }
  disconnect() {
    world.watchers.delete(this);
  }
}

const canvas = document.createElement('canvas');
canvas.getContext('2d');
const devices = ['one', 'two', 'three'].map((deviceId) => ({ kind: 'videoinput', deviceId }));
/** @type {any} */ (globalThis).IntersectionObserver = Watcher;
Object.assign(navigator.mediaDevices, {
  enumerateDevices: () => world.held('enumerateDevices').then(() => devices),
  getUserMedia: () =>
    world.held('getUserMedia').then(() => {
      const stream = canvas.captureStream(0);
      world.tracks.push(...stream.getTracks());
      return stream;
    }),
});
Object.assign(HTMLMediaElement.prototype, { play: () => world.held('play') });
HTMLVideoElement.prototype.requestVideoFrameCallback = (callback) =>
  world.frames.push(/** @type {any} */ (callback));
for (const [name, value] of [
  ['videoWidth', 640],
  ['videoHeight', 480],
])
  Object.defineProperty(HTMLVideoElement.prototype, name, { get: () => value });

/** A photo's width is its file's size. */
globalThis.createImageBitmap = async (/** @type {any} */ source) => {
  await world.held('createImageBitmap');
  if (source.size < 65) throw new DOMException('no picture', 'InvalidStateError');
  const canvas = new OffscreenCanvas(source.size, 65);
  canvas.getContext('2d');
  const image = canvas.transferToImageBitmap();
  world.pictures.add(image);
  return image;
};
ImageBitmap.prototype.close = function () {
  world.pictures.delete(this);
  real.close.call(this);
};
/** A checkpoint's bytes are its name. */
Blob.prototype.arrayBuffer = async function () {
  await world.held('arrayBuffer');
  return new TextEncoder().encode(/** @type {File} */ (this).name.replace('.safetensors', '')).buffer;
};
globalThis.fetch = async (/** @type {any} */ address, { signal } = {}) => {
  await world.held('fetch');
  signal?.throwIfAborted();
  const width = Number(/photo-(\d+)/.exec(address)?.[1] ?? 66); // the sample's is 66
  return /** @type {any} */ ({ ok: true, blob: async () => new Blob([new Uint8Array(width)]) });
};
addEventListener('unhandledrejection', (event) =>
  world.faults.push(`unhandled ${event.reason?.stack ?? event.reason}`),
);
addEventListener('error', ({ message }) => world.faults.push(message));
const { error } = console;
console.error = (...all) => (world.faults.push(all.join(' ')), error(...all));
