// lab.html: train a network in the page, and watch it learn.
import { make } from '../dom.js';
import { percent1, whole } from '../figures/words.js';
import { language } from '../element/words/words.js';
import { sayer } from '../lessons/shell/words.js';
import { keepOffline } from '../site/offline.js';
import { controls } from './controls.js';
import { guided } from './experiments.js';
import { someFaces } from './faces.js';
import { Run } from './run.js';
import { changed, fromAddress, recipe } from './settings.js';
import { teller } from './status.js';
import { forget, keep, kept } from './store.js';
import { use } from './use.js';
import { view } from './view.js';
import { words } from './words.js';

/** @typedef {import('../figures/words.js').Lang} Lang */

const root = document.documentElement;
const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const options = new URL(location.href).searchParams;
const { values, refused } = fromAddress(options);
const run = new Run(values);
/** What a trainer hides by `hide=` in the address. */
const hidden = (options.get('hide') ?? '').split(',');
/** @type {{ refresh: (what: string) => void, close: () => void } | null} */
let shown = null;
/** @type {import('./store.js').Kept | undefined} */
let last;

/** The page in a language. @param {Lang} lang */
function build(lang) {
  shown?.close();
  const say = sayer(lang, words);
  const n = whole(lang);
  root.lang = lang;
  document.title = say('title');
  const status = make('p', { class: 'status', role: 'status' });
  const notice = make('p', { class: 'notice', role: 'alert', hidden: true });
  const restore = make('div', { class: 'restore', hidden: true });
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
  panel.groups.network.append(size);
  const faces = make('div', { class: 'faces some' });
  const pick = make('input', { type: 'file', accept: '.csv,.gz', class: 'unseen', id: 'file' });
  pick.addEventListener('change', () => {
    if (pick.files?.[0]) open(pick.files[0]);
    pick.value = '';
  });
  const source = make('p', { class: 'quiet' });
  const drawn = button('drawn', () => run.draw());
  panel.groups.data.append(
    make('label', { for: 'file', class: 'button' }, say('file')),
    pick,
    make('p', { class: 'quiet' }, say('fileHint')),
    source,
    drawn,
  );
  const showFaces = someFaces(faces, lang, run);
  const tell = teller({ lang, say, run });
  const seen = view({ lang, say, run });
  const using = use({ lang, say, run, address });
  const experiments = guided({
    lang,
    asked: options.get('experiment'),
    onOpen: (name) => remember('experiment', name),
    onRun: () => run.phase === 'running' && run.pause(),
    onTake: (taken) => {
      set(taken);
      transport.scrollIntoView({ block: 'start' });
    },
  });
  const store = make('p', { class: 'quiet' });
  const forgetAll = button('forget', async () => {
    await forget().catch(() => {});
    last = undefined;
    offer();
    store.textContent = say('forgotten');
  });
  const transport = make(
    'section',
    { class: 'transport', 'data-part': 'transport' },
    make('div', { class: 'buttons' }, play, step, epoch, anew),
    status,
    notice,
  );
  main.replaceChildren(
    make('h1', {}, say('heading')),
    make('p', { class: 'lede' }, say('lede')),
    restore,
    experiments.section,
    transport,
    make(
      'div',
      { class: 'bench' },
      make('div', { class: 'settings', 'data-part': 'controls' }, ...Object.values(panel.groups)),
      make(
        'div',
        { class: 'results' },
        make('section', { class: 'panel some' }, make('h2', {}, say('someFaces')), faces),
        seen.waiting,
        seen.figures,
      ),
    ),
    using.section,
    make('section', { class: 'keeping' }, store, forgetAll),
  );
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (main.querySelectorAll('[data-part]')))
    part.hidden = hidden.includes(part.dataset.part ?? '');

  function transportState() {
    const { phase, fault } = run;
    const running = phase === 'running';
    play.textContent = say(running ? 'pause' : 'play');
    const busy = phase === 'drawing' || phase === 'opening';
    play.disabled = busy || phase === 'done';
    step.disabled = epoch.disabled = busy || running || phase === 'done';
    anew.disabled = busy || running || run.steps === 0;
    if (phase === 'done' && run.isStale) play.disabled = step.disabled = epoch.disabled = false;
    status.textContent = tell.status();
    const nan = fault && /loss became/.test(fault.message);
    const text = fault
      ? nan
        ? say('nan')
        : say('crashed', { reason: fault.message })
      : run.isStale
        ? say('stale')
        : refused.length
          ? say('refused', { names: refused.map((name) => say(name)).join(', ') })
          : '';
    if (notice.textContent !== text) notice.textContent = text;
    notice.hidden = !text;
    seen.figures.classList.toggle('stale', run.isStale);
    drawn.hidden = !run.file;
    using.refresh();
  }

  async function showSize() {
    const found = await run.trainer.call('size', { recipe: recipe(run.values), labels: 7 }).catch(() => null);
    if (!found) return;
    const mflop = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(found.mflop);
    size.textContent = say('size', { parameters: n(found.parameters), mflop });
  }

  /** @param {File} file */
  async function open(file) {
    source.textContent = '';
    try {
      const found = await run.open(file);
      if (!found) return;
      const opened = { name: file.name, n: tell.sum(found.training), v: tell.sum(found.validation) };
      source.textContent = say('fileOpened', opened);
      if (found.bad) {
        const [{ line, reason }] = found.faults;
        source.textContent += ` ${say('fileFaults', { n: n(found.bad), line: n(line), reason })}`;
      }
    } catch {
      source.textContent = say('fileBad', { name: file.name });
    }
  }
  dropped = open;

  function offer() {
    restore.hidden = !last || (run.steps > 0 && run.phase !== 'failed');
    if (!last || restore.hidden) return;
    const { epoch, validation } = last.history[last.history.length - 1];
    restore.replaceChildren(
      make(
        'p',
        {},
        say('restore', { epochs: tell.epochs(epoch), percent: percent1(lang)(validation.accuracy) }),
      ),
      make('button', { type: 'button', onclick: again }, say('restoreIt')),
    );
  }

  async function again() {
    const run_ = last;
    if (!run_) return;
    restore.hidden = true;
    await set(run_.values);
    if (run_.file) await open(run_.file);
    await run.begin(run_.state);
    run.history = run_.history;
    refresh('epoch');
    await seen.inside();
  }

  async function save() {
    const { history, latest, file } = run;
    if (!latest || run.isStale) return;
    try {
      await keep({ values: { ...run.values }, file, history, state: latest.state });
      store.textContent = say('kept');
    } catch {
      store.textContent = say('notKept');
    }
  }

  /** @param {string} what */
  function refresh(what) {
    const { latest, history, file } = run;
    if (run.phase === 'failed' && latest)
      last = { values: { ...run.values }, file, history, state: latest.state };
    if (what === 'change' || what === 'failed') {
      panel.show(run.values);
      showFaces();
      offer();
      if (run.history.length === 0) {
        seen.curves();
        seen.measures();
      }
    }
    if (what === 'epoch') {
      seen.curves();
      seen.measures();
      save();
    }
    if (what === 'paused') seen.inside();
    transportState();
  }

  shown = { refresh, close: experiments.close };
  sizeShown = showSize;
  refresh('change');
  if (run.history.length) refresh('epoch');
  showSize();
  offer();
}

