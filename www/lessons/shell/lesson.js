import { make } from '../../dom.js';
import { savers } from '../../figures/save.js';
import { Address, oneOf } from './address.js';
import { done, tick } from './done.js';
import { guess } from './guess.js';
import { LessonSource } from './source.js';
import { sayer, shellWords } from './words.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */
/** @typedef {import('./words.js').Words} Words */
/** @typedef {{ answers: number, right: number }} Question */

/**
 * A lesson: its words, its source, its figures, its question. A lesson says what it has by the members below, builds its
 * figures in `build` (what has `data-figure` can be saved) and brings them up to date in `update`, which is called after every look and every choice.
 */
export class Lesson extends HTMLElement {
  static observedAttributes = ['lang'];
  /** @type {string} */
  name = '';
  /** @type {Words} */
  words = { en: {}, fr: {} };
  /** @type {Record<string, import('./address.js').Field>} */
  fields = {};
  /** @type {Question | null} */
  question = null;
  /** Its stylesheet. @type {string} */
  looks = '';
  needsSource = true;
  /** @type {import('./words.js').Say} */
  say = sayer('en', shellWords);
  /** @type {Lang} */
  language = 'en';
  /** @type {LessonSource | null} */
  source = null;
  /** @type {Address} */
  address = /** @type {any} */ (null);
  /** @type {number | null} */
  #taken = null;
  #life = new AbortController();

  /** The figures of the lesson. @returns {Node[]} */
  build() {
    return [];
  }

  /** Brings the figures up to date. */
  update() {}

  /** Ends what the lesson itself has begun. */
  end() {}

  async connectedCallback() {
    const source = oneOf('sample', 'camera');
    const hide = { initial: '', allows: (/** @type {string} */ names) => /^[a-z0-9,-]{1,200}$/.test(names) };
    this.address = new Address({ ...this.fields, ...(this.needsSource && { source }), hide });
    const { signal } = this.#life;
    addEventListener('popstate', () => this.#reread(), { signal });
    addEventListener(
      'message',
      ({ data, source }) => {
        if (source !== parent) return;
        if (data === 'slide:stop') this.source?.stop();
      },
      { signal },
    );
    await styled(this.looks);
    if (signal.aborted) return;
    if (this.needsSource) {
      this.source = new LessonSource();
      this.source.addEventListener('look', () => this.update());
      this.source.addEventListener('choice', () => {
        const kind = this.source?.kind;
        this.address.set('source', kind === 'camera' ? 'camera' : 'sample');
      });
    }
    this.#draw();
    this.source?.start(/** @type {'sample' | 'camera'} */ (this.address.get('source')));
  }

  disconnectedCallback() {
    this.#life.abort();
    this.source?.close();
    this.end();
  }

  attributeChangedCallback() {
    if (this.address && this.childElementCount) this.#draw();
  }

  /** Keeps a choice in the address and shows what comes of it. @param {string} name @param {string | number} value */
  choose(name, value) {
    this.address.set(name, value);
    this.update();
  }

  /** Builds the figures anew, where a choice changes more than numbers. */
  rebuild() {
    const control = document.activeElement?.closest('[data-control]') ?? null;
    const name = this.contains(control) ? control?.getAttribute('data-control') : null;
    this.#draw();
    const again = name && this.querySelector(`[data-control="${name}"]`);
    const place = again && (again.querySelector('input:checked, input, select, button') ?? again);
    /** @type {HTMLElement | null} */ (place || null)?.focus({ preventScroll: true });
  }

  #reread() {
    this.address.read();
    this.#draw();
  }

  #draw() {
    this.language = this.lang === 'fr' ? 'fr' : 'en';
    this.say = sayer(this.language, shellWords, this.words);
    this.source?.speak(this.language);
    const refused = Object.entries(this.address.refused).map(([name, value]) =>
      make('p', { class: 'refused', role: 'status' }, this.say('refused', { name, value })),
    );
    const tickMark = make(
      'span',
      { class: 'tick-done', hidden: !done().includes(this.name) },
      `✓ ${this.say('done')}`,
    );
    const onTake = (/** @type {number} */ n) => {
      this.#taken = n;
      tick(this.name);
      tickMark.hidden = false;
    };
    const opening = make(
      'div',
      { class: 'opening' },
      make('h1', { 'data-control': 'title' }, this.say(`title-${this.name}`), ' ', tickMark),
      make('p', { class: 'lede', 'data-control': 'title' }, this.say('intro')),
      ...refused,
      ...(this.source ? [this.source.element] : []),
    );
    const question = this.question && guess(this.say, { ...this.question, taken: this.#taken, onTake });
    this.replaceChildren(
      make('div', { class: 'top' }, opening, ...(question ? [question] : [])),
      ...this.build(),
    );
    for (const figure of this.querySelectorAll('[data-figure]')) {
      const file = `mimique-${this.name}-${figure.getAttribute('data-figure')}`;
      const caption = figure.parentElement?.querySelector(':scope > figcaption');
      (figure instanceof HTMLCanvasElement ? (caption ?? figure) : figure).after(
        savers(figure, file, (format) => this.say('saveAs', { format })),
      );
    }
    for (const name of this.address.get('hide').split(',').filter(Boolean)) {
      for (const part of this.querySelectorAll(`[data-control="${name}"]`))
        part.toggleAttribute('hidden', true);
    }
    this.update();
  }
}

/** Waits until a stylesheet is there; the same one once. @param {string} href */
function styled(href) {
  if (!href || document.querySelector(`link[href="${href}"]`)) return;
  const link = make('link', { rel: 'stylesheet', href });
  document.head.append(link);
  return new Promise((resolve) => {
    link.onload = link.onerror = () => resolve(undefined);
  });
}
