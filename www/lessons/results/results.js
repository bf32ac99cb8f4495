import { make } from '../../dom.js';
import { intervals } from '../../figures/intervals.js';
import { lineChart } from '../../figures/line.js';
import { matrix } from '../../figures/matrix.js';
import { nameOf, percent1 } from '../../figures/words.js';
import { oneOf } from '../shell/address.js';
import { choice } from '../shell/controls.js';
import { Lesson } from '../shell/lesson.js';
import { NAMES, alwaysLargest, byClass, report } from '../shell/reports.js';
import { words } from './words.js';
import looks from './results.css?url';

/** @typedef {import('../shell/reports.js').Report} Report */
/** @typedef {{ name: string, report: Report }} Shown */

/** Figures that others published, on the same seven classes. */
const PUBLISHED = { article: 0.53, people: 0.65, winner: 0.712, best: 0.733 };

export default class ResultsLesson extends Lesson {
  name = 'results';
  words = words;
  looks = looks;
  needsSource = false;
  question = { answers: 3, right: 2 };
  fields = {
    first: oneOf('lenet', ...NAMES),
    second: oneOf('none', ...NAMES),
    show: oneOf('counts', 'rows', 'columns'),
    measure: oneOf('recall', 'precision'),
  };
  #known = make('div');
  #matrices = make('div', { class: 'beside' });
  #classes = make('div', { class: 'beside' });
  #reliability = make('div', { class: 'beside' });
  #note = make('p', { class: 'quiet' });
  #message = make('p', { class: 'refused', role: 'alert', hidden: true });

  build() {
    const { say } = this;
    const panel = (/** @type {string} */ name, /** @type {Node[]} */ ...nodes) =>
      make('section', { class: 'panel', 'data-control': name }, make('h2', {}, say(name)), ...nodes);
    return [
      make(
        'div',
        { class: 'settings' },
        this.#select('first', NAMES),
        this.#select('second', ['none', ...NAMES]),
      ),
      this.#message,
      make(
        'div',
        { class: 'results' },
        panel('known', this.#known, this.#note),
        panel('matrix', this.#choice('show', ['counts', 'rows', 'columns']), this.#matrices),
        panel('classes', this.#choice('measure', ['recall', 'precision']), this.#classes),
        panel('reliability', this.#reliability),
      ),
    ];
  }

  /** @param {'show' | 'measure'} name @param {string[]} values */
  #choice(name, values) {
    const choices = values.map((value) => /** @type {[string, string]} */ ([value, this.say(value)]));
    return choice(name, this.say(name), choices, this.address.get(name), (value) => this.choose(name, value));
  }

  /** @param {'first' | 'second'} name @param {string[]} values */
  #select(name, values) {
    const chosen = this.address.get(name);
    const options = values.map((value) =>
      make('option', { value, selected: value === chosen }, this.say(value)),
    );
    const select = make('select', { onchange: () => this.choose(name, select.value) }, ...options);
    return make(
      'label',
      { class: 'labelled', 'data-control': name },
      make('span', {}, this.say(name)),
      select,
    );
  }

  async update() {
    const names = [this.address.get('first'), this.address.get('second')].filter((name) => name !== 'none');
    const wanted = `${names} ${this.language}`;
    this.dataset.wanted = wanted;
    try {
      const shown = await Promise.all(names.map(async (name) => ({ name, report: await report(name) })));
      if (this.dataset.wanted !== wanted) return; // another choice was made meanwhile
      this.#message.hidden = true;
      this.#draw(shown);
    } catch {
      this.#message.textContent = this.say('failed');
      this.#message.hidden = false;
    }
  }

  /** @param {Shown[]} shown */
  async #draw(shown) {
    const { say, language: lang } = this;
    const beside = (
      /** @type {HTMLElement} */ place,
      /** @type {(shown: Shown, into: HTMLElement) => void} */ fill,
    ) =>
      place.replaceChildren(
        ...shown.map((each) => {
          const into = make('div');
          fill(each, into);
          return make('div', {}, ...(shown.length > 1 ? [make('h3', {}, say(each.name))] : []), into);
        }),
      );
    this.#drawKnown(shown);
    const show = /** @type {'counts' | 'rows' | 'columns'} */ (this.address.get('show'));
    beside(this.#matrices, ({ name, report }, into) =>
      matrix(into, lang, report, { show, caption: say('caption', { name: say(name) }) }),
    );
    const measure = /** @type {'recall' | 'precision'} */ (this.address.get('measure'));
    beside(this.#classes, ({ report }, into) => {
      const rows = byClass(report, measure).map(({ label, share, interval }) => ({
        name: nameOf(lang, label),
        share,
        interval,
      }));
      const heads = {
        name: say('class'),
        share:
          measure === 'recall'
            ? say('recall').split(/[ \u00a0]?:/)[0]
            : say('precision').split(/[ \u00a0]?:/)[0],
      };
      into.append(intervals(lang, heads, rows, { from: 0, to: 1, step: 0.25 }));
    });
    beside(this.#reliability, ({ name, report }, into) => this.#drawReliability(into, name, report));
  }

  /** @param {Shown[]} shown */
  #drawKnown(shown) {
    const { say, language: lang } = this;
    const seven = shown.filter(({ report }) => report.labels.length === 7);
    const three = shown.find(({ report }) => report.labels.length !== 7);
    this.#note.textContent = say('knownNote');
    if (three) {
      const share = percent1(lang)(alwaysLargest(three.report).share);
      this.#note.textContent += ` ${say('threeNote', { share })}`;
    }
    report('lenet').then(
      (known) => {
        const { label, share } = alwaysLargest(known);
        const rows = [
          { name: say('always', { label: nameOf(lang, label) }), share },
          { name: say('article'), share: PUBLISHED.article, text: this.#whole(PUBLISHED.article) },
          ...seven.map(({ name, report }) => ({
            name: say(name),
            share: report.accuracy,
            interval: report.intervals.accuracy,
            strong: true,
          })),
          { name: say('people'), share: PUBLISHED.people, interval: [0.6, 0.7], text: say('about65') },
          { name: say('winner'), share: PUBLISHED.winner },
          { name: say('best'), share: PUBLISHED.best },
        ].sort((a, b) => a.share - b.share);
        this.#known.replaceChildren(
          intervals(lang, { name: say('who'), share: say('right') }, rows, { from: 0.2, to: 0.8, step: 0.1 }),
        );
      },
      () => {},
    );
  }

  /** @param {number} share */
  #whole(share) {
    return new Intl.NumberFormat(this.language, { style: 'percent' }).format(share);
  }

  /** @param {HTMLElement} into @param {string} name @param {Report} report */
  #drawReliability(into, name, { reliability, ece }) {
    const { say, language: lang } = this;
    const bins = reliability.filter(({ n }) => n > 0);
    const percent = percent1(lang);
    lineChart(into, {
      lang,
      label: say('reliabilityLabel', { name: say(name), ece: percent(ece) }),
      x: {
        name: say('says'),
        values: bins.map(({ confidence }) => Math.round(1000 * confidence) / 10),
        ticks: [40, 60, 80],
      },
      y: { name: say('is'), from: 0, to: 1, step: 0.2, tick: (value) => this.#whole(value), value: percent },
      lines: [
        { values: bins.map(({ confidence }) => confidence), name: say('ideal'), dashed: true },
        { values: bins.map(({ accuracy }) => accuracy), name: say('measured'), strong: true },
      ],
      folded: true,
    });
  }
}
