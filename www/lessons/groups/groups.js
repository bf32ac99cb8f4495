import { make } from '../../dom.js';
import { intervals } from '../../figures/intervals.js';
import { lineChart } from '../../figures/line.js';
import { matrix } from '../../figures/matrix.js';
import { percent1, whole } from '../../figures/words.js';
import { oneOf, within } from '../shell/address.js';
import { choice, slider } from '../shell/controls.js';
import { Lesson } from '../shell/lesson.js';
import { report } from '../shell/reports.js';
import { answers, FaceReader } from './face.js';
import { accuracies, ninetyAt, noiseBetween, room, roomTaken, scored } from './figures.js';
import { roomTable } from './room.js';
import { words } from './words.js';
import looks from './groups.css?url';
import log7 from '../../../models/lenet5-article.csv?raw';
import log3 from '../../../models/lenet5-article-3.csv?raw';

/** @typedef {import('../shell/reports.js').Report} Report */
/** @typedef {{ article: Report, three: Report, page: Report }} Reports */

const CLASSES = 7;

export default class GroupsLesson extends Lesson {
  name = 'seven-or-three';
  words = words;
  looks = looks;
  question = { answers: 3, right: 2 };
  fields = {
    scale: oneOf('accuracy', 'share'),
    show: oneOf('counts', 'rows', 'columns'),
    noise: within(20, 0, 50),
  };
  #reader = new FaceReader();
  /** @type {Reports | null} */
  #reports = null;
  #answers = make('div', { class: 'beside of-three', 'data-figure': 'answers' });
  #faceMessage = make('p', { class: 'quiet', role: 'status' });
  #room = make('div', { 'data-figure': 'room' });
  #curve = make('div', { 'data-figure': 'curve' });
  #curveSaid = make('p', { role: 'status' });
  #matrices = make('div', { class: 'beside', 'data-figure': 'confusion' });
  #heads = make('div', { class: 'beside', 'data-figure': 'heads' });
  #scores = make('div', { 'data-figure': 'scores' });
  #votesMatrices = make('div', { class: 'beside', 'data-figure': 'votes' });
  #noiseSaid = make('p', { class: 'said', role: 'status' });
  #noiseNote = make('p', { class: 'quiet' });

  constructor() {
    super();
    this.#reader.addEventListener('read', () => this.#drawAnswers());
    report('lenet'); // the reports, while the network loads
  }

