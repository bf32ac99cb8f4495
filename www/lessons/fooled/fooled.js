import { make, paint } from '../../dom.js';
import { intervals } from '../../figures/intervals.js';
import { nameOf } from '../../figures/words.js';
import { Announcer } from '../../element/view/announce.js';
import { oneOf, within } from '../shell/address.js';
import { loadNamed } from '../shell/checkpoints.js';
import { button, choice, slider, toggle } from '../shell/controls.js';
import { Lesson } from '../shell/lesson.js';
import { FACE, imageOf } from '../shell/look.js';
import { report, wilson } from '../shell/reports.js';
import { ComparedBars } from './bars.js';
import { NOTHING, cut, disturbed, moved, moves, normal } from './disturb.js';
import { greyOf } from './frame.js';
import { FRAMES, Spread } from './spread.js';
import { words } from './words.js';
import looks from './fooled.css?url';

/** @typedef {import('./disturb.js').Disturbance} Disturbance */
/** @typedef {import('../shell/source.js').Look} Look */

const NETWORKS = ['lenet', 'lenet5-article', 'lenet-tiny'];
/** Sliders by name: from, to, step, and what their numbers are. @type {Record<string, [min: number, max: number, step: number, unit: string]>} */
const RANGES = {
  dx: [-12, 12, 1, 'px'],
  dy: [-12, 12, 1, 'px'],
  scale: [0.6, 1.6, 0.05, '%'],
  roll: [-60, 60, 5, '°'],
  light: [0.1, 3, 0.1, '%'],
  side: [-1, 1, 0.1, '%'],
  contrast: [0.1, 3, 0.1, '%'],
  blur: [0, 4, 0.25, 'px'],
  noise: [0, 48, 4, 'levels'],
};
const PLACE = ['dx', 'dy', 'scale', 'roll'];
const PIXELS = ['light', 'side', 'contrast', 'blur', 'noise'];
/** What a copy of a still differs by: half a pixel of the face, and grey levels. */
const JITTER = { pixels: 0.5, levels: 2 };

export default class FooledLesson extends Lesson {
  name = 'what-fools-it';
  words = words;
  looks = looks;
  question = { answers: 3, right: 2 };
  /** @type {Record<string, import('../shell/address.js').Field>} */
  fields = {
    network: oneOf('lenet', ...NETWORKS),
    ...Object.fromEntries(
      Object.entries(RANGES).map(([name, [min, max]]) => [
        name,
        within(/** @type {Record<string, any>} */ (NOTHING)[name], min, max),
      ]),
    ),
    mirror: oneOf('no', 'yes'),
    bar: oneOf('none', 'eyes', 'mouth', 'both'),
  };
  /** @type {Promise<import('../../types.d.ts').Classifier> | null} */
  #loading = null;
  #loaded = '';
  #busy = false;
  #again = false;
  #was = make('canvas', { class: 'pixels', role: 'img', width: FACE, height: FACE });
  #now = make('canvas', { class: 'pixels', role: 'img', width: FACE, height: FACE, 'data-figure': 'face' });
  #told = make('p', { class: 'so' });
  #spoken = new Announcer();
  #measured = make('div', { 'data-figure': 'robustness' });
  #note = make('p', { class: 'quiet' });
  #message = make('p', { class: 'refused', role: 'alert', hidden: true });
  /** @type {ComparedBars | null} */
  #bars = null;
  /** @type {Spread | null} */
  #spread = null;

