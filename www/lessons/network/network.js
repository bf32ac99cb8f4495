import { make } from '../../dom.js';
import { oneOf } from '../shell/address.js';
import { button, choice, select } from '../shell/controls.js';
import { Lesson } from '../shell/lesson.js';
import { newest } from '../shell/newest.js';
import { Attention } from './attention.js';
import { NETWORKS, loadNetwork, toldError } from './loader.js';
import { OpenedUnit } from './opened.js';
import { Sheet } from './sheet.js';
import { SoftmaxTable } from './softmax.js';
import { unitName } from './sums.js';
import { layerTitle } from './titles.js';
import { words } from './words.js';
import looks from './network.css?url';

/** @typedef {import('./loader.js').Network} Network */
/** @typedef {{ values: import('./sums.js').Values, crop: Uint8ClampedArray }} Frame a face, and every layer's values for it */

/** Where one begins. */
const FIRST_UNIT = 'conv2-10-11-16';
/** The numbers of a face that moves change no more often: nobody reads thirty a second, and they cost more than the maps. */
const NUMBERS_MS = 125;
/** Narrower pages get fewer maps side by side. */
const narrow = () => matchMedia('(max-width: 40rem)').matches;

export default class NetworkLesson extends Lesson {
  name = 'network';
  words = words;
  looks = looks;
  question = { answers: 3, right: 2 };
  fields = {
    network: oneOf('lenet5-article', 'lenet', 'lenet-tiny', 'lenet5-article-3'),
    scale: oneOf('layer', 'map', 'locked'),
    stage: oneOf('relu', 'conv'),
    compare: oneOf('now', 'kept', 'difference'),
    unit: {
      initial: FIRST_UNIT,
      allows: (/** @type {string} */ name) =>
        /^(input|conv\d+)-\d+-\d+-\d+$|^(dense\d+|logits)-\d+$/.test(name),
    },
  };
  /** @type {Network | null} */
  #network = null;
  /** What is loaded or being loaded. @type {string | File} */
  #wanted = '';
  /** @type {Sheet[]} */
  #sheets = [];
  /** @type {OpenedUnit | null} */
  #opened = null;
  /** @type {Attention | null} */
  #attention = null;
  /** What is computed of the face of the moment. @type {Frame | null} */
  #now = null;
  /** The frame that others are compared with. @type {Frame | null} */
  #kept = null;
  /** When numbers were printed last, and what prints the next. */
  #printed = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #layers = make('div', { class: 'layers', 'data-figure': 'layers' });
  #unit = make('div', { class: 'beside-layers' });
  #message = make('p', { class: 'quiet', role: 'status' });
  /** @type {SoftmaxTable | null} */
  #softmax = null;

  build() {
    const { say, address } = this;
    const among = (
      /** @type {string} */ name,
      /** @type {string[]} */ values,
      /** @type {(value: string) => void} */ act,
    ) =>
      choice(
        name,
        say(name),
        values.map((value) => [value, say(value)]),
        address.get(name),
        act,
      );
    const dropped = this.#wanted instanceof File;
    const networks = Object.keys(NETWORKS).map((name) => /** @type {[string, string]} */ ([name, say(name)]));
    if (dropped) networks.push(['file', say('dropped')]);
    const input = make('input', { type: 'file', accept: '.safetensors', hidden: true });
    input.addEventListener('change', () => {
      if (input.files?.[0]) this.#load(input.files[0]);
      input.value = '';
    });
    const redraw = (/** @type {string} */ name) => (/** @type {string} */ value) => this.choose(name, value);
    this.#attention?.close();
    this.#attention = new Attention(say, this.language, () =>
      this.#network && this.#now ? { network: this.#network, crop: this.#now.crop } : null,
    );
    this.#drawNetwork();
    if (!this.#network && !this.#wanted) this.#change(address.get('network'));
    return [
      make(
        'div',
        { class: 'settings' },
        select('network', say('network'), networks, dropped ? 'file' : address.get('network'), (name) =>
          this.#change(name),
        ),
        button('file', say('file'), () => input.click()),
        input,
        among('stage', ['relu', 'conv'], redraw('stage')),
        this.#kept
          ? among('compare', ['now', 'kept', 'difference'], redraw('compare'))
          : among('scale', ['layer', 'map', 'locked'], redraw('scale')),
        button('keep', say(this.#kept ? 'letGo' : 'keep'), () => this.#keep(), {
          pressed: this.#kept !== null,
        }),
      ),
      this.#message,
      make(
        'div',
        { class: 'network' },
        make(
          'section',
          { class: 'panel' },
          make('h2', {}, say('layers')),
          make('p', { class: 'quiet' }, say('colours')),
          this.#layers,
        ),
        this.#unit,
      ),
      this.#attention.element,
    ];
  }

