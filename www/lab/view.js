// What is seen of a run: curves, recall, confusion, kernels, misread faces.
import { make } from '../dom.js';
import { barList } from '../figures/bars.js';
import { matrix } from '../figures/matrix.js';
import { paintSigned, reach } from '../figures/signed.js';
import { nameOf, percent1 } from '../figures/words.js';
import { face, reface } from '../figures/face.js';
import { comparison } from './compare.js';
import { curves } from './curves.js';
import { inWords } from './layers.js';

/** @typedef {import('./run.js').Run} Run */
/** @typedef {import('../lessons/shell/words.js').Say} Say */
/** @typedef {import('../figures/words.js').Lang} Lang */

/** Pictures of a cell that are shown at most. */
const IN_CELL = 24;
/** Pixels of a picture. */
const PIXELS = 48 * 48;

/** @param {{ lang: Lang, say: Say, run: Run, onLay: (laid: import('./compare.js').Laid | null) => void }} options */
export function view({ lang, say, run, onLay }) {
  const percent = percent1(lang);
  const [recall, confusion] = ['recall', 'matrix'].map((name) => make('div', { class: name }));
  const cell = make('div', { class: 'cell', 'aria-live': 'polite' });
  const kernels = make('div', { class: 'kernel-grid' });
  const kernelScale = make('p', { class: 'quiet' });
  const misread = make('div', { class: 'faces' });
  const noneMisread = make('p', { class: 'quiet', hidden: true }, say('noneMisread'));
  const layers = make('div', { class: 'layer-table' });
  const waiting = make('p', { class: 'quiet waiting' }, say('noCurves'));
  const drawn = curves({ lang, say, run });
  const compared = comparison({ lang, say, run, onLay });
  const panel = (/** @type {string} */ name, /** @type {(Node | string)[]} */ ...children) =>
    make('section', { class: `panel ${name}`, 'data-part': name }, make('h2', {}, say(name)), ...children);
  const figures = make(
    'div',
    { class: 'figures' },
    panel('accuracy', ...drawn.accuracy),
    panel('loss', ...drawn.loss),
    panel('compare', ...compared.section),
    panel('recall', recall),
    panel('confusion', confusion, cell),
    panel('kernels', kernels, kernelScale),
    panel('misread', misread, noneMisread),
    panel('layers', layers),
  );

  function showWaiting() {
    waiting.hidden = run.history.length > 0;
    figures.classList.toggle('blank', run.history.length === 0);
  }

  /** The pictures of a cell of the matrix. @param {number} label @param {number} read */
  async function open(label, read) {
    const { latest, pictures, trainer } = run;
    if (!latest || !pictures) return;
    const truths = /** @type {Uint8Array} */ (await trainer.call('truths', { part: 'validation' }));
    const all = [...truths.keys()].filter((i) => truths[i] === label && latest.predicted[i] === read);
    const indices = all.slice(0, IN_CELL);
    const found = /** @type {Uint8Array[]} */ (
      await trainer.call('pictures', { part: 'validation', indices })
    );
    if (latest !== run.latest) return;
    const [of, as] = [label, read].map((i) => nameOf(lang, pictures.labels[i]));
    const told = say(all.length ? 'cellOf' : 'cellEmpty', { label: of, read: as, n: all.length });
    cell.replaceChildren(
      make('p', { class: 'quiet' }, told),
      make('div', { class: 'faces' }, ...found.map((picture, i) => face(picture, `${of} ${i + 1}`))),
    );
  }

  /** What was read after the newest epoch, and the labels by name. */
  function measured() {
    const { latest, pictures } = run;
    return (
      latest &&
      pictures && { latest, names: pictures.labels.map((label) => nameOf(lang, label)), ...pictures }
    );
  }

  function showRecall() {
    const now = measured();
    const bars = now?.names.map((name, i) => {
      const share = now.latest.recall[i];
      return { name, share, text: percent(share) };
    });
    recall.replaceChildren(...(bars ? [barList(bars)] : []));
    if (!now) showLayers();
  }

  /** The matrix that stands there: of which labels, and what shows other counts in it. @type {{ labels: string[], fill: (confusion: number[][]) => void } | null} */
  let table = null;

  function showConfusion() {
    const now = measured();
    cell.replaceChildren(); // its pictures were an earlier epoch's
    if (!now) {
      confusion.replaceChildren();
      table = null;
    } else if (table?.labels === now.labels) table.fill(now.latest.confusion);
    else {
      const { labels, latest } = now;
      const counts = { labels, confusion: latest.confusion };
      table = { labels, fill: matrix(confusion, lang, counts, { caption: say('confusion'), pick: open }) };
    }
  }

  function showKernels() {
    const now = measured();
    if (!now) {
      for (const place of [kernels, kernelScale]) place.replaceChildren();
      return;
    }
    const { data, shape } = now.latest.kernels;
    const size = shape[2] * shape[3];
    const scale = reach(data);
    const canvases = /** @type {HTMLCanvasElement[]} */ (
      sized(kernels, shape[0], () => make('canvas', { 'aria-hidden': 'true' }))
    );
    canvases.forEach((canvas, i) =>
      paintSigned(canvas, data.subarray(i * size, (i + 1) * size), shape[3], scale),
    );
    const value = new Intl.NumberFormat(lang, { maximumSignificantDigits: 2 }).format(scale);
    kernelScale.textContent = say('kernelScale', { value });
  }

  function showMisread() {
    const now = measured();
    noneMisread.hidden = now?.latest.misread.length !== 0;
    const wrong = now?.latest.misread ?? [];
    const figures = sized(misread, wrong.length, () => face(new Uint8Array(PIXELS), ''));
    wrong.forEach(({ label, read, probability, picture }, i) => {
      const [of, as] = [label, read].map((index) => now?.names[index] ?? '');
      reface(figures[i], picture, say('misreadAs', { label: of, read: as, percent: percent(probability) }));
    });
  }

  /** @param {...Node} nodes */
  function showLayers(...nodes) {
    layers.replaceChildren(...nodes);
    layers.parentElement?.classList.toggle('blank', nodes.length === 0);
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
    showLayers(
      make('table', {}, make('thead', {}, make('tr', {}, ...heads)), make('tbody', {}, ...rows)),
      ...inWords(found, lang, say).map((text) => make('p', { class: 'sentence' }, text)),
    );
  }

  showLayers();
  const pieces = [
    ...[showWaiting, ...drawn.pieces, compared.show],
    ...[showRecall, showConfusion, showKernels, showMisread],
  ];
  return { figures, waiting, pieces, inside, lay: compared.set };
}

/**
 * So many children, those that are there first: what is drawn anew at each epoch is seldom made anew.
 * @param {HTMLElement} place
 * @param {number} count
 * @param {() => HTMLElement} another
 */
function sized(place, count, another) {
  while (place.children.length > count) place.lastElementChild?.remove();
  while (place.children.length < count) place.append(another());
  return /** @type {HTMLElement[]} */ ([...place.children]);
}
