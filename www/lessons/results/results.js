import { make } from '../../dom.js';
import { matrix } from '../../figures/matrix.js';
import { percent1 } from '../../figures/words.js';
import { oneOf } from '../shell/address.js';
import { choice, select } from '../shell/controls.js';
import { Lesson } from '../shell/lesson.js';
import { NAMES, alwaysLargest, report } from '../shell/reports.js';
import { comparison } from './compare.js';
import { GIVEN, OwnEvaluation } from './own.js';
import { classFigures, knownFigures, ordered, reliabilityDiagram, sharesSaid } from './panels.js';
import { cellPictures } from './pictures.js';
import { words } from './words.js';
import looks from './results.css?url';

/** @typedef {import('./panels.js').Shown} Shown */
/** @typedef {import('../shell/reports.js').Figures} Figures */
/** @typedef {import('./own.js').Truth} Truth */

export default class ResultsLesson extends Lesson {
  name = 'results';
  words = words;
  looks = looks;
  needsSource = false;
  question = { answers: 3, right: 2 };
  fields = {
    first: oneOf('lenet', ...NAMES),
    second: oneOf('none', ...NAMES),
    on: oneOf('report', 'own'),
    truth: oneOf('label', 'majority'),
    show: oneOf('counts', 'rows', 'columns'),
    order: oneOf('given', 'sorted'),
    measure: oneOf('recall', 'precision'),
  };
  #own = new OwnEvaluation(() => this.#names());
  #known = make('div', { 'data-figure': 'known' });
  #matrices = make('div', { class: 'beside', 'data-figure': 'confusion' });
  #cell = make('div', { class: 'cell' });
  #classes = make('div', { class: 'beside', 'data-figure': 'classes' });
  #reliability = make('div', { class: 'beside', 'data-figure': 'reliability' });
  #compare = make('div', { class: 'compared' });
  #note = make('p', { class: 'quiet' });
  #message = make('p', { class: 'refused', role: 'status', hidden: true });

