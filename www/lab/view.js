// What is seen of a run: curves, recall, confusion, kernels, misread faces.
import { make } from '../dom.js';
import { barList } from '../figures/bars.js';
import { lineChart } from '../figures/line.js';
import { matrix } from '../figures/matrix.js';
import { paintSigned, reach } from '../figures/signed.js';
import { nameOf, percent1 } from '../figures/words.js';
import { face } from '../figures/face.js';

/** @typedef {import('./run.js').Run} Run */
/** @typedef {import('../lessons/shell/words.js').Say} Say */
/** @typedef {import('../figures/words.js').Lang} Lang */

/** Measured by the crate's test of drawn faces at the default knobs, on 448 faces; 2,704 are learned. */
const BASELINES = { nearest: 0.214, linear: 0.357 };

/** @param {{ lang: Lang, say: Say, run: Run }} options */
export function view({ lang, say, run }) {
  const percent = percent1(lang);
  const [loss, accuracy, gap, recall, confusion] = ['chart', 'chart', 'sentence', 'recall', 'matrix'].map(
    (name) => make('div', { class: name }),
  );
  const kernels = make('div', { class: 'kernel-grid' });
  const kernelScale = make('p', { class: 'quiet' });
  const misread = make('div', { class: 'faces' });
  const layers = make('div', { class: 'layer-table' });
  const waiting = make('p', { class: 'quiet waiting' }, say('noCurves'));
  const nearest = percent(BASELINES.nearest);
  const baseline = make(
    'p',
    { class: 'quiet' },
    say('baseline', { nearest, linear: percent(BASELINES.linear) }),
  );
  const panel = (/** @type {string} */ name, /** @type {(Node | string)[]} */ ...children) =>
    make('section', { class: `panel ${name}` }, make('h2', {}, say(name)), ...children);
  const figures = make(
    'div',
    { class: 'figures' },
    panel('accuracy', accuracy, gap, baseline),
    panel('loss', loss),
    panel('recall', recall),
    panel('confusion', confusion),
    panel('kernels', kernels, kernelScale),
    panel('misread', misread),
    panel('layers', layers),
  );

  function curves() {
    const { history } = run;
    waiting.hidden = history.length > 0;
    if (history.length === 0) {
      for (const place of [loss, accuracy, gap]) place.replaceChildren();
      return;
    }
    const x = { name: say('epochs'), values: history.map(({ epoch }) => epoch) };
    const names = { training: say('training'), validation: say('validation') };
    const best = (/** @type {(epoch: import('./run.js').Epoch) => number} */ of) =>
      history.reduce((a, b) => (of(b) > of(a) ? b : a)).epoch;
    const marks = (/** @type {number} */ at) => (history.length > 2 ? [{ x: at, name: say('best') }] : []);
    const number = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 }).format;
    const whole = new Intl.NumberFormat(lang, { style: 'percent' }).format;
    const shared = { lang, x, gap: true, folded: true, size: /** @type {[number, number]} */ ([640, 380]) };
    lineChart(accuracy, {
      ...shared,
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
      marks: marks(best(({ validation }) => validation.accuracy)),
    });
    lineChart(loss, {
      ...shared,
      label: say('lossChart'),
      y: { name: say('loss'), from: 0, tick: number },
      lines: [
        { values: history.map(({ loss }) => loss), name: names.training, dashed: true },
        { values: history.map(({ validation }) => validation.loss), name: names.validation, strong: true },
      ],
      marks: marks(best(({ validation }) => -validation.loss)),
    });
    const last = history[history.length - 1];
    const values = { train: percent(last.accuracy), validation: percent(last.validation.accuracy) };
    const heart = last.accuracy > last.validation.accuracy + 0.02 ? ` ${say('byHeart')}` : '';
    gap.textContent = say('gap', values) + heart;
  }

  function measures() {
    const { latest, pictures } = run;
    if (!latest || !pictures) {
      for (const place of [recall, confusion, kernels, kernelScale, misread, layers]) place.replaceChildren();
      return;
    }
    const names = pictures.labels.map((label) => nameOf(lang, label));
    recall.replaceChildren(
      barList(names.map((name, i) => ({ name, share: latest.recall[i], text: percent(latest.recall[i]) }))),
    );
    matrix(
      confusion,
      lang,
      { labels: pictures.labels, confusion: latest.confusion },
      { caption: say('confusion') },
    );
    const { data, shape } = latest.kernels;
    const size = shape[2] * shape[3];
    const scale = reach(data);
    kernels.replaceChildren(
      ...Array.from({ length: shape[0] }, (_, i) => {
        const canvas = make('canvas', { 'aria-hidden': 'true' });
        paintSigned(canvas, data.subarray(i * size, (i + 1) * size), shape[3], scale);
        return canvas;
      }),
    );
    const value = new Intl.NumberFormat(lang, { maximumSignificantDigits: 2 }).format(scale);
    kernelScale.textContent = say('kernelScale', { value });
    misread.replaceChildren(
      ...latest.misread.map(({ label, read, probability, picture }) =>
        face(
          picture,
          say('misreadAs', { label: names[label], read: names[read], percent: percent(probability) }),
        ),
      ),
    );
    if (latest.misread.length === 0)
      misread.replaceChildren(make('p', { class: 'quiet' }, say('noneMisread')));
  }

  /** What goes on inside: asked for when nothing else is to be done. */
  async function inside() {
    const found = await run.trainer.call('layers').catch(() => null);
    if (!found) return;
    const number = new Intl.NumberFormat(lang, { maximumSignificantDigits: 2 });
    const share = new Intl.NumberFormat(lang, { style: 'percent' });
    const gradients = new Map(/** @type {[string, number][]} */ (found.gradients));
    const rows = found.activations.map(
      (/** @type {{ name: string, share: number, largest: number }} */ layer) => {
        const gradient = gradients.get(`${layer.name}.weight`);
        return make(
          'tr',
          {},
          make('th', { scope: 'row' }, layer.name),
          ...[
            share.format(layer.share),
            number.format(layer.largest),
            gradient === undefined ? '' : number.format(gradient),
          ].map((text) => make('td', {}, text)),
        );
      },
    );
    const heads = ['layerName', 'awake', 'largest', 'gradient'].map((name) =>
      make('th', { scope: 'col' }, say(name)),
    );
    layers.replaceChildren(
      make('table', {}, make('thead', {}, make('tr', {}, ...heads)), make('tbody', {}, ...rows)),
    );
  }

  return { figures, waiting, curves, measures, inside };
}