  /** @param {string} name */
  #change(name) {
    if (name === 'file') return;
    this.address.set('network', name);
    this.#load(name);
  }

  /** Puts another network in place of the one in use, which stays if it cannot be read. @param {string | File} from */
  async #load(from) {
    const before = this.#wanted;
    this.#wanted = from;
    this.#message.textContent = this.#network ? '' : this.say('loadingNetwork');
    try {
      const network = await loadNetwork(from);
      if (this.#wanted !== from || !this.isConnected) return network.classifier.close();
      this.#network?.classifier.close();
      this.#network = network;
      this.#now = this.#kept = null;
      this.#message.textContent = '';
      this.rebuild();
    } catch (error) {
      const message = await toldError(error, this.language);
      if (this.#wanted !== from) return;
      this.#wanted = before;
      this.#message.textContent = this.#network ? this.say('refusedFile', { message }) : message;
    }
  }

  /** A sheet for each layer, and the table of the last. */
  #drawNetwork() {
    if (!this.#network) return;
    const { layers, weights } = this.#network;
    const { say } = this;
    this.#sheets = layers.map(
      (layer, at) =>
        new Sheet(layer, {
          narrow: narrow(),
          onPick: (place) => this.#opened?.pick({ layer: at, ...place }),
          onHover: (place) => {
            const opened = this.#opened;
            opened?.mark(place ? { layer: at, ...place } : opened.unit);
          },
        }),
    );
    this.#softmax = new SoftmaxTable(say, this.language, weights);
    const figures = this.#sheets.map((sheet, at) => {
      const text = layerTitle(say, layers[at]);
      sheet.name(say('keys', { text }));
      return make('figure', {}, make('figcaption', {}, text), sheet.element);
    });
    this.#layers.replaceChildren(...figures, this.#softmax.element);
    this.#opened = new OpenedUnit(say, this.language, {
      ...{ network: this.#network, sheets: this.#sheets, name: this.address.get('unit') },
      onPick: (unit) => {
        this.address.set('unit', unitName(layers, unit));
        this.#show();
      },
    });
    this.#unit.replaceChildren(this.#opened.element);
  }

  /** The newest face waits while one is computed. */
  update = newest(() => this.#compute());

  /** Computes every layer for the face of the moment. */
  async #compute() {
    const look = this.source?.latest;
    if (!look || !this.#network) return;
    const { classifier } = this.#network;
    const { crop } = look.prediction;
    try {
      const activations = await classifier.activations(crop);
      if (classifier !== this.#network.classifier) return;
      const values = Object.fromEntries(activations.map(({ name, data }) => [name, data]));
      this.#now = { values, crop };
      this.#show(this.source?.kind === 'camera');
    } catch {
      // closed meanwhile
    }
  }

  /** Draws the values that are there: of the moment, of the frame that is kept, or how they differ. @param {boolean} [live] numbers may wait */
  #show(live = false) {
    const now = this.#now;
    if (!now || !this.#network) return;
    const { layers } = this.#network;
    const kept = this.#kept;
    const compare = kept ? this.address.get('compare') : 'now';
    const scale = kept ? 'locked' : /** @type {'map' | 'layer' | 'locked'} */ (this.address.get('scale'));
    const stage = this.address.get('stage');
    const { values, crop } = compare === 'kept' && kept ? kept : now;
    this.#sheets.forEach((sheet, at) => {
      const { kind, name, shown } = layers[at];
      const key = kind === 'conv' && stage === 'conv' ? name : shown;
      const before = kept?.values[key];
      if (before) sheet.lock(before); // both frames in the colours of the one that is kept
      sheet.paint(
        compare === 'difference' && before
          ? now.values[key].map((value, i) => value - before[i])
          : values[key],
        scale,
      );
    });
    this.#opened?.face(crop);
    clearTimeout(this.#timer);
    const wait = live ? this.#printed + NUMBERS_MS - performance.now() : 0;
    if (wait > 0) this.#timer = setTimeout(() => this.#show(), wait);
    else this.#print(values, crop);
  }

  /** @param {Frame['values']} values @param {Uint8ClampedArray} crop */
  #print(values, crop) {
    this.#printed = performance.now();
    this.#softmax?.show(values.logits);
    this.#opened?.show(values, crop, this.address.get('stage'));
  }

  /** Keeps the frame of the moment beside those that follow, or lets go of it. */
  #keep() {
    this.#kept = this.#kept ? null : this.#now;
    this.address.set('compare', 'now');
    this.rebuild();
  }

  /** A checkpoint may be dropped anywhere on the lesson; a picture goes to its source. */
  connectedCallback() {
    this.addEventListener('dragover', (event) => event.preventDefault());
    this.addEventListener('drop', (event) => {
      if (event.defaultPrevented) return; // the source has taken it
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file) this.#load(file);
    });
    return super.connectedCallback();
  }

  end() {
    clearTimeout(this.#timer);
    this.#attention?.close();
    this.#wanted = '';
    this.#network?.classifier.close();
    this.#network = null;
  }
}