  constructor() {
    super();
    this.#own.addEventListener('evaluated', () => {
      const has = this.#names().some((name) => this.#own.has(name));
      if (has !== (this.address.get('on') === 'own')) {
        this.address.set('on', has ? 'own' : 'report');
        this.rebuild();
      } else this.update();
    });
    this.#own.addEventListener('given', () => {
      this.address.set('first', GIVEN);
      this.rebuild();
    });
  }

  build() {
    const { say } = this;
    this.#own.speak(this.language);
    const panel = (/** @type {string} */ name, /** @type {Node[]} */ ...nodes) =>
      make('section', { class: 'panel', 'data-control': name }, make('h2', {}, say(name)), ...nodes);
    const names = [...NAMES, ...(this.#own.given ? [GIVEN] : [])];
    return [
      make(
        'div',
        { class: 'settings' },
        this.#select('first', names),
        this.#select('second', ['none', ...names]),
        this.#choice('on', ['report', 'own']),
        this.#choice('truth', ['label', 'majority']),
        this.#checkpoint(),
      ),
      this.#message,
      make(
        'div',
        { class: 'results' },
        panel('known', this.#known, this.#note),
        panel(
          'matrix',
          make(
            'div',
            { class: 'settings' },
            this.#choice('show', ['counts', 'rows', 'columns']),
            this.#choice('order', ['given', 'sorted']),
          ),
          this.#matrices,
          this.#cell,
        ),
        panel('classes', this.#choice('measure', ['recall', 'precision']), this.#classes),
        panel('reliability', this.#reliability),
        panel('compare', this.#compare),
        panel('drop', this.#own.element),
      ),
    ];
  }

  end() {
    this.#own.close();
  }

  #names() {
    return [this.address.get('first'), this.address.get('second')].filter((name) => name !== 'none');
  }

  /** @param {string} name of a network */
  #titleOf(name) {
    return name === GIVEN ? (this.#own.given?.name ?? name) : this.say(name);
  }

  get #truth() {
    return /** @type {Truth} */ (this.address.get('truth'));
  }

  /** @param {'show' | 'measure' | 'on' | 'order' | 'truth'} name @param {string[]} values */
  #choice(name, values) {
    const choices = values.map((value) => /** @type {[string, string]} */ ([value, this.say(value)]));
    return choice(name, this.say(name), choices, this.address.get(name), (value) => this.choose(name, value));
  }

  /** @param {'first' | 'second'} name @param {string[]} values */
  #select(name, values) {
    const chosen = this.address.get(name);
    const text = (/** @type {string} */ value) =>
      value === GIVEN ? this.say('yoursNamed', { file: this.#titleOf(GIVEN) }) : this.say(value);
    const options = values.map((value) => /** @type {[string, string]} */ ([value, text(value)]));
    return select(name, this.say(name), options, chosen, (value) => this.choose(name, value));
  }

  #checkpoint() {
    const input = make('input', { type: 'file', accept: '.safetensors', hidden: true });
    input.addEventListener('change', () => {
      if (input.files?.[0]) this.#own.give(input.files[0]);
      input.value = '';
    });
    const button = make('button', { type: 'button', onclick: () => input.click() }, this.say('yours'));
    return make('span', { 'data-control': 'yours' }, button, input);
  }

  async update() {
    const names = this.#names();
    const on = this.address.get('on');
    const wanted = `${names} ${on} ${this.#truth} ${this.language}`;
    this.dataset.wanted = wanted;
    this.#own.refresh();
    try {
      const all = await Promise.all(
        names.map(async (name) => ({ name, report: await this.#reportOf(name, on) })),
      );
      const known =
        on === 'own' ? all.find(({ report }) => report)?.report : await this.#reportOf('lenet', on);
      if (this.dataset.wanted !== wanted) return; // another choice was made meanwhile
      this.#tell(all.filter(({ report }) => !report).map(({ name }) => this.#whyNone(name, on)));
      const shown = all.flatMap(({ name, report }) =>
        report ? [{ name, title: this.#titleOf(name), report }] : [],
      );
      this.#draw(shown, known ?? null);
    } catch {
      this.#tell([this.say('failed')]);
    }
  }

  /** @param {string} name @param {string} on @returns {Promise<Figures | null>} */
  async #reportOf(name, on) {
    const truth = this.#truth;
    if (on === 'own') return this.#own.of(name, truth)?.report ?? null;
    if (name === GIVEN) return null;
    const whole = await report(name);
    return truth === 'label' ? whole : (whole.votes ?? null);
  }

  /** Why there is nothing to show of a network. @param {string} name @param {string} on */
  #whyNone(name, on) {
    const title = { name: this.#titleOf(name) };
    if (on !== 'own') return name === GIVEN ? this.say('noReport') : this.say('noVotesReport', title);
    const { opened } = this.#own;
    if (!opened) return this.say('ownNeeded');
    if (this.#truth === 'majority' && !opened.dataset.votes) return this.say('votesNeeded');
    return this.#own.has(name) ? this.say('noMajority') : this.say('notEvaluated', title);
  }

  /** @param {string[]} texts */
  #tell(texts) {
    this.#message.textContent = [...new Set(texts)].join(' ');
    this.#message.hidden = texts.length === 0;
  }

  /** @param {Shown[]} shown @param {Figures | null} known */
  #draw(shown, known) {
    const { say, language: lang, address } = this;
    const beside = (
      /** @type {HTMLElement} */ place,
      /** @type {(shown: Shown, into: HTMLElement) => void} */ fill,
    ) =>
      place.replaceChildren(
        ...shown.map((each) => {
          const into = make('div');
          fill(each, into);
          return make('div', {}, ...(shown.length > 1 ? [make('h3', {}, each.title)] : []), into);
        }),
      );
    // Where nothing can be dropped, as on a slide, no cell has pictures.
    const canDrop = !address.get('hide').split(',').includes('drop');
    this.#drawKnown(shown, known);
    this.#cell.replaceChildren();
    const show = /** @type {'counts' | 'rows' | 'columns'} */ (address.get('show'));
    beside(this.#matrices, ({ name, title, report }, into) => {
      const { places, ...confusion } = ordered(report, address.get('order'));
      const toCell = (/** @type {number} */ i, /** @type {number} */ j) =>
        this.#showCell(name, [places[i], places[j]]);
      const pick = canDrop ? toCell : undefined;
      matrix(into, lang, confusion, { show, pick, caption: say('caption', { name: title }) });
    });
    const measure = /** @type {'recall' | 'precision'} */ (address.get('measure'));
    beside(this.#classes, ({ report }, into) => into.append(classFigures(say, lang, report, measure)));
    beside(this.#reliability, (each, into) => reliabilityDiagram(say, lang, into, each, this.#truth));
    this.#drawComparison();
  }

  /** @param {string} name @param {[row: number, column: number]} cell */
  #showCell(name, cell) {
    const own = this.address.get('on') === 'own' ? this.#own.of(name, this.#truth) : null;
    const dataset = this.#own.opened?.dataset;
    this.#cell.replaceChildren(
      ...(own && dataset
        ? cellPictures(this.say, this.language, dataset, own, cell)
        : [make('p', { role: 'status' }, this.say('cellShipped'))]),
    );
  }

  #drawComparison() {
    const { say, language: lang } = this;
    const [first, second] = this.#names();
    if (!second) return this.#compare.replaceChildren(make('p', {}, say('compareTwo')));
    const answers = [first, second].map((name) => this.#own.of(name, this.#truth));
    this.#compare.replaceChildren(
      ...comparison(say, lang, [this.#titleOf(first), this.#titleOf(second)], [answers[0], answers[1]]),
    );
  }

  /** @param {Shown[]} shown @param {Figures | null} known */
  #drawKnown(shown, known) {
    const { say, language: lang } = this;
    const seven = shown.filter(({ report }) => report.labels.length === 7);
    const three = shown.find(({ report }) => report.labels.length !== 7);
    const share = three && percent1(lang)(alwaysLargest(three.report).share);
    const file = this.#own.opened?.name;
    const ofLabel = this.#truth === 'label';
    this.#note.textContent = [
      say(ofLabel ? 'knownNote' : 'votesNote'),
      ...(ofLabel ? [] : shown.map((each) => sharesSaid(say, lang, each))),
      ofLabel && this.address.get('on') === 'own' && file ? say('ownNote', { file }) : '',
      share ? say('threeNote', { share }) : '',
    ]
      .filter(Boolean)
      .join(' ');
    this.#known.replaceChildren(
      ...(known?.labels.length === 7 ? [knownFigures(say, lang, seven, known, ofLabel)] : []),
    );
  }
}
