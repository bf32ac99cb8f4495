import { make, paint } from '../../dom.js';
import { oneOf } from '../shell/address.js';
import { button, choice } from '../shell/controls.js';
import { Lesson } from '../shell/lesson.js';
import { FACE } from '../shell/look.js';
import { NETWORKS, loadNetwork, toldError } from './loader.js';
import { UnitPanel, fourDigits } from './panel.js';
import { Sheet, frame } from './sheet.js';
import { SoftmaxTable } from './softmax.js';
import { open, receptiveField, source, unitName, unitNamed, windowOf } from './sums.js';
import { layerTitle, pixelWords, termName, unitTitle } from './titles.js';
import { words } from './words.js';
import looks from './network.css?url';

/** @typedef {import('./sums.js').Unit} Unit */
/** @typedef {import('./loader.js').Network} Network */

/** Where one begins, and where one is put when a network lacks the unit of another. */
const [FIRST_UNIT, SPARE_UNIT] = ['conv2-10-11-16', 'conv1-0-6-6'];
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
  /** @type {UnitPanel | null} */
  #panel = null;
  /** Where one has come down from. @type {Unit[]} */
  #above = [];
  /** @type {import('./sums.js').Values | null} */
  #values = null;
  #busy = false;
  #again = false;
  #face = make('canvas', { class: 'pixels', role: 'img', width: FACE, height: FACE });
  #field = make('span', { class: 'marker' });
  #layers = make('div', { class: 'layers' });
  #unit = make('section', { class: 'panel unit', 'data-control': 'unit' });
  #message = make('p', { class: 'quiet', role: 'status' });
  #range = make('p', { class: 'quiet' });
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
    const select = make(
      'select',
      { onchange: () => this.#change(select.value) },
      ...Object.keys(NETWORKS).map((name) =>
        make('option', { value: name, selected: name === address.get('network') }, say(name)),
      ),
    );
    if (this.#wanted instanceof File)
      select.append(make('option', { value: 'file', selected: true }, say('dropped')));
    const input = make('input', { type: 'file', accept: '.safetensors', hidden: true });
    input.addEventListener('change', () => {
      if (input.files?.[0]) this.#load(input.files[0]);
      input.value = '';
    });
    const redraw = (/** @type {string} */ name) => (/** @type {string} */ value) => this.choose(name, value);
    this.#drawNetwork();
    if (!this.#network && !this.#wanted) this.#change(address.get('network'));
    return [
      make(
        'div',
        { class: 'settings' },
        make(
          'label',
          { class: 'labelled', 'data-control': 'network' },
          make('span', {}, say('network')),
          select,
        ),
        button('file', say('file'), () => input.click()),
        input,
        among('stage', ['relu', 'conv'], redraw('stage')),
        among('scale', ['layer', 'map', 'locked'], redraw('scale')),
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
      this.#values = null;
      this.#above = [];
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
          onPick: (place) => this.#pick({ layer: at, ...place }),
          onHover: (place) => this.#mark(place ? { layer: at, ...place } : this.#chosen),
        }),
    );
    this.#softmax = new SoftmaxTable(say, this.language, weights);
    const figures = this.#sheets.map((sheet, at) => {
      const text = layerTitle(say, layers[at]);
      sheet.name(say('keys', { text }));
      return make('figure', {}, make('figcaption', {}, text), sheet.element);
    });
    this.#layers.replaceChildren(...figures, this.#softmax.element);
    this.#openUnit();
  }

  /** The unit that is open; another where the network lacks the one of the address. */
  get #chosen() {
    const { layers } = /** @type {Network} */ (this.#network);
    return unitNamed(layers, this.address.get('unit')) ?? /** @type {Unit} */ (unitNamed(layers, SPARE_UNIT));
  }

  /** @param {Unit} unit @param {boolean} [down] */
  #pick(unit, down = false) {
    const { layers } = /** @type {Network} */ (this.#network);
    if (down) this.#above.push(this.#chosen);
    else this.#above = [];
    this.address.set('unit', unitName(layers, unit));
    this.#openUnit();
    this.#show();
  }

  /** Builds the panel of the unit that is chosen. */
  #openUnit() {
    const { layers, weights } = /** @type {Network} */ (this.#network);
    const { say, language: lang } = this;
    const unit = this.#chosen;
    const layer = layers[unit.layer];
    const held = this.#unit.contains(document.activeElement);
    this.#face.setAttribute('aria-label', say('faceAlt'));
    this.#panel =
      layer.kind === 'input'
        ? null
        : new UnitPanel(layer, say, {
            ...{ lang, nameOf: (from) => termName(say, layers, unit, from) },
            onDown: (from, k) => this.#goDown(from, k),
            onTerm: () => this.#mark(unit),
          });
    const { left, top, right, bottom } = receptiveField(layers, unit);
    const up = button('up', say('up'), () => {
      const above = this.#above.pop();
      const rest = [...this.#above];
      if (!above) return;
      this.#pick(above);
      this.#above = rest;
      this.#openUnit();
      this.#show();
    });
    up.hidden = this.#above.length === 0;
    const heading = make('h3', { tabindex: -1 }, unitTitle(say, lang, layers, weights, unit));
    this.#unit.replaceChildren(
      make('div', { class: 'unit-head' }, make('h2', {}, say('unit')), up),
      make(
        'div',
        { class: 'unit-face' },
        make('div', { class: 'board still' }, this.#face, this.#field),
        make(
          'div',
          {},
          heading,
          make('p', { class: 'quiet' }, say('sees', { width: right - left, height: bottom - top })),
          this.#range,
        ),
      ),
      ...(this.#panel ? [this.#panel.element] : []),
    );
    if (held) heading.focus({ preventScroll: true });
    this.#sheets[unit.layer].at = unit;
  }

  /** @param {number} from @param {number} k */
  #goDown(from, k) {
    if (!this.#values || !this.#network) return;
    const unit = source(this.#network.layers, this.#values, this.#chosen, from, k);
    if (unit) this.#pick(unit, true);
    else this.#range.textContent = this.say('outside');
  }

  /** Frames a unit, its window on the layer before and its receptive field. @param {Unit} unit */
  #mark(unit) {
    if (!this.#network) return;
    const { layers } = this.#network;
    const { kind } = layers[unit.layer];
    const window = kind === 'conv' ? { ...windowOf(layers, unit), map: this.#panel?.open ?? 0 } : null;
    this.#sheets.forEach((sheet, at) => {
      sheet.mark(at === unit.layer ? unit : null);
      const maps = layers[at].maps;
      sheet.markWindow(
        window && at === unit.layer - 1 ? { ...window, map: Math.min(window.map, maps - 1) } : null,
      );
    });
    const { left, top, right, bottom } = receptiveField(layers, unit);
    frame(this.#field, left / FACE, top / FACE, (right - left) / FACE, (bottom - top) / FACE);
  }

  /** Computes every layer for the face of the moment; the newest waits while one is computed. */
  async update() {
    const look = this.source?.latest;
    if (!look || !this.#network) return;
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    const { classifier } = this.#network;
    const { crop } = look.prediction;
    try {
      const activations = await classifier.activations(crop);
      if (classifier !== this.#network.classifier) return;
      this.#values = Object.fromEntries(activations.map(({ name, data }) => [name, data]));
      paint(this.#face, crop);
      this.#show();
    } catch {
      // closed meanwhile
    } finally {
      this.#busy = false;
      if (this.#again) {
        this.#again = false;
        this.update();
      }
    }
  }

  /** Draws the values that are there. */
  #show() {
    const look = this.source?.latest;
    if (!this.#values || !this.#network || !look) return;
    const [values, { layers, weights }] = [this.#values, this.#network];
    const scale = /** @type {'map' | 'layer' | 'locked'} */ (this.address.get('scale'));
    const stage = this.address.get('stage');
    this.#sheets.forEach((sheet, at) => {
      const { kind, name, shown } = layers[at];
      sheet.paint(values[kind === 'conv' && stage === 'conv' ? name : shown], scale);
    });
    this.#softmax?.show(values.logits);
    const unit = this.#chosen;
    const number = fourDigits(this.language);
    const most = this.#sheets[unit.layer].reaches[unit.map];
    if (this.#panel) {
      this.#panel.show(open(layers, weights, values, unit));
      const { kind, name, shown, side } = layers[unit.layer];
      const maps = values[kind === 'conv' && stage === 'conv' ? name : shown];
      const value = number(maps[(unit.map * side + unit.y) * side + unit.x]);
      this.#range.textContent = this.say('range', { value, most: number(most) });
    } else this.#range.textContent = pixelWords(this.say, this.language, look.prediction.crop, unit);
    this.#mark(unit);
  }

  end() {
    this.#wanted = '';
    this.#network?.classifier.close();
    this.#network = null;
  }
}
