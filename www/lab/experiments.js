// Guided experiments: a guess, a few runs, and what they measured, in words.
import { make } from '../dom.js';
import { lineChart } from '../figures/line.js';
import { nameOf } from '../figures/words.js';
import { experiments } from './experiment-list.js';
import { RARE } from './experiment-rare.js';
import { Runner } from './experiment-runner.js';
import { words } from './experiment-words.js';
import { keepSeen, seen } from './store.js';
import { sayer } from '../lessons/shell/words.js';

/** @typedef {import('./settings.js').Values} Values */
/** @typedef {import('../figures/words.js').Lang} Lang */
/** @typedef {import('./experiment-result.js').Chart} Chart */
/** @typedef {import('./experiment-result.js').Experiment} Experiment */

/**
 * The cards of the experiments, and the one that is open. Its runs have a trainer of their own: the lab's run stays as it is.
 * @param {{ lang: Lang, asked: string | null, onOpen: (name: string | null) => void, onRun: () => void,
 *   onTake: (values: Values) => void }} options
 */
export function guided({ lang, asked, onOpen, onRun, onTake }) {
  const say = sayer(lang, words);
  const stage = make('div', { class: 'stage', hidden: true, 'aria-live': 'polite' });
  const all = experiments(lang);
  /** @type {Runner | null} */
  let running = null;
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

  function stop() {
    running?.close();
    running = null;
  }

  /** @param {string | null} name @param {boolean} [pressed] by a visitor, who is then led to the answers */
  function open(name, pressed = true) {
    stop();
    const experiment = all.find((each) => each.name === name);
    cards.forEach((card, i) => card.setAttribute('aria-expanded', String(all[i].name === name)));
    stage.hidden = !experiment;
    onOpen(experiment?.name ?? null);
    if (experiment) ask(experiment, pressed);
  }

  /** @param {Experiment} experiment @param {boolean} [pressed] */
  function ask(experiment, pressed = true) {
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
      ...warned(name),
      make('div', { class: 'answers' }, ...buttons),
      close(),
    );
    if (pressed) buttons[0].focus({ preventScroll: true }); // an address leaves it where it is: on the slide
  }

  /** @param {string} name */
  const warned = (name) => (seen.has(name) ? [make('p', { class: 'quiet' }, say('openedBefore'))] : []);
  const close = () =>
    make(
      'button',
      { type: 'button', class: 'plain', 'data-part': 'cards', onclick: () => open(null) },
      say('close'),
    );
  const again = (/** @type {Experiment} */ experiment) =>
    make('button', { type: 'button', class: 'plain', onclick: () => ask(experiment) }, say('again'));

  /** @param {Experiment} experiment @param {number} taken */
  async function start(experiment, taken) {
    onRun();
    const { name, runs } = experiment;
    const progress = make('p', { class: 'quiet', role: 'status' }, say('drawing'));
    const charts = make('div', { class: 'charts' });
    const told = make('div', { class: 'told' });
    const before = warned(name); // as it is before these runs open anything
    stage.replaceChildren(
      make('h3', {}, say(`${name}Title`)),
      make('p', {}, say('guessed', { answer: say(`${name}Answer${taken}`) })),
      progress,
      make('div', { class: 'found' }, charts, told),
      close(),
    );
    const mine = (running = new Runner());
    try {
      const { results, opened } = await mine.run(experiment, (results) => {
        const { name: run, epochs } = results[results.length - 1];
        const values = {
          run: say(run),
          epoch: epochs.length,
          epochs: Number(runs[results.length - 1].values.epochs),
        };
        progress.textContent = say('running', values);
        draw(charts, experiment.charts(results, null));
      });
      if (mine !== running) return;
      if (opened) await keepSeen([name]);
      if (mine !== running) return;
      draw(charts, experiment.charts(results, opened));
      const { right, values, moral = '' } = experiment.tell(results, opened);
      const verdict = say(right === taken ? 'right' : 'wrong', { answer: say(`${name}Answer${right}`) });
      const take = () => onTake(runs[runs.length - 1].values);
      progress.remove();
      told.replaceChildren(
        make('p', { class: 'verdict' }, verdict),
        make('p', {}, say(`${name}Told`, opened ? { ...values, run: say(opened.chosen.run) } : values)),
        make('p', { class: 'quiet' }, say(`${name}Moral${moral}`)),
        ...before,
        make('button', { type: 'button', 'data-part': 'transport', onclick: take }, say('take')),
        again(experiment),
      );
      stop();
    } catch (error) {
      if (mine !== running) return;
      progress.textContent = say('failed', { reason: /** @type {Error} */ (error).message });
      stop();
    }
  }

  /** @param {HTMLElement} place @param {Chart[]} charts */
  function draw(place, charts) {
    const whole = new Intl.NumberFormat(lang, { style: 'percent' }).format;
    while (place.children.length < charts.length) place.append(make('div', { class: 'chart' }));
    charts.forEach(({ name, lines, gap }, i) => {
      const longest = Math.max(...lines.map(({ values }) => values.length));
      lineChart(/** @type {HTMLElement} */ (place.children[i]), {
        lang,
        label: say(`${name}Chart`, { label: nameOf(lang, RARE) }),
        x: { name: say('epochs'), values: Array.from({ length: longest }, (_, i) => i + 1) },
        y: {
          name: say(`${name}Axis`, { label: nameOf(lang, RARE) }),
          from: 0,
          to: 1,
          step: 0.2,
          tick: whole,
        },
        lines: lines.map((line) => ({ ...line, name: say(line.name) })),
        gap,
        folded: true,
        size: [640, 380],
      });
    });
  }

  if (all.some(({ name }) => name === asked)) queueMicrotask(() => open(asked, false));
  return {
    section: make(
      'section',
      { class: 'experiments', 'data-part': 'experiments' },
      make(
        'div',
        { 'data-part': 'cards' },
        make('h2', {}, say('experiments')),
        make('div', { class: 'cards' }, ...cards),
      ),
      stage,
    ),
    close: stop,
    /** Asks anew where it was running. */
    leave() {
      const experiment = running && all.find((_, i) => cards[i].getAttribute('aria-expanded') === 'true');
      stop();
      if (experiment) ask(experiment);
    },
  };
}
