// Two runs on one chart: one that was laid by, and the one that goes on.
import { make } from '../dom.js';
import { lineChart } from '../figures/line.js';
import { nameOf, percent1 } from '../figures/words.js';
import { FIELDS, LABELS } from './settings.js';

/** @typedef {import('./run.js').Epoch} Epoch */
/** @typedef {import('./settings.js').Values} Values */
/** @typedef {{ values: Values, name: string, history: Epoch[] }} Laid a run that was laid by; `name` of its pictures */

/** What stands along the axis, and of an epoch at its place. @type {Record<string, (epoch: Epoch) => number>} */
const ALONG = {
  byEpoch: ({ epoch }) => epoch,
  byStep: ({ steps }) => steps,
  bySecond: ({ seconds }) => Math.round(10 * seconds) / 10,
};
/** What is compared: on the faces that are learned, and on others. @type {Record<string, (epoch: Epoch) => [number, number]>} */
const OF = {
  accuracy: ({ accuracy, validation }) => [accuracy, validation.accuracy],
  loss: ({ loss, validation }) => [loss, validation.loss],
};

/**
 * @param {{ lang: import('../figures/words.js').Lang, say: import('../lessons/shell/words.js').Say,
 *   run: import('./run.js').Run, onLay: (laid: Laid | null) => void }} options
 */
export function comparison({ lang, say, run, onLay }) {
  /** @type {Laid | null} */
  let laid = null;
  const chart = make('div', { class: 'chart' });
  const differs = make('p', { class: 'sentence', role: 'status' });
  const picked = (/** @type {string} */ name, /** @type {string[]} */ choices) => {
    const id = `compare-${name}`;
    const options = choices.map((choice) => make('option', { value: choice }, say(choice)));
    const select = make('select', { id, onchange: () => show() }, ...options);
    return { row: make('div', { class: 'setting' }, make('label', { for: id }, say(name)), select), select };
  };
  const of = picked('compared', Object.keys(OF));
  const along = picked('along', Object.keys(ALONG));
  const lay = make('button', { type: 'button', class: 'lay', onclick: () => set(current()) }, say('lay'));
  const away = make('button', { type: 'button', class: 'plain', onclick: () => set(null) }, say('layAway'));
  const choices = make('div', { class: 'compare-choices' }, of.row, along.row);

  const current = () => ({
    values: { ...run.values },
    name: run.given?.name ?? '',
    history: [...run.history],
  });

  /** @param {Laid | null} next */
  function set(next) {
    laid = next;
    onLay(laid);
    show();
  }

  function show() {
    const { history } = run;
    lay.disabled = history.length === 0 || run.isStale;
    away.hidden = chart.hidden = choices.hidden = !laid;
    if (!laid) {
      differs.textContent = say('layHint');
      return;
    }
    const [place, value] = [ALONG[along.select.value], OF[of.select.value]];
    const runs = [laid.history, history].filter((epochs) => epochs.length);
    const names = [
      ['laidTraining', 'laidValidation'],
      ['nowTraining', 'nowValidation'],
    ];
    const lines = runs.flatMap((epochs, i) =>
      [0, 1].map((part) => ({
        values: epochs.map((epoch) => value(epoch)[part]),
        places: epochs.map(place),
        name: say(names[i][part]),
        dashed: part === 0,
        strong: i === 1,
      })),
    );
    const places = [...new Set(lines.flatMap((line) => line.places))].sort((a, b) => a - b);
    const percent = new Intl.NumberFormat(lang, { style: 'percent' }).format;
    const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 }).format;
    const isLoss = of.select.value === 'loss';
    lineChart(chart, {
      lang,
      label: say('compareChart'),
      x: { name: say(along.select.value), values: places },
      y: isLoss
        ? { name: say('loss'), from: 0, tick: number }
        : { name: say('accuracy'), from: 0, to: 1, step: 0.2, tick: percent, value: percent1(lang) },
      lines,
      folded: true,
      size: [640, 380],
    });
    const names_ = differences(laid, current(), { lang, say });
    differs.textContent = names_.length ? say('differs', { what: names_.join(', ') }) : say('differsNot');
  }

  return { section: [make('div', { class: 'buttons' }, lay, away), choices, chart, differs], show, set };
}

/**
 * What differs between two runs, as a reader would name it.
 * @param {Laid} before
 * @param {Laid} after
 * @param {{ lang: import('../figures/words.js').Lang, say: import('../lessons/shell/words.js').Say }} options
 */
function differences(before, after, { lang, say }) {
  const number = new Intl.NumberFormat(lang, { maximumSignificantDigits: 3 }).format;
  const text = (/** @type {number | string | boolean} */ value) => {
    if (typeof value === 'number') return number(value);
    if (typeof value === 'boolean') return say(value ? 'on' : 'off');
    return LABELS.includes(value) ? nameOf(lang, value) : say(value);
  };
  const differing = FIELDS.filter(({ name }) => before.values[name] !== after.values[name]);
  const fields = differing.map(({ name }) => {
    const [was, is] = [text(before.values[name]), text(after.values[name])];
    return say('difference', { name: say(name), was, is });
  });
  const names = [before.name, after.name].map((name) => name || say('drawnFaces'));
  const data = say('difference', { name: say('data'), was: names[0], is: names[1] });
  return names[0] === names[1] ? fields : [data, ...fields];
}
