import { make, paint } from '../../dom.js';
import { nameOf } from '../../figures/words.js';
import { Announcer } from '../../element/view/announce.js';
import { oneOf, within } from '../shell/address.js';
import { loadNamed } from '../shell/checkpoints.js';
import { button, choice, select, toggle } from '../shell/controls.js';
import { Lesson } from '../shell/lesson.js';
import { newest } from '../shell/newest.js';
import { FACE, imageOf } from '../shell/look.js';
import { report } from '../shell/reports.js';
import { ComparedBars } from './bars.js';
import { NAMES, RANGES, strengths, strengthSlider } from './controls.js';
import { NOTHING, cut, disturbed, moved, moves } from './disturb.js';
import { greyOf } from './frame.js';
import { lostTable, measuredTable } from './measured.js';
import { FRAMES, Spread, copyOf } from './spread.js';
import { Sweep } from './sweep.js';
import { words } from './words.js';
import looks from './fooled.css?url';

/** @typedef {import('./disturb.js').Disturbance} Disturbance */
/** @typedef {import('../shell/source.js').Look} Look */

const NETWORKS = ['lenet', 'lenet5-article', 'lenet-tiny'];
const [PLACE, PIXELS] = [NAMES.slice(0, 4), NAMES.slice(4, 9)];
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
    sweep: oneOf('tall', ...NAMES),
  };
  /** @type {Promise<import('../../types.d.ts').Classifier> | null} */
  #loading = null;
  #loaded = '';
  #was = make('canvas', { class: 'pixels', role: 'img', width: FACE, height: FACE });
  #now = make('canvas', { class: 'pixels', role: 'img', width: FACE, height: FACE, 'data-figure': 'face' });
  #told = make('p', { class: 'so' });
  #spoken = new Announcer();
  #measured = make('div', { class: 'beside' });
  #note = make('p', { class: 'quiet' });
  #message = make('p', { class: 'refused', role: 'alert', hidden: true });
  /** @type {ComparedBars | null} */
  #bars = null;
  /** @type {Spread | null} */
  #spread = null;
  /** @type {Sweep | null} */
  #sweep = null;
  /** What was swept last. @type {Look | null} */
  #sweptLook = null;

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
    this.#sweep?.stop();
    this.#sweep = this.#sweeper();
    this.#sweptLook = null;
    this.#was.setAttribute('aria-label', say('beforeAlt'));
    this.#now.setAttribute('aria-label', say('afterAlt'));
    this.#drawMeasured();
    const panel = (/** @type {string} */ name, /** @type {Node[]} */ ...nodes) =>
      make('section', { class: `panel ${name}`, 'data-control': name }, make('h2', {}, say(name)), ...nodes);
    const group = (/** @type {string} */ name, /** @type {Node[]} */ ...nodes) =>
      make('div', { class: 'sliders', role: 'group', 'aria-label': say(name) }, ...nodes);
    const networks = NETWORKS.map((value) => /** @type {[string, string]} */ ([value, say(value)]));
    const caption = (/** @type {Node} */ node, /** @type {string} */ key) =>
      make('figure', {}, node, make('figcaption', {}, say(key)));
    const strength = (/** @type {string} */ name) =>
      strengthSlider(name, address.number(name), say, lang, (of, value) => {
        this.choose(of, value);
        this.#sweep?.follow(of);
      });
    const note = (/** @type {string} */ key) => make('p', { class: 'quiet' }, say(key));
    const bars = ['none', 'eyes', 'mouth', 'both'].map(
      (value) => /** @type {[string, string]} */ ([value, say(value)]),
    );
    return [
      make(
        'div',
        { class: 'settings' },
        select('network', say('network'), networks, address.get('network'), (name) => this.#change(name)),
        button('reset', say('reset'), () => this.#set({})),
      ),
      this.#message,
      make(
        'div',
        { class: 'fooled' },
        panel(
          'seen',
          make('div', { class: 'faces' }, caption(this.#was, 'before'), caption(this.#now, 'after')),
          this.#told,
          this.#spoken.element,
        ),
        panel(
          'change',
          group('place', ...PLACE.map(strength)),
          toggle('mirror', say('mirror'), address.get('mirror') === 'yes', (on) =>
            this.choose('mirror', on ? 'yes' : 'no'),
          ),
          group('pixels', ...PIXELS.map(strength)),
          group(
            'bar',
            choice('bar', say('bar'), bars, address.get('bar'), (value) => {
              this.choose('bar', value);
              this.#sweep?.follow('tall');
            }),
            strength('tall'),
          ),
          strengths(say, (set) => this.#set(set)),
        ),
        panel('answer', this.#bars.element, make('p', { class: 'quiet' }, say('ticks')), this.#bars.table),
        panel('sweep', this.#sweep.element),
        panel('spread', this.#spread.element),
        panel('measured', this.#measured, this.#note, note('lostNote')),
      ),
    ];
  }

  #sweeper() {
    const { say, address, language: lang } = this;
    return new Sweep({
      ...{ say, lang, name: address.get('sweep') },
      now: () => this.#disturbance,
      scene: () => {
        const look = this.source?.latest;
        return look ? { ...look.prediction, frame: greyOf(look) } : null;
      },
      ask: async (face) => (await this.#classifier()).classify(imageOf(face), { detect: false }),
      onChoose: (name) => address.set('sweep', name),
    });
  }

  /** @param {Partial<Disturbance>} set all others are off */
  #set(set) {
    for (const name of [...NAMES, 'mirror', 'bar']) this.address.set(name, this.fields[name].initial);
    const names = Object.entries(set);
    for (const [name, value] of names) this.address.set(name, String(value));
    if (names.length) this.address.set('sweep', names[0][0]);
    this.rebuild();
  }

  /** @param {string} name */
  #change(name) {
    this.address.set('network', name);
    this.#spread?.stop();
    this.#drawMeasured();
    this.update();
    this.#sweep?.run();
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
  update = newest(() => this.#look());

  async #look() {
    const look = this.source?.latest;
    if (!look) return;
    const still = this.source?.kind !== 'camera';
    if (look !== this.#sweptLook && (still || !this.#sweptLook)) {
      this.#sweptLook = look;
      this.#sweep?.run();
    }
    try {
      await this.#read(look);
      this.#message.hidden = true;
    } catch {
      this.#message.textContent = this.say('failed');
      this.#message.hidden = !this.isConnected;
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
    for (let i = 0; i < FRAMES && spread.watching && frame; i++) {
      const answer = await ask(copyOf(frame, square, i));
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
      const reports = await Promise.all(NETWORKS.map(report));
      if (name !== this.address.get('network') || lang !== this.language) return;
      const networks = NETWORKS.map((of, i) => /** @type {[string, typeof reports[0]]} */ ([of, reports[i]]));
      const chosen = reports[NETWORKS.indexOf(name)];
      this.#measured.replaceChildren(
        make('div', { 'data-figure': 'robustness' }, measuredTable(chosen, say, lang)),
        lostTable(networks, name, say, lang),
      );
      this.#note.textContent = say('measuredNote', { n: new Intl.NumberFormat(lang).format(chosen.n) });
    } catch {
      this.#note.textContent = say('failed');
    }
  }

  end() {
    this.#spread?.stop();
    this.#sweep?.stop();
    this.#spoken.clear();
    this.#close();
  }
}
