// Guided experiments: a guess, a few runs, and what they measured, in words.
import { make } from '../dom.js';
import { lineChart } from '../figures/line.js';
import { nameOf } from '../figures/words.js';
import { LABELS, drawing, recipe } from './settings.js';
import { Trainer } from './trainer.js';
import { RARE, experiments, rare } from './experiment-list.js';
import { words } from './experiment-words.js';
import { sayer } from '../lessons/shell/words.js';

/** @typedef {import('./settings.js').Values} Values */
/** @typedef {import('./run.js').Epoch} Epoch */
/** @typedef {import('../figures/words.js').Lang} Lang */
/** @typedef {import('./experiment-list.js').Experiment} Experiment */
/** @typedef {import('./experiment-list.js').Result} Result */
/**
 * The cards of the experiments, and the one that is open. Its runs have a trainer of their own: the lab's run stays as it is.
 * @param {{ lang: Lang, asked: string | null, onOpen: (name: string | null) => void, onRun: () => void,
 *   onTake: (values: Values) => void }} options
 */
export function guided({ lang, asked, onOpen, onRun, onTake }) {
  const say = sayer(lang, words);
  const stage = make('div', { class: 'stage', hidden: true, 'aria-live': 'polite' });
  const all = experiments(lang);
  /** @type {Trainer | null} */
  let trainer = null;
  const cards = all.map(({ name }) => {
    const title = make('strong', {}, say(`${name}Title`));
    const about = make('span', { class: 'about' }, say(`${name}About`));
    return make(
      'button',
      { type: 'button', class: 'card', 'aria-expanded': 'false', onclick: () => open(name) },
      title,
      about,
    );
  });

  /** @param {string | null} name */
  function open(name) {
    trainer?.close();
    trainer = null;
    const experiment = all.find((each) => each.name === name);
    cards.forEach((card, i) => card.setAttribute('aria-expanded', String(all[i].name === name)));
    stage.hidden = !experiment;
    onOpen(experiment?.name ?? null);
    if (experiment) ask(experiment);
  }

  /** @param {Experiment} experiment */
  function ask(experiment) {
    const { name, answers } = experiment;
    const buttons = Array.from({ length: answers }, (_, i) =>
      make(
        'button',
        { type: 'button', onclick: () => start(experiment, i + 1) },
        say(`${name}Answer${i + 1}`),
      ),
    );
    stage.replaceChildren(
      make('h3', {}, say(`${name}Title`)),
      make('p', { class: 'question' }, say(`${name}Question`)),
      make('div', { class: 'answers' }, ...buttons),
      close(),
    );
    buttons[0].focus({ preventScroll: true });
  }

  const close = () =>
    make('button', { type: 'button', class: 'plain', onclick: () => open(null) }, say('close'));

  /** @param {Experiment} experiment @param {number} taken */
  async function start(experiment, taken) {
    onRun();
    const progress = make('p', { class: 'quiet', role: 'status' }, say('drawing'));
    const chart = make('div', { class: 'chart' });
    const told = make('div', { class: 'told' });
    const taker = say(`${experiment.name}Answer${taken}`);
    stage.replaceChildren(
      make('h3', {}, say(`${experiment.name}Title`)),
      make('p', {}, say('guessed', { answer: taker })),
      progress,
      chart,
      told,
      close(),
    );
    const mine = (trainer = new Trainer());
    /** @type {Result[]} */
    const results = [];
    try {
      for (const { name, values, prior } of experiment.runs) {
        /** @type {Result} */
        const result = { name, epochs: [] };
        results.push(result);
        await trained(mine, values, (epoch) => {
          result.epochs.push(epoch);
          progress.textContent = say('running', {
            run: say(name),
            epoch: epoch.epoch,
            epochs: Number(values.epochs),
          });
          draw(chart, experiment, results);
        });
        if (mine !== trainer) return;
        if (prior) {
          const { evaluation } = await mine.call('read', { part: 'validation', prior: true });
          const recall = LABELS.map((label) => evaluation.per_class[label].recall);
          result.prior = { accuracy: evaluation.accuracy, recall };
        }
      }
    } catch (error) {
      if (mine === trainer)
        progress.textContent = say('failed', { reason: /** @type {Error} */ (error).message });
      return;
    } finally {
      if (mine !== trainer) mine.close();
    }
    const { right, values } = experiment.tell(results);
    progress.remove();
    const verdict = say(right === taken ? 'right' : 'wrong', {
      answer: say(`${experiment.name}Answer${right}`),
    });
    told.replaceChildren(
      make('p', { class: 'verdict' }, verdict),
      make('p', {}, say(`${experiment.name}Told`, values)),
      make('p', { class: 'quiet' }, say(`${experiment.name}Moral`)),
      make(
        'button',
        { type: 'button', onclick: () => onTake(experiment.runs[experiment.runs.length - 1].values) },
        say('take'),
      ),
    );
    mine.close();
    trainer = null;
  }

  /** @param {HTMLElement} place @param {Experiment} experiment @param {Result[]} results */
  function draw(place, { name }, results) {
    const whole = new Intl.NumberFormat(lang, { style: 'percent' }).format;
    const [first] = results;
    const lines =
      results.length === 1 && name === 'overfit'
        ? [
            { values: first.epochs.map(({ accuracy }) => accuracy), name: say('learned'), dashed: true },
            {
              values: first.epochs.map(({ validation }) => validation.accuracy),
              name: say('others'),
              strong: true,
            },
          ]
        : results.map((result, i) => ({
            values: result.epochs.map(({ recall, validation }) =>
              name === 'noise' ? validation.accuracy : recall[rare],
            ),
            name: say(result.name),
            strong: i === results.length - 1,
            dashed: i === 0,
          }));
    const longest = Math.max(...lines.map(({ values }) => values.length));
    lineChart(place, {
      lang,
      label: say(`${name}Chart`, { label: nameOf(lang, RARE) }),
      x: { name: say('epochs'), values: Array.from({ length: longest }, (_, i) => i + 1) },
      y: { name: say(`${name}Axis`, { label: nameOf(lang, RARE) }), from: 0, to: 1, step: 0.2, tick: whole },
      lines,
      gap: name === 'overfit',
      folded: true,
      size: [640, 380],
    });
  }

  if (all.some(({ name }) => name === asked)) queueMicrotask(() => open(asked));
  return {
    section: make(
      'section',
      { class: 'experiments', 'data-part': 'experiments' },
      make('h2', {}, say('experiments')),
      make('div', { class: 'cards' }, ...cards),
      stage,
    ),
    close: () => trainer?.close(),
  };
}

/**
 * Trains to the end of the planned epochs.
 * @param {Trainer} trainer
 * @param {Values} values
 * @param {(epoch: Epoch) => void} onEpoch
 */
async function trained(trainer, values, onEpoch) {
  await trainer.call('draw', drawing(values));
  await trainer.call('begin', { recipe: recipe(values), epochs: values.epochs });
  const over = new AbortController();
  const { signal } = over;
  try {
    await new Promise((resolve, reject) => {
      trainer.addEventListener('epoch', (e) => onEpoch(/** @type {CustomEvent} */ (e).detail), { signal });
      trainer.addEventListener('paused', () => resolve(undefined), { signal });
      trainer.addEventListener(
        'failed',
        (e) => reject(new Error(/** @type {CustomEvent} */ (e).detail.message)),
        { signal },
      );
      trainer.call('go').catch(reject);
    });
  } finally {
    over.abort();
  }
}
