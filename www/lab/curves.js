// The curves of a run: accuracy and loss by epoch, the gap shaded, the best epoch of each marked.
import { make } from '../dom.js';
import { lineChart } from '../figures/line.js';
import { percent1 } from '../figures/words.js';

/** @typedef {import('./run.js').Epoch} Epoch */

/** Measured by the crate's test of drawn faces at the default knobs, on 448 faces; 2,704 are learned. */
const BASELINES = { nearest: 0.214, linear: 0.357 };

/**
 * @param {{ lang: import('../figures/words.js').Lang, say: import('../lessons/shell/words.js').Say,
 *   run: import('./run.js').Run }} options
 */
export function curves({ lang, say, run }) {
  const percent = percent1(lang);
  const [loss, accuracy, gap] = ['chart', 'chart', 'sentence'].map((name) => make('div', { class: name }));
  const nearest = percent(BASELINES.nearest);
  const linear = percent(BASELINES.linear);
  const baseline = make('p', { class: 'quiet' }, say('baseline', { nearest, linear }));

  /** What both charts share. */
  function shared() {
    const x = { name: say('epochs'), values: run.history.map(({ epoch }) => epoch) };
    return { lang, x, gap: true, folded: true, size: /** @type {[number, number]} */ ([640, 380]) };
  }
  const marks = (/** @type {Epoch} */ { epoch }) =>
    run.history.length > 2 ? [{ x: epoch, name: say('best') }] : [];
  const names = { training: say('training'), validation: say('validation') };

  function showAccuracy() {
    const { history } = run;
    if (history.length === 0) {
      for (const place of [accuracy, gap]) place.replaceChildren();
      return;
    }
    const whole = new Intl.NumberFormat(lang, { style: 'percent' }).format;
    const [byAccuracy, byLoss] = bests(history);
    lineChart(accuracy, {
      ...shared(),
      label: say('accuracyChart'),
      y: { name: say('accuracy'), from: 0, to: 1, step: 0.2, tick: whole, value: percent },
      lines: [
        { values: history.map(({ accuracy }) => accuracy), name: names.training, dashed: true },
        {
          values: history.map(({ validation }) => validation.accuracy),
          name: names.validation,
          strong: true,
        },
      ],
      marks: marks(byAccuracy),
    });
    const last = history[history.length - 1];
    const values = { train: percent(last.accuracy), validation: percent(last.validation.accuracy) };
    const heart = last.accuracy > last.validation.accuracy + 0.02 ? ` ${say('byHeart')}` : '';
    const differ = byAccuracy.epoch !== byLoss.epoch && history.length > 2;
    const best = differ ? ` ${say('bestDiffer', { a: byAccuracy.epoch, l: byLoss.epoch })}` : '';
    gap.textContent = say('gap', values) + heart + best;
  }

  function showLoss() {
    const { history } = run;
    if (history.length === 0) {
      loss.replaceChildren();
      return;
    }
    const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 }).format;
    lineChart(loss, {
      ...shared(),
      label: say('lossChart'),
      y: { name: say('loss'), from: 0, tick: number },
      lines: [
        { values: history.map(({ loss }) => loss), name: names.training, dashed: true },
        { values: history.map(({ validation }) => validation.loss), name: names.validation, strong: true },
      ],
      marks: marks(bests(history)[1]),
    });
  }

  return { accuracy: [accuracy, gap, baseline], loss: [loss], pieces: [showAccuracy, showLoss] };
}

/** The best epoch by accuracy and by loss: they may differ. @param {Epoch[]} history @returns {[Epoch, Epoch]} */
export function bests(history) {
  const best = (/** @type {(epoch: Epoch) => number} */ of) =>
    history.reduce((a, b) => (of(b) > of(a) ? b : a));
  return [best(({ validation }) => validation.accuracy), best(({ validation }) => -validation.loss)];
}