/** @type {(file: File) => void} */
let dropped = () => {};
let sizeShown = () => {};

/** @param {import('./settings.js').Values} values */
async function set(values) {
  refused.length = 0;
  const setting = run.set(values);
  const url = new URL(location.href);
  for (const name of Object.keys(values)) url.searchParams.delete(name);
  for (const [name, value] of changed(values)) url.searchParams.set(name, value);
  history.replaceState(history.state, '', url);
  sizeShown();
  await setting;
}

/** The address of these settings, for the checkpoint's card. */
const address = () => `lab.html?${new URLSearchParams(changed(run.values))}`;

/** @param {string} name @param {string | null} value */
function remember(name, value) {
  const url = new URL(location.href);
  if (value === null) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  options.delete(name);
  if (value !== null) options.set(name, value);
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}

/** @param {string | null} wanted */
function speak(wanted) {
  const lang = language(wanted ?? navigator.language) === 'fr' ? 'fr' : 'en';
  for (const link of document.querySelectorAll('.languages a')) {
    if (link.getAttribute('hreflang') === lang) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('[data-home]')))
    link.href = `./?lang=${lang}`;
  build(lang);
}

run.addEventListener('change', (event) => shown?.refresh(/** @type {CustomEvent} */ (event).detail));
document.querySelector('.languages')?.addEventListener('click', (event) => {
  const lang = /** @type {Element} */ (event.target).getAttribute('hreflang');
  if (!lang) return;
  event.preventDefault(); // the run goes on while the words change
  remember('lang', lang);
  speak(lang);
});
addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => {
  event.preventDefault();
  const file = event.dataTransfer?.files[0];
  if (file) dropped(file);
});
const theme = options.get('theme');
if (theme) root.dataset.theme = theme;
if (options.has('embed')) document.body.classList.add('embedded');
last = await kept().catch(() => undefined);
speak(options.get('lang'));
run.draw();
keepOffline('./', { once: 'load' });
