import { make } from '../../dom.js';
import { SPLITS } from '../../data/collection.js';
import { DataSource } from '../../data/source.js';
import { barList } from '../../figures/bars.js';
import { intervals } from '../../figures/intervals.js';
import { nameOf, percent1, whole } from '../../figures/words.js';
import { oneOf, within } from '../shell/address.js';
import { choice, slider } from '../shell/controls.js';
import { Lesson } from '../shell/lesson.js';
import { byClass, report } from '../shell/reports.js';
import { Browser } from './browser.js';
import { countsOf } from './own.js';
import { ownReport } from './report.js';
import { article, fer2013, grouped, largest, total } from './sets.js';
import { words } from './words.js';
import looks from './data.css?url';

/** @typedef {import('../shell/reports.js').Report} Report */

/** Pictures of a batch, as the article's network was trained. */
const BATCH = 64;
const DISGUST = 1;

export default class DataLesson extends Lesson {
  name = 'data';
  words = words;
  looks = looks;
  needsSource = false;
  question = { answers: 3, right: 3 };
  fields = {
    set: oneOf('article', 'fer2013', 'own'),
    split: oneOf(SPLITS[0], SPLITS[1], SPLITS[2]),
    recall: within(21, 0, 100),
    label: within(0, 0, 11),
  };
  #data = new DataSource();
  #counts = make('div', { 'data-figure': 'counts' });
  #always = make('div', { 'data-figure': 'always' });
  #splits = make('div', { 'data-figure': 'splits' });
  #rare = make('div', { class: 'beside', 'data-control': 'recalls', 'data-figure': 'rare' });
  #would = make('p', { class: 'would', role: 'status' });
  #own = make('div', { class: 'own' });
  /** @type {Browser | null} */
  #browser = null;

