import { PIXELS } from '../../data/collection.js';
import { make } from '../../dom.js';
import { face } from '../../figures/face.js';
import { nameOf, whole } from '../../figures/words.js';
import { button, select } from '../shell/controls.js';
import { picturesOf } from './own.js';

/** Faces of a page. */
const SHOWN = 48;

/** The pictures of a label, a page at a time. */
export class Browser {
  element;
  dataset;
  #say;
  #lang;
  #label;
  #split = 0;
  #page = 0;
  #faces = make('div', { class: 'faces' });
  #place = make('p', { class: 'place', role: 'status' });

  /**
   * @param {import('../shell/words.js').Say} say
   * @param {import('../../figures/words.js').Lang} lang
   * @param {import('../../data/collection.js').Dataset} dataset
   * @param {number} label
   * @param {(label: number) => void} onLabel
   */
  constructor(say, lang, dataset, label, onLabel) {
    this.#say = say;
    this.#lang = lang;
    this.dataset = dataset;
    this.#label = Math.min(label, dataset.labels.length - 1);
    const labels = dataset.labels.map(
      (name, i) => /** @type {[string, string]} */ ([`${i}`, nameOf(lang, name)]),
    );
    const choose = (/** @type {string} */ label) => {
      this.#label = Number(label);
      this.#page = 0;
      onLabel(this.#label);
      this.#draw();
    };
    const turn = (/** @type {number} */ by) => () => {
      this.#page += by;
      this.#draw();
    };
    this.element = make(
      'div',
      { class: 'browser' },
      make('h3', {}, say('browse')),
      make(
        'div',
        { class: 'settings' },
        select('label', say('label'), labels, `${this.#label}`, choose),
        button('previous', `← ${say('previous')}`, turn(-1)),
        button('next', `${say('next')} →`, turn(1)),
        this.#place,
      ),
      this.#faces,
    );
  }

  /** @param {number} split */
  show(split) {
    if (split !== this.#split) this.#page = 0;
    this.#split = split;
    this.#draw();
  }

  #draw() {
    const { dataset } = this;
    const all = picturesOf(dataset, this.#split, this.#label);
    const last = Math.max(0, Math.ceil(all.length / SHOWN) - 1);
    this.#page = Math.max(0, Math.min(this.#page, last));
    const from = this.#page * SHOWN;
    const shown = all.slice(from, from + SHOWN);
    const label = nameOf(this.#lang, dataset.labels[this.#label]);
    this.#faces.replaceChildren(
      ...shown.map((i) =>
        face(
          dataset.pictures.subarray(i * PIXELS, (i + 1) * PIXELS),
          this.#say('lineOf', { label, line: dataset.lines[i] }),
        ),
      ),
    );
    const number = whole(this.#lang);
    this.#place.textContent = this.#say('pageOf', {
      from: number(Math.min(from + 1, all.length)),
      to: number(from + shown.length),
      n: number(all.length),
    });
    for (const [name, off] of /** @type {[string, boolean][]} */ ([
      ['previous', this.#page === 0],
      ['next', this.#page === last],
    ]))
      this.element.querySelector(`[data-control=${name}]`)?.setAttribute('aria-disabled', String(off));
  }
}