  build() {
    const { say, address } = this;
    const panel = (/** @type {string} */ name, /** @type {Node[]} */ ...nodes) =>
      make('section', { class: `panel ${name}`, 'data-control': name }, make('h2', {}, say(name)), ...nodes);
    const among = (/** @type {'scale' | 'show'} */ name, /** @type {string[]} */ values) =>
      choice(
        name,
        say(name),
        values.map((value) => [value, say(value)]),
        address.get(name),
        (value) => this.#redraw(name, value),
      );
    const noise = slider(
      'noise',
      say('noise'),
      { value: address.number('noise'), min: 0, max: 50, step: 1, text: (value) => this.#whole(value / 100) },
      (value) => this.#redraw('noise', value),
    );
    const note = (/** @type {string} */ key) => make('p', { class: 'quiet' }, say(key));
    this.#load();
    return [
      make(
        'div',
        { class: 'groups' },
        panel('face', this.#answers, this.#faceMessage, note('faceNote')),
        panel('room', this.#room, note('roomNote')),
        panel(
          'curves',
          among('scale', ['accuracy', 'share']),
          this.#curve,
          this.#curveSaid,
          note('curvesNote'),
        ),
        panel('matrices', among('show', ['counts', 'rows', 'columns']), this.#matrices),
        panel(
          'votes',
          make('p', {}, say('votesLede')),
          this.#heads,
          this.#scores,
          this.#votesMatrices,
          noise,
          this.#noiseSaid,
          this.#noiseNote,
        ),
      ),
    ];
  }

  end() {
    this.#reader.close();
  }

  /** A look at the face; what is drawn from reports is not drawn again. */
  update() {
    const look = this.source?.latest;
    if (!look) return;
    this.#reader.read(look.prediction.crop);
    this.#drawHeads(look.prediction);
  }

  /** @param {string} name @param {string | number} value */
  #redraw(name, value) {
    this.address.set(name, value);
    this.#drawReports();
  }

  /** @param {number} share */
  #whole(share) {
    return new Intl.NumberFormat(this.language, { style: 'percent' }).format(share);
  }

  async #load() {
    try {
      const [article, three, page] = await Promise.all(
        ['lenet5-article', 'lenet5-article-3', 'lenet'].map(report),
      );
      this.#reports = { article, three, page };
      this.#drawReports();
    } catch {
      this.#room.replaceChildren(make('p', { class: 'refused', role: 'alert' }, this.say('failed')));
    }
    this.#drawAnswers();
  }

  #drawAnswers() {
    const { say, language: lang } = this;
    const { predictions, failed } = this.#reader;
    this.#faceMessage.textContent = failed
      ? say('failedNetworks')
      : predictions
        ? ''
        : say('loadingNetworks');
    if (!predictions) return;
    this.#answers.replaceChildren(
      ...Object.entries(predictions).map(([name, answer]) =>
        make('div', {}, make('h3', {}, say(name)), answers(lang, answer)),
      ),
    );
  }

  /** @param {import('../../types.d.ts').Prediction} prediction of the page's network */
  #drawHeads({ labels, probabilities, votes }) {
    const { say, language: lang } = this;
    const heads = /** @type {[string, Float32Array | undefined][]} */ ([
      ['labelHead', probabilities],
      ['votesHead', votes?.probabilities],
    ]);
    this.#heads.replaceChildren(
      ...heads.flatMap(([name, of]) =>
        of ? [make('div', {}, make('h3', {}, say(name)), answers(lang, { labels, probabilities: of }))] : [],
      ),
    );
  }

  #drawReports() {
    if (!this.#reports) return;
    const { article, three, page } = this.#reports;
    this.#drawRoom(article, three, page);
    this.#drawCurves(room(article).baseline, room(three).baseline);
    this.#drawMatrices(this.#matrices, [
      ['article7', article],
      ['articleSums', /** @type {Report} */ (article.groups)],
      ['article3', three],
    ]);
    this.#drawVotes(page);
  }

  /** @type {(article: Report, three: Report, page: Report) => void} */
  #drawRoom(article, three, page) {
    const { say, language: lang } = this;
    const rows = /** @type {[string, import('../shell/reports.js').Evaluation | null][]} */ ([
      ['article7', article],
      ['articleSums', article.groups],
      ['article3', three],
      ['page7', page],
      ['pageSums', page.groups],
    ]);
    this.#room.replaceChildren(
      roomTable(
        say,
        lang,
        rows.flatMap(([name, of]) => (of ? [{ name: say(name), ...room(of) }] : [])),
      ),
    );
  }

  /** @param {number} baseline7 @param {number} baseline3 */
  #drawCurves(baseline7, baseline3) {
    const { say, language: lang } = this;
    const scale = this.address.get('scale');
    const on = (/** @type {number[]} */ values, /** @type {number} */ baseline) =>
      scale === 'share' ? values.map((value) => roomTaken(value, baseline)) : values;
    const [seven, three] = [on(accuracies(log7), baseline7), on(accuracies(log3), baseline3)];
    const [at7, at3] = [ninetyAt(seven), ninetyAt(three)];
    const number = whole(lang);
    lineChart(this.#curve, {
      lang,
      label: say('curvesLabel', { scale: say(scale) }),
      x: { name: say('epoch'), ticks: [1, 10, 20, 30, 40, 50] },
      y: {
        name: '', // the choice above it says so, where the upright lines' names stand
        ...{ from: 0, to: 0.8, step: 0.2 },
        tick: (value) => this.#whole(value),
        value: percent1(lang),
      },
      lines: [
        { values: three, name: say('threeShort'), strong: true },
        { values: seven, name: say('sevenShort') },
      ],
      marks: [
        { x: at3.epoch, name: `${at3.epoch}` },
        { x: at7.epoch, name: `${at7.epoch}` },
      ],
      folded: true,
    });
    this.#curveSaid.textContent = say('curvesSaid', {
      ...{ three: at3.epoch, seven: at7.epoch },
      ...{ threeSteps: number(at3.iterations), sevenSteps: number(at7.iterations) },
    });
  }

  /** @param {HTMLElement} place @param {[string, import('../../figures/matrix.js').Confusion][]} all */
  #drawMatrices(place, all) {
    const { say, language: lang } = this;
    const show = /** @type {'counts' | 'rows' | 'columns'} */ (this.address.get('show'));
    place.replaceChildren(
      ...all.map(([name, confusion]) => {
        const into = make('div');
        matrix(into, lang, confusion, { show, caption: say('captionOf', { name: say(name) }) });
        return make('div', {}, make('h3', {}, say(name)), into);
      }),
    );
  }

  /** @param {Report} page */
  #drawVotes({ n, accuracy, intervals: bounds, votes, ...rest }) {
    if (!votes) return;
    const { say, language: lang } = this;
    const number = whole(lang);
    const votesBounds = /** @type {{ intervals?: Record<string, number[]> }} */ (votes).intervals;
    const rows = [
      {
        name: say('scoreOf', { what: say('labelScore'), n: number(n) }),
        share: accuracy,
        interval: bounds.accuracy,
      },
      {
        name: say('scoreOf', { what: say('votesScore'), n: number(votes.n) }),
        share: votes.accuracy,
        interval: votesBounds?.accuracy,
        strong: true,
      },
    ];
    const heads = { name: say('who'), share: say('right') };
    this.#scores.replaceChildren(intervals(lang, heads, rows, { from: 0.5, to: 1, step: 0.1 }));
    this.#drawMatrices(this.#votesMatrices, [
      ['labelScore', { labels: rest.labels, confusion: rest.confusion }],
      ['votesScore', votes],
    ]);
    const noise = this.address.number('noise') / 100;
    const percent = percent1(lang);
    this.#noiseSaid.textContent = say('noiseSaid', {
      truth: percent(votes.accuracy),
      scored: percent(scored(votes.accuracy, noise, CLASSES)),
      perfect: percent(scored(1, noise, CLASSES)),
    });
    this.#noiseNote.textContent = say('noiseNote', {
      gap: number(Math.round(100 * (votes.accuracy - accuracy))),
      share: this.#whole(noiseBetween(votes.accuracy, accuracy, CLASSES)),
    });
  }
}
