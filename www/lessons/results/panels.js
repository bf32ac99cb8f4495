// What the lesson draws of reports.
import { intervals } from '../../figures/intervals.js';
import { lineChart } from '../../figures/line.js';
import { nameOf, percent1, whole } from '../../figures/words.js';
import { alwaysLargest, byClass } from '../shell/reports.js';

/** @typedef {import('../shell/reports.js').Figures} Figures */
/** @typedef {import('../shell/words.js').Say} Say */
/** @typedef {import('../../figures/words.js').Lang} Lang */
/** @typedef {{ name: string, title: string, report: Figures }} Shown */

/** Figures that others published, on the same seven classes. */
const PUBLISHED = { article: 0.53, people: 0.65, winner: 0.712, best: 0.733 };

/** @param {Lang} lang */
export const wholePercent = (lang) => new Intl.NumberFormat(lang, { style: 'percent' }).format;

/**
 * All known figures on one axis.
 * @param {Say} say
 * @param {Lang} lang
 * @param {Shown[]} seven
 * @param {Figures} known on whose pictures "always" is said
 * @param {boolean} published with those of others, which are against FER2013's one label
 */
export function knownFigures(say, lang, seven, known, published) {
  const { label, share } = alwaysLargest(known);
  const others = [
    { name: say('article'), share: PUBLISHED.article, text: wholePercent(lang)(PUBLISHED.article) },
    { name: say('people'), share: PUBLISHED.people, interval: [0.6, 0.7], text: say('about65') },
    { name: say('winner'), share: PUBLISHED.winner },
    { name: say('best'), share: PUBLISHED.best },
  ];
  /** @type {import('../../figures/intervals.js').Row[]} */
  const rows = [
    { name: say('always', { label: nameOf(lang, label) }), share },
    ...(published ? others : []),
    ...seven.map(({ title, report }) => ({
      name: title,
      share: report.accuracy,
      interval: report.intervals.accuracy,
      strong: true,
    })),
  ];
  rows.sort((a, b) => a.share - b.share);
  const ends = rows.flatMap(({ share, interval }) => interval ?? [share]);
  const [low, high] = [Math.min(0.2, ...ends), Math.max(0.8, ...ends)];
  const step = low < 0.2 || high > 0.8 ? 0.2 : 0.1;
  // The axis begins and ends with a mark.
  const [from, to] = [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
  return intervals(lang, { name: say('who'), share: say('right') }, rows, { from, to, step });
}

/** What a network's shares are worth, beside the one answer. @param {Say} say @param {Lang} lang @param {Shown} shown */
export function sharesSaid(say, lang, { title, report }) {
  const { head, n, voted = 0, cross_entropy: entropy = 0, share_error: error = 0 } = report;
  const number = new Intl.NumberFormat(lang, { minimumFractionDigits: 3, maximumFractionDigits: 3 }).format;
  const values = { name: title, n: whole(lang)(n), voted: whole(lang)(voted) };
  const said = say('sharesSaid', { ...values, entropy: number(entropy), error: number(error) });
  return head === 'votes' ? said : `${said} ${say('yardstick', values)}`;
}

/** @param {Say} say @param {Lang} lang @param {Figures} report @param {'recall' | 'precision'} measure */
export function classFigures(say, lang, report, measure) {
  const rows = byClass(report, measure).map(({ label, share, interval }) => ({
    name: nameOf(lang, label),
    share,
    interval,
  }));
  const heads = { name: say('class'), share: say(measure).split(/[ \u00a0]?:/)[0] };
  return intervals(lang, heads, rows, { from: 0, to: 1, step: 0.25 });
}

/** @param {Say} say @param {Lang} lang @param {HTMLElement} into @param {Shown} shown @param {import('./own.js').Truth} truth */
export function reliabilityDiagram(say, lang, into, { title, report: { reliability, ece } }, truth) {
  const bins = reliability.filter(({ n }) => n > 0);
  const percent = percent1(lang);
  const says = bins.map(({ confidence }) => Math.round(1000 * confidence) / 10);
  lineChart(into, {
    lang,
    label: say('reliabilityLabel', { name: title, ece: percent(ece) }),
    x: {
      name: say('says'),
      values: says,
      ticks: [20, 40, 60, 80].filter((at) => at >= says[0] && at <= (says.at(-1) ?? 0)),
    },
    y: {
      name: say(truth === 'label' ? 'is' : 'agree'),
      from: 0,
      to: 1,
      step: 0.2,
      tick: wholePercent(lang),
      value: percent,
    },
    lines: [
      { values: bins.map(({ confidence }) => confidence), name: say('ideal'), dashed: true },
      { values: bins.map(({ accuracy }) => accuracy), name: say('measured'), strong: true },
    ],
    folded: true,
  });
}

/** The classes in another order. @param {Pick<Figures, 'labels' | 'confusion'>} report @param {string} order `given` or `sorted`: the best found first */
export function ordered({ labels, confusion }, order) {
  const places = labels.map((_, i) => i);
  if (order === 'sorted') {
    const recall = confusion.map(
      (row, i) =>
        row[i] /
        Math.max(
          1,
          row.reduce((a, b) => a + b, 0),
        ),
    );
    places.sort((a, b) => recall[b] - recall[a]);
  }
  return {
    places,
    labels: places.map((i) => labels[i]),
    confusion: places.map((i) => places.map((j) => confusion[i][j])),
  };
}
