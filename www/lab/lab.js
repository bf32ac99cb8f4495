// lab.html: train a network in the page, and watch it learn.
import { language } from '../element/words/words.js';
import { keepOffline } from '../site/offline.js';
import { page } from './page.js';
import { Run } from './run.js';
import { changed, fromAddress } from './settings.js';

/** @typedef {import('../figures/words.js').Lang} Lang */

const root = document.documentElement;
const main = /** @type {HTMLElement} */ (document.querySelector('main'));
const options = new URL(location.href).searchParams;
const { values, refused } = fromAddress(options);
const run = new Run(values);
/** What a trainer hides by `hide=` in the address: parts and panels of the page, and single controls. */
const hidden = (options.get('hide') ?? '').split(',').filter((name) => /^[\w-]+$/.test(name));
/** @type {ReturnType<typeof page> | null} */
let shown = null;

/** The page in a language. @param {Lang} lang */
function build(lang) {
  shown?.close();
  root.lang = lang;
  shown = page({
    ...{ lang, run, refused, set, address },
    asked: options.get('experiment'),
    onExperiment: (name) => remember('experiment', name),
  });
  document.title = shown.title;
  main.replaceChildren(...shown.nodes);
}

/** Hides by rules, which also hold for what comes later. */
function hide() {
  const sheet = new CSSStyleSheet();
  const rules = hidden.map(
    (name) => `:is([data-part="${name}"], [data-setting="${name}"]) { display: none !important }`,
  );
  sheet.replaceSync(rules.join('\n'));
  document.adoptedStyleSheets = [sheet];
}

/** @param {import('./settings.js').Values} values */
async function set(values) {
  refused.length = 0;
  const setting = run.set(values);
  const url = new URL(location.href);
  for (const name of Object.keys(values)) url.searchParams.delete(name);
  for (const [name, value] of changed(values)) url.searchParams.set(name, value);
  history.replaceState(history.state, '', url);
  shown?.showSize();
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

document.addEventListener('visibilitychange', () => document.hidden && run.hide());
run.addEventListener('change', (event) => shown?.refresh(/** @type {CustomEvent} */ (event).detail));
document.querySelector('.languages')?.addEventListener('click', (event) => {
  const lang = /** @type {Element} */ (event.target).getAttribute('hreflang');
  if (!lang) return;
  event.preventDefault(); // the run goes on while the words change
  remember('lang', lang);
  speak(lang);
});
// A deck tells which language it speaks, and when its slide comes and goes.
addEventListener('message', ({ data, source }) => {
  if (source !== parent || typeof data !== 'string') return;
  const [, lang] = data.match(/^lang:(en|fr)$/) ?? [];
  if (lang && lang !== root.lang) speak(lang);
  if (data !== 'slide:stop') return;
  if (run.phase === 'running') run.pause();
  shown?.leave();
});
const theme = options.get('theme');
if (theme) root.dataset.theme = theme;
const embedded = options.has('embed') && options.get('embed') !== 'false';
document.body.classList.toggle('embedded', embedded);
root.toggleAttribute('data-embedded', embedded); // a `:has` would be asked again at every change of the page
hide();
speak(options.get('lang'));
if (!hidden.includes('transport')) run.draw(); // a slide with an experiment alone needs no faces of the lab's own
keepOffline('./', { once: 'load' });
