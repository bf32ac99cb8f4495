// The deck: slides in a window, a page to scroll on a phone (?view=scroll), pages on paper (?print-pdf), the trainer's notes
// (?view=notes). All four are the one document, index.html.
import { show } from '../figures/figures.js';
import { address, watch } from './frames.js';
import { followTheme, onChoice, turnTo, wantedLanguage } from './language.js';
import { keepOffline } from '../../site/offline.js';
import { article } from '../figures/networks.js';
import { trustReveal } from './trusted.js';

const options = new URL(location.href).searchParams;
const deck = /** @type {HTMLElement} */ (document.querySelector('.deck'));
const root = document.documentElement;
const asked = options.get('autostart');
const autostart = asked !== null && asked !== 'false';

/** @returns {'slides' | 'scroll' | 'print' | 'notes'} */
function view() {
  const wanted = options.has('print-pdf') ? 'print' : options.get('view');
  if (wanted === 'scroll' || wanted === 'print' || wanted === 'notes') return wanted;
  return wanted !== 'slides' && matchMedia('(max-width: 40rem)').matches ? 'scroll' : 'slides';
}

/** @param {import('../../figures/words.js').Lang} lang */
function speak(lang) {
  turnTo(lang);
  show(lang);
  address({ lang, theme, autostart });
}

/** The browser would print the slide in sight: Ctrl+P prints them all. @param {KeyboardEvent} event */
function printAll(event) {
  if (event.key.toLowerCase() !== 'p' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  const url = new URL(location.href);
  url.searchParams.set('print-pdf', 'now');
  open(url);
}

const chosen = view();
// Paper is light unless it is asked to be dark.
if (chosen === 'print') root.dataset.theme = 'light';
const theme = followTheme() ?? root.dataset.theme ?? null;
root.dataset.view = chosen;
for (const place of deck.querySelectorAll('[data-visibility=hidden]')) place.remove();
speak(wantedLanguage());
onChoice(speak);
keepOffline('../../', { once: 'load', checkpoints: [article] });

if (chosen === 'slides') {
  trustReveal();
  const [{ slideshow }, { tellNotes }] = await Promise.all([import('./slideshow.js'), import('./notes.js')]);
  const notes = tellNotes((way) => reveal[way]());
  const reveal = await slideshow(deck, notes.follow);
  addEventListener('keydown', printAll);
} else if (chosen === 'notes') {
  const { showNotes } = await import('./notes.js');
  showNotes(deck, speak);
} else if (chosen === 'print') {
  const { drawStills } = await import('./print.js');
  await drawStills();
  if (options.get('print-pdf') === 'now') print();
} else {
  watch();
  document.querySelector(location.hash.replace('#/', '#') || '#title')?.scrollIntoView();
}