  constructor() {
    super();
    this.#data.addEventListener('data', () => {
      this.address.set('set', 'own');
      this.address.set('split', this.#firstSplit());
      this.rebuild();
    });
  }

  build() {
    const { say, address } = this;
    this.#data.speak(this.language);
    const panel = (/** @type {string} */ name, /** @type {Node[]} */ ...nodes) =>
      make('section', { class: `panel ${name}`, 'data-control': name }, make('h2', {}, say(name)), ...nodes);
    const sets = /** @type {[string, string][]} */ ([
      ['article', say('articleSet')],
      ['fer2013', say('fer2013')],
      ['own', say('ownSet')],
    ]);
    const recall = slider(
      'recall',
      say('recall'),
      {
        value: address.number('recall'),
        min: 0,
        max: 100,
        step: 1,
        text: (value) => this.#percent(value / 100),
      },
      (value) => this.choose('recall', value),
    );
    const none = this.#percent((1 - article.counts[DISGUST] / total(article.counts)) ** BATCH);
    const note = (/** @type {string} */ key) => make('p', { class: 'quiet' }, say(key));
    this.#own.replaceChildren();
    return [
      make(
        'div',
        { class: 'settings' },
        choice('set', say('set'), sets, address.get('set'), (value) => this.choose('set', value)),
        this.#splits,
      ),
      make(
        'div',
        { class: 'data' },
        panel('counts', this.#counts),
        panel('always', this.#always, note('alwaysNote')),
        panel(
          'rare',
          make('p', {}, say('rareLede', { none })),
          this.#rare,
          recall,
          this.#would,
          note('rareNote'),
        ),
        make(
          'section',
          { class: 'panel wide', 'data-control': 'own' },
          make('h2', {}, say('drop')),
          this.#data.element,
          this.#own,
        ),
      ),
    ];
  }

  end() {
    this.#data.close();
  }

  #firstSplit() {
    const { splits } = /** @type {import('../../data/source.js').Opened} */ (this.#data.opened).dataset;
    return SPLITS[splits.reduce((least, split) => Math.min(least, split), 2)];
  }

  /** @param {number} share */
  #percent(share) {
    return new Intl.NumberFormat(this.language, { style: 'percent' }).format(share);
  }

  /** @returns {import('./sets.js').Counts | null} of what is chosen; null where nothing was dropped */
  #chosen() {
    const [set, split] = [this.address.get('set'), this.address.get('split')];
    if (set === 'article') return article;
    if (set === 'fer2013') return fer2013(split);
    const dataset = this.#data.opened?.dataset;
    return dataset ? { labels: dataset.labels, counts: countsOf(dataset, SPLITS.indexOf(split)) } : null;
  }

  update() {
    this.#drawSplits();
    const set = this.#chosen();
    if (set) {
      this.#drawCounts(set);
      this.#drawAlways(set);
    } else {
      this.#counts.replaceChildren(make('p', {}, this.say('noOwn')));
      this.#always.replaceChildren();
    }
    this.#drawRare();
    this.#drawOwn();
  }

  #drawSplits() {
    const { say, address } = this;
    if (address.get('set') === 'article') return this.#splits.replaceChildren(); // it has Training alone
    if (this.#splits.childElementCount) return;
    const splits = SPLITS.map((split) => /** @type {[string, string]} */ ([split, say(split)]));
    this.#splits.replaceChildren(
      choice('split', say('split'), splits, address.get('split'), (value) => this.choose('split', value)),
    );
  }

  /** @param {import('./sets.js').Counts} set */
  #drawCounts({ labels, counts }) {
    const { say, language: lang } = this;
    const [n, most, least] = [total(counts), Math.max(...counts), Math.min(...counts)];
    if (!n) return this.#counts.replaceChildren(make('p', {}, say('noSplit')));
    const percent = percent1(lang);
    const bars = barList(
      labels.map((label, i) => ({
        name: nameOf(lang, label),
        share: counts[i] / most,
        text: `${whole(lang)(counts[i])} · ${percent(counts[i] / n)}`,
        strong: counts[i] === least && 2 * least < most,
      })),
    );
    const named = (/** @type {number} */ count) => nameOf(lang, labels[counts.indexOf(count)]);
    const missing = labels.filter((_, i) => counts[i] === 0).map((label) => nameOf(lang, label));
    const times = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(most / least);
    const values = {
      n: whole(lang)(n),
      most: named(most),
      least: named(least),
      times,
      missing: missing.join(', '),
    };
    const kind = missing.length ? 'countsMissing' : most < 1.1 * least ? 'countsEven' : 'countsTotal';
    this.#counts.replaceChildren(make('p', {}, say(kind, values)), bars);
  }

  /** @param {import('./sets.js').Counts} set */
  #drawAlways(set) {
    const { say, language: lang } = this;
    if (!total(set.counts)) return this.#always.replaceChildren();
    const three = grouped(set);
    const [seven, groups] = [largest(set), three && largest(three)];
    const rows = [
      { name: say('chance', { n: set.labels.length }), share: 1 / set.labels.length },
      { name: say('alwaysSeven', { label: nameOf(lang, seven.label) }), share: seven.share, strong: true },
      ...(groups
        ? [
            {
              name: say('alwaysThree', { label: nameOf(lang, groups.label) }),
              share: groups.share,
              strong: true,
            },
          ]
        : []),
    ];
    this.#always.replaceChildren(
      intervals(lang, { name: say('who'), share: say('right') }, rows, { from: 0, to: 1, step: 0.25 }),
    );
  }

  async #drawRare() {
    const { language: lang } = this;
    try {
      const [ofArticle, ofPage] = await Promise.all(['lenet5-article', 'lenet'].map(report));
      if (this.language !== lang || !this.isConnected) return;
      if (this.#rare.dataset.lang !== lang) {
        this.#rare.dataset.lang = lang;
        this.#rare.replaceChildren(
          this.#recalls('rareArticle', ofArticle, article.counts),
          this.#recalls('rarePage', ofPage, fer2013(SPLITS[0]).counts),
        );
      }
      this.#tellWould(ofArticle);
    } catch {
      this.#rare.replaceChildren(make('p', { class: 'refused', role: 'alert' }, this.say('failed')));
    }
  }

  /** The recall of the rarest and of the largest class. @param {string} name @param {Report} report @param {number[]} trained */
  #recalls(name, report, trained) {
    const { say, language: lang } = this;
    const all = byClass(report, 'recall');
    const rows = [DISGUST, trained.indexOf(Math.max(...trained))].map((i) => ({
      name: say('rareRow', { label: nameOf(lang, report.labels[i]), n: whole(lang)(trained[i]) }),
      share: all[i].share,
      interval: all[i].interval,
      strong: i === DISGUST,
    }));
    const heads = { name: say('recallOf'), share: say('found') };
    return make(
      'div',
      {},
      make('h3', {}, say(name)),
      intervals(lang, heads, rows, { from: 0, to: 1, step: 0.25 }),
    );
  }

  /** What another recall of disgust would make of the accuracy. @param {Report} report */
  #tellWould({ confusion, n, labels }) {
    const recall = this.address.number('recall') / 100;
    const support = confusion.map(total);
    const recalls = confusion.map((row, i) => (i === DISGUST ? recall : row[i] / support[i]));
    const percent = percent1(this.language);
    this.#would.textContent = this.say('accuracyWould', {
      accuracy: percent(total(recalls.map((each, i) => each * support[i])) / n),
      macro: percent(total(recalls) / labels.length),
    });
  }

  #drawOwn() {
    const opened = this.#data.opened;
    if (!opened) return this.#own.replaceChildren();
    const { say, language: lang, address } = this;
    const { dataset } = opened;
    if (!this.#own.childElementCount || this.#browser?.dataset !== dataset) {
      this.#browser = new Browser(say, lang, dataset, address.number('label'), (label) =>
        address.set('label', label),
      );
      this.#own.replaceChildren(...ownReport(say, lang, dataset), this.#browser.element);
    }
    this.#browser.show(
      SPLITS.indexOf(address.get('set') === 'article' ? this.#firstSplit() : address.get('split')),
    );
  }
}
