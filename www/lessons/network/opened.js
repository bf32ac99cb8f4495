import { make, paint } from '../../dom.js';
import { button } from '../shell/controls.js';
import { FACE } from '../shell/look.js';
import { UnitPanel, fourDigits } from './panel.js';
import { frame } from './sheet.js';
import { open, receptiveField, source, unitNamed, windowOf } from './sums.js';
import { pixelWords, termName, unitTitle } from './titles.js';

/** @typedef {import('./sums.js').Unit} Unit */
/** @typedef {import('./sums.js').Values} Values */
/** @typedef {import('./loader.js').Network} Network */

/** Where one is put when a network lacks the unit of another. */
const SPARE_UNIT = 'conv1-0-6-6';

/** One unit, opened: its sum, what it sees of the face, and the way down to its sources. */
export class OpenedUnit {
  element = make('section', { class: 'panel unit', 'data-control': 'unit' });
  #say;
  #lang;
  #network;
  #sheets;
  #onPick;
  /** @type {Unit} */
  unit;
  /** Where one has come down from. @type {Unit[]} */
  #above = [];
  /** @type {UnitPanel | null} */
  #panel = null;
  /** @type {Values | null} */
  #values = null;
  #face = make('canvas', { class: 'pixels', role: 'img', width: FACE, height: FACE });
  #field = make('span', { class: 'marker' });
  #range = make('p', { class: 'quiet' });

  /**
   * @param {import('../shell/words.js').Say} say
   * @param {'en' | 'fr'} lang
   * @param {{ network: Network, sheets: import('./sheet.js').Sheet[], name: string, onPick: (unit: Unit) => void }} options
   *   `name`: the unit that is open first; `onPick` keeps another one and shows it
   */
  constructor(say, lang, { network, sheets, name, onPick }) {
    this.#say = say;
    this.#lang = lang;
    this.#network = network;
    this.#sheets = sheets;
    this.#onPick = onPick;
    const { layers } = network;
    this.unit = unitNamed(layers, name) ?? /** @type {Unit} */ (unitNamed(layers, SPARE_UNIT));
    this.#face.setAttribute('aria-label', say('faceAlt'));
    this.#build();
  }

  /** @param {Unit} unit @param {Unit[]} [above] where one has come down from */
  pick(unit, above = []) {
    this.#above = above;
    this.unit = unit;
    this.#build();
    this.#onPick(unit);
  }

  #build() {
    const { layers, weights } = this.#network;
    const [say, lang, unit] = [this.#say, this.#lang, this.unit];
    const layer = layers[unit.layer];
    const held = this.element.contains(document.activeElement);
    this.#panel =
      layer.kind === 'input'
        ? null
        : new UnitPanel(layer, say, {
            ...{ lang, nameOf: (from) => termName(say, layers, unit, from) },
            onDown: (from, k) => this.#goDown(from, k),
            onTerm: () => this.mark(unit),
          });
    const { left, top, right, bottom } = receptiveField(layers, unit);
    const up = button('up', say('up'), () => {
      const above = this.#above.at(-1);
      if (above) this.pick(above, this.#above.slice(0, -1));
    });
    up.hidden = this.#above.length === 0;
    const heading = make('h3', { tabindex: -1 }, unitTitle(say, lang, layers, weights, unit));
    this.element.replaceChildren(
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
    if (!this.#values) return;
    const unit = source(this.#network.layers, this.#values, this.unit, from, k);
    if (unit) this.pick(unit, [...this.#above, this.unit]);
    else this.#range.textContent = this.#say('outside');
  }

  /** Frames a unit, its window on the layer before and its receptive field. @param {Unit} unit */
  mark(unit) {
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

  /** @param {Uint8ClampedArray} crop the face of the moment */
  face(crop) {
    paint(this.#face, crop);
  }

  /** @param {Values} values @param {Uint8ClampedArray} crop @param {string} stage */
  show(values, crop, stage) {
    this.#values = values;
    const { layers, weights } = this.#network;
    const unit = this.unit;
    const number = fourDigits(this.#lang);
    this.face(crop);
    if (this.#panel) {
      this.#panel.show(open(layers, weights, values, unit));
      const { kind, name, shown, side } = layers[unit.layer];
      const maps = values[kind === 'conv' && stage === 'conv' ? name : shown];
      const value = number(maps[(unit.map * side + unit.y) * side + unit.x]);
      const most = number(this.#sheets[unit.layer].reaches[unit.map]);
      this.#range.textContent = this.#say('range', { value, most });
    } else this.#range.textContent = pixelWords(this.#say, this.#lang, crop, unit);
    this.mark(unit);
  }
}
