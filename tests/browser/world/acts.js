// What can be done to an element, and what is then wanted: a model far simpler than the element, that says what must be true.
import { fault } from '../../../www/client/errors.js';
import { world } from './world.js';

/**
 * @typedef {object} Case an element in its page
 * @property {any} meter
 * @property {Model} model
 */
/** What is wanted, as the acts so far say. */
export class Model {
  connected = true;
  source = 'sample';
  on = true;
  /** The width of the picture that was given or named; 0 for none. */
  photo = 0;
  src = 0;
  weights = 'default';
  /** Something that was wanted went wrong. */
  failed = false;
  cards = false;
  classes = '7';

  /** @param {Partial<Model>} wanted */
  want(wanted) {
    Object.assign(this, { failed: false, cards: false }, wanted);
  }

  get width() {
    return { sample: 66, camera: 640, photo: this.photo || this.src }[this.source] ?? 0;
  }

  get state() {
    if (!this.connected || !this.on) return this.failed ? 'error' : 'idle';
    if (this.failed) return 'error';
    return this.width === 0 ? 'idle' : this.source === 'camera' ? 'running' : 'ready';
  }
}

let last = 0;
/** A number that no act had lately. Pictures of more than 1600 pixels would be drawn smaller. */
const another = () => 100 + (last++ % 1500);
/** @param {any} meter @param {string} selector @returns {any} */
const part = (meter, selector) => meter.shadowRoot.querySelector(selector);
/** @param {any} meter @param {string} text */
const press = (meter, text) => {
  const button = [...meter.shadowRoot.querySelectorAll('button')].find((each) =>
    each.textContent.startsWith(text),
  );
  if (!button || button.closest('[hidden]')) return false;
  button.click();
  return true;
};
/** @param {any} meter @param {File} file */
function drop(meter, file) {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  part(meter, '.stage').dispatchEvent(
    new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }),
  );
}

/** @param {string} name */
const checkpoint = (name) => new File([name], `${name}.safetensors`);

/** Each act and what it makes of what is wanted. @type {Record<string, (it: Case) => void>} */
export const ACTS = {
  'start the camera': ({ meter, model }) => {
    model.want({ source: 'camera', on: true, photo: 0 });
    meter.source = 'camera';
    meter.start();
  },
  start: ({ meter, model }) => {
    // What is read already goes on, with its cards.
    if (model.failed || !model.on) model.want({ on: true });
    meter.start();
  },
  stop: ({ meter, model }) => {
    model.want({ on: false });
    meter.stop();
  },
  'give a photo': ({ meter, model }) => {
    const width = another();
    if (!model.connected) return;
    model.want({ source: 'photo', on: true, photo: width });
    meter.classify(new Blob([new Uint8Array(width)])).catch(() => {});
  },
  'drop a photo': ({ meter, model }) => {
    const width = another();
    if (!model.connected) return;
    model.want({ source: 'photo', on: true, photo: width });
    drop(meter, new File([new Uint8Array(width)], 'me.png', { type: 'image/png' }));
  },
  'drop what is no picture': ({ meter, model }) => {
    if (!model.connected) return;
    model.want({ source: 'photo', on: true, photo: 0, failed: true });
    drop(meter, new File(['no'], 'me.txt', { type: 'text/plain' }));
  },
  'drop a checkpoint': ({ meter, model }) => {
    const name = `file ${another()}`;
    // It takes the place of the other once it is known to fit, unless something takes its own by then.
    if (model.connected) model.want({ weights: name, cards: false });
    drop(meter, checkpoint(name));
  },
  'drop a bad checkpoint': ({ meter }) => drop(meter, checkpoint('bad')),
  'switch the camera': ({ meter, model }) => {
    if (press(meter, 'Switch camera')) model.want({ on: true });
  },
  'choose the camera': ({ meter, model }) => {
    if (press(meter, 'Camera')) model.want({ source: 'camera', on: true });
  },
  'choose the sample': ({ meter, model }) => {
    if (!press(meter, 'Sample')) return;
    if (model.source !== 'sample' || !model.on || model.failed) model.want({ source: 'sample', on: true });
  },
  move: ({ meter, model }) => {
    if (model.connected) document.body.prepend(meter);
  },
  remove: ({ meter, model }) => {
    if (model.connected) model.want({ connected: false, on: false });
    meter.remove();
  },
  'come back': ({ meter, model }) => {
    if (model.connected) return;
    model.want({ connected: true, on: model.source !== 'camera' });
    document.body.append(meter);
  },
  'name the sample': ({ meter, model }) => {
    if (model.source !== 'sample') model.want({ source: 'sample', on: model.connected, photo: 0 });
    meter.source = 'sample';
  },
  'name the camera': ({ meter, model }) => {
    if (model.source !== 'camera') model.want({ source: 'camera', on: false, photo: 0 });
    meter.source = 'camera';
  },
  'name a photo': ({ meter, model }) => {
    const width = another();
    model.src = width;
    if (model.source === 'photo') model.want({ on: model.connected, photo: 0 });
    meter.src = `photo-${width}`;
  },
  'name weights': ({ meter, model }) => {
    const weights = `weights-${another()}`;
    const stopped = model.failed && model.source === 'camera' && !model.on;
    model.want({ weights, on: stopped ? false : model.on });
    meter.weights = weights;
  },
  'three groups': ({ meter, model }) => {
    model.classes = model.classes === '3' ? '7' : '3';
    meter.classes = model.classes;
  },
  // And back, so that buttons are found by their English words.
  'another language': ({ meter }) => {
    for (const lang of ['fr', 'en']) meter.lang = lang;
  },
  'all faces': ({ meter, model }) => {
    if (!press(meter, 'All 2 faces')) return;
    // A checkpoint that is on its way reads the picture anew, without cards.
    const changes = world.gates.some(({ name }) => name === 'arrayBuffer' || name === 'load');
    model.cards = !changes && !model.cards;
  },
  'move the box': ({ meter }) => {
    part(meter, '.box')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight' }));
  },
  'open or close the panel': ({ meter }) => void press(meter, 'About the model'),
  'close the panel': ({ meter }) => void press(meter, 'Close'),
  'a frame': () => world.frame(),
  trap: ({ model }) => {
    const gate = world.gates.find(({ name }) => name === 'classify');
    if (!gate) return;
    const dead = model.state === 'idle' || model.state === 'error';
    gate.fail(fault('engine-crashed', 'the network stopped'));
    if (!dead) model.want({ failed: true });
  },
  unseen: () => world.see(false),
  seen: () => world.see(true),
};