  /** What the address says. @returns {Disturbance} */
  get #disturbance() {
    const numbers = Object.fromEntries(Object.keys(RANGES).map((name) => [name, this.address.number(name)]));
    const bar = /** @type {Disturbance['bar']} */ (this.address.get('bar'));
    return { ...NOTHING, ...numbers, mirror: this.address.get('mirror') === 'yes', bar };
  }

  build() {
    const { say, address, language: lang } = this;
    this.#bars = new ComparedBars(lang, say);
    this.#spread?.stop();
    this.#spread = new Spread(lang, say, () => this.update());
    this.#was.setAttribute('aria-label', say('beforeAlt'));
    this.#now.setAttribute('aria-label', say('afterAlt'));
    this.#drawMeasured();
    const panel = (/** @type {string} */ name, /** @type {Node[]} */ ...nodes) =>
      make('section', { class: `panel ${name}`, 'data-control': name }, make('h2', {}, say(name)), ...nodes);
    const group = (/** @type {string} */ name, /** @type {Node[]} */ ...nodes) =>
      make('div', { class: 'sliders', role: 'group', 'aria-label': say(name) }, ...nodes);
    const select = make(
      'select',
      { onchange: () => this.#change(select.value) },
      ...NETWORKS.map((value) =>
        make('option', { value, selected: value === address.get('network') }, say(value)),
      ),
    );
    const caption = (/** @type {Node} */ node, /** @type {string} */ key) =>
      make('figure', {}, node, make('figcaption', {}, say(key)));
    const bars = ['none', 'eyes', 'mouth', 'both'].map(
      (value) => /** @type {[string, string]} */ ([value, say(value)]),
    );
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
        button('reset', say('reset'), () => this.#reset()),
      ),
      this.#message,
      make(
        'div',
        { class: 'fooled' },
        panel(
          'change',
          group('place', ...PLACE.map((name) => this.#slider(name))),
          toggle('mirror', say('mirror'), address.get('mirror') === 'yes', (on) =>
            this.choose('mirror', on ? 'yes' : 'no'),
          ),
          group('pixels', ...PIXELS.map((name) => this.#slider(name))),
          choice('bar', say('bar'), bars, address.get('bar'), (value) => this.choose('bar', value)),
        ),
        panel(
          'answer',
          make('div', { class: 'faces' }, caption(this.#was, 'before'), caption(this.#now, 'after')),
          this.#told,
          this.#bars.element,
          make('p', { class: 'quiet' }, say('ticks')),
          this.#bars.table,
          this.#spoken.element,
        ),
        panel('measured', this.#measured, this.#note),
        panel('spread', this.#spread.element),
      ),
    ];
  }

  /** @param {string} name */
  #slider(name) {
    const [min, max, step, unit] = RANGES[name];
    const { format } = new Intl.NumberFormat(this.language, {
      ...(unit === '%' ? { style: 'percent' } : { maximumFractionDigits: 2 }),
    });
    const text = (/** @type {number} */ value) => {
      const n = format(value).replace('-', '−');
      return unit === '%' ? n : unit === '°' ? `${n}°` : this.say(unit, { n });
    };
    const range = { value: this.address.number(name), min, max, step, text };
    return slider(name, this.say(name), range, (value) => this.choose(name, Math.round(100 * value) / 100));
  }

  #reset() {
    for (const name of [...Object.keys(RANGES), 'mirror', 'bar'])
      this.address.set(name, this.fields[name].initial);
    this.rebuild();
  }

  /** @param {string} name */
  #change(name) {
    this.address.set('network', name);
    this.#spread?.stop();
    this.#drawMeasured();
    this.update();
  }

  /** The network that is chosen; the one before it is closed. */
  #classifier() {
    const name = this.address.get('network');
    if (this.#loading && this.#loaded === name) return this.#loading;
    this.#close();
    this.#loaded = name;
    this.#loading = loadNamed(name);
    this.#loading.catch(() => (this.#loading = null));
    return this.#loading;
  }

  #close() {
    this.#loading?.then((classifier) => classifier.close()).catch(() => {});
    this.#loading = null;
  }

  /** The newest face waits while one is read. */
  async update() {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    const look = this.source?.latest;
    if (!look) return;
    this.#busy = true;
    try {
      await this.#read(look);
      this.#message.hidden = true;
    } catch {
      this.#message.textContent = this.say('failed');
      this.#message.hidden = !this.isConnected;
    } finally {
      this.#busy = false;
      if (this.#again) {
        this.#again = false;
        this.update();
      }
    }
  }

  /** @param {Look} look */
  async #read(look) {
    const { crop, square } = look.prediction;
    const disturbance = this.#disturbance;
    const frame = moves(disturbance) || this.#spread?.watching ? greyOf(look) : null; // before the camera goes on
    const classifier = await this.#classifier();
    const ask = (/** @type {Uint8ClampedArray} */ face) =>
      classifier.classify(imageOf(face), { detect: false });
    const framed = frame && moves(disturbance) ? cut(frame, moved(square, disturbance)) : crop;
    const face = disturbed(framed, disturbance);
    const was = await ask(crop);
    const now = await ask(face);
    if (!was || !now || !this.isConnected) return;
    paint(this.#was, crop);
    paint(this.#now, face);
    this.#bars?.show(was, now);
    this.#tell(was, now);
    const spread = this.#spread;
    if (!spread?.watching) return;
    if (this.source?.kind === 'camera') return spread.add(was, true);
    const random = normal(7);
    for (let i = 0; i < FRAMES && spread.watching && frame; i++) {
      const [dx, dy] = [random(), random()].map((by) => JITTER.pixels * Math.max(-1, Math.min(1, by)));
      const copy = cut(frame, moved(square, { ...NOTHING, dx, dy }));
      const answer = await ask(disturbed(copy, { ...NOTHING, noise: JITTER.levels }, i + 1));
      if (answer) spread.add(answer, false);
    }
  }

  /** @param {import('../../types.d.ts').Prediction} was @param {import('../../types.d.ts').Prediction} now */
  #tell(was, now) {
    const percent = new Intl.NumberFormat(this.language, { style: 'percent' }).format;
    const of = (/** @type {typeof was} */ { labels, probabilities }, /** @type {string} */ label) =>
      percent(probabilities[labels.indexOf(label)]);
    const values = {
      label: nameOf(this.language, now.label),
      now: of(now, now.label),
      before: nameOf(this.language, was.label),
      was: of(was, was.label),
    };
    const untouched = now.probabilities.every((share, i) => share === was.probabilities[i]);
    const kind = untouched ? 'untouched' : was.label === now.label ? 'same' : 'fooled';
    const text = this.say(kind, values);
    this.#told.textContent = text;
    this.#told.classList.toggle('other', was.label !== now.label);
    this.#spoken.offer(text, () => text);
  }

  async #drawMeasured() {
    const name = this.address.get('network');
    const { say, language: lang } = this;
    try {
      const { n, accuracy, disturbed: under = {} } = await report(name);
      if (name !== this.address.get('network') || lang !== this.language) return;
      const row = (/** @type {string} */ key, /** @type {number} */ share) => ({
        name: say(key),
        share,
        interval: wilson(share * n, n),
      });
      const keys = Object.keys(words);
      const rows = Object.entries(under)
        .sort(([, a], [, b]) => b - a)
        .map(([key, share]) =>
          row(keys.find((known) => `under ${key}`.startsWith(known)) ?? 'disturbance', share),
        );
      const axis = { from: 0.45, to: 0.75, step: 0.1 };
      this.#measured.replaceChildren(
        intervals(
          lang,
          { name: say('disturbance'), share: say('right') },
          [{ ...row('asTheyAre', accuracy), strong: true }, ...rows],
          axis,
        ),
      );
      this.#note.textContent = say('measuredNote', { n: new Intl.NumberFormat(lang).format(n) });
    } catch {
      this.#note.textContent = say('failed');
    }
  }

  end() {
    this.#spread?.stop();
    this.#spoken.clear();
    this.#close();
  }
}
