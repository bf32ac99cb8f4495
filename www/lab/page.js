// The page in a language: experiments, transport, settings beside what is measured.
import { make } from '../dom.js';
import { whole } from '../figures/words.js';
import { sayer } from '../lessons/shell/words.js';
import { beginning } from './beginning.js';
import { controls } from './controls.js';
import { guided } from './experiments.js';
import { someFaces } from './faces.js';
import { keeping } from './keeping.js';
import { recipe } from './settings.js';
import { sources } from './sources.js';
import { spreader } from './spread.js';
import { teller } from './status.js';
import { use } from './use.js';
import { view } from './view.js';
import { words } from './words.js';

/** @typedef {import('./settings.js').Values} Values */

/** What was laid by to compare with stays while the page does. @type {import('./compare.js').Laid | null} */
let laid = null;

/**
 * @param {object} options
 * @param {import('../figures/words.js').Lang} options.lang
 * @param {import('./run.js').Run} options.run
 * @param {string[]} options.refused settings that the address asks for in vain
 * @param {string | null} options.asked the experiment that the address opens
 * @param {(values: Values) => Promise<void>} options.set
 * @param {(name: string | null) => void} options.onExperiment
 * @param {() => string} options.address of these settings
 */
export function page({ lang, run, refused, asked, set, onExperiment, address }) {
  const say = sayer(lang, words);
  const n = whole(lang);
  const spread = spreader();
  const status = make('p', { class: 'status', role: 'status' });
  const notice = make('p', { class: 'notice', role: 'alert', hidden: true });
  const button = (/** @type {string} */ name, /** @type {() => unknown} */ onclick) =>
    make('button', { type: 'button', class: name, onclick }, say(name));
  const play = button('play', () => (run.phase === 'running' ? run.pause() : run.go()));
  const step = button('step', () => run.go(1));
  const epoch = button('epoch', () => run.go('epoch'));
  const anew = button('anew', () => run.begin());
  const panel = controls({
    ...{ lang, say, values: run.values },
    onChange: ({ name }, value) => set({ ...run.values, [name]: value }),
  });
  const size = make('p', { class: 'quiet' });
  const begins = beginning({ say, run });
  panel.groups.network.append(size, ...begins.nodes);
  const source = sources({ lang, say, run });
  panel.groups.data.append(...source.nodes);
  const faces = make('div', { class: 'faces some' });
  const showFaces = someFaces(faces, lang, run);
  const tell = teller({ lang, say, run });
  const seen = view({ lang, say, run, onLay: (next) => (laid = next) });
  if (laid) seen.lay(laid);
  const using = use({ lang, say, run, address });
  const store = keeping({ lang, say, run, epochs: tell.epochs, onAgain: again });
  const experiments = guided({
    lang,
    asked,
    onOpen: onExperiment,
    onRun: () => run.phase === 'running' && run.pause(),
    onTake: (taken) => {
      set(taken);
      transport.scrollIntoView({ block: 'start' });
    },
  });
  const transport = make(
    'section',
    { class: 'transport', 'data-part': 'transport' },
    make('div', { class: 'buttons' }, play, step, epoch, anew),
    status,
    notice,
  );
  const results = make(
    'div',
    { class: 'results', 'data-part': 'results' },
    make('section', { class: 'panel some' }, make('h2', {}, say('someFaces')), faces),
    seen.waiting,
    seen.figures,
  );
  const settings = make(
    'div',
    { class: 'settings', 'data-part': 'controls' },
    ...Object.values(panel.groups),
  );

  /** Goes on with what was kept or brought back. @param {import('./project.js').Project['run']} project */
  async function again({ values, given, base, state, history }) {
    if (given) await run.give(given);
    run.beginWith(base);
    await set(values);
    if (!given) await run.draw(); // what was given before is not this project's
    if (!state) return;
    await run.begin(state);
    run.history = [...history];
    refresh('epoch');
    await seen.inside();
  }

  function notes() {
    const { fault } = run;
    if (fault && /loss became/.test(fault.message)) return say('nan');
    if (fault) return say('crashed', { reason: fault.message });
    if (run.isStale) return say('stale');
    return refused.length ? say('refused', { names: refused.map((name) => say(name)).join(', ') }) : '';
  }

  function transportState() {
    const { phase } = run;
    const running = phase === 'running';
    const busy = phase === 'drawing';
    const over = phase === 'done' && !run.isStale;
    play.textContent = say(running ? 'pause' : 'play');
    status.setAttribute('aria-live', running ? 'off' : 'polite'); // nobody wants to hear every step
    play.disabled = busy || over;
    step.disabled = epoch.disabled = busy || running || over;
    anew.disabled = busy || running || run.steps === 0;
    const text = notes();
    if (notice.textContent !== text) notice.textContent = text;
    notice.hidden = !text;
    seen.figures.classList.toggle('stale', run.isStale);
    for (const each of [source, begins, using]) each.refresh();
  }

  async function showSize() {
    const labels = run.pictures?.labels.length ?? 7;
    const found =
      run.base && run.size && !run.isStale
        ? run.size
        : await run.trainer.call('size', { recipe: recipe(run.values), labels }).catch(() => null);
    if (!found) return;
    const mflop = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(found.mflop);
    size.textContent = say('size', { parameters: n(found.parameters), mflop });
  }

  /** @param {string} what */
  function refresh(what) {
    if (what === 'change' || what === 'failed') {
      panel.show(run.values);
      showFaces();
      store.refresh();
      if (run.history.length === 0) for (const piece of seen.pieces) piece();
    }
    if (what === 'epoch') {
      store.save(); // at once: a tab that is hidden now has no further frame
      spread([...seen.pieces, store.refresh]);
    }
    if (what === 'paused') seen.inside();
    if (what !== 'progress') transportState();
    status.textContent = tell.status();
  }

  refresh('change');
  if (run.history.length) refresh('epoch');
  showSize();
  return {
    title: say('title'),
    nodes: [
      make(
        'div',
        { 'data-part': 'title' },
        make('h1', {}, say('heading')),
        make('p', { class: 'lede' }, say('lede')),
      ),
      store.restore,
      experiments.section,
      source.place,
      transport,
      make('div', { class: 'bench' }, settings, results),
      using.section,
      store.section,
    ],
    refresh,
    showSize,
    close() {
      experiments.close();
      source.close();
    },
    /** Its slide is left: nothing computes and no camera looks on. */
    leave() {
      experiments.leave();
      source.leave();
      using.stop();
    },
  };
}
