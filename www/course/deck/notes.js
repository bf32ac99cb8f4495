// The trainer's window: the notes of the slide that is shown, what comes next, and a clock. It is the deck's own document, told
// by the deck where it is.
import { make } from '../../dom.js';
import { say } from '../words/say.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */
/** @typedef {{ slide?: string, lang?: Lang, go?: 'next' | 'prev', hello?: true }} Message */

const NAME = 'mimique-slides';

/**
 * The deck's side: the key S opens the window.
 * @param {(way: 'next' | 'prev') => void} go
 */
export function tellNotes(go) {
  const channel = new BroadcastChannel(NAME);
  let slide = '';
  const tell = () =>
    channel.postMessage(/** @type {Message} */ ({ slide, lang: document.documentElement.lang }));
  channel.onmessage = ({ data }) => {
    if (data.go) go(data.go);
    if (data.hello) tell();
  };
  new MutationObserver(tell).observe(document.documentElement, { attributeFilter: ['lang'] });
  document.addEventListener('keydown', ({ key, ctrlKey, metaKey, altKey }) => {
    if (key.toLowerCase() !== 's' || ctrlKey || metaKey || altKey) return;
    const url = new URL(location.href);
    url.searchParams.set('view', 'notes');
    open(url, NAME, 'popup,width=760,height=640');
  });
  return {
    /** @param {HTMLElement} current */
    follow(current) {
      slide = current.id;
      tell();
    },
  };
}

/**
 * The window's side.
 * @param {HTMLElement} deck
 * @param {(lang: Lang) => void} speak
 */
export function showNotes(deck, speak) {
  const channel = new BroadcastChannel(NAME);
  const slides = [...deck.querySelectorAll('section')];
  const clock = make('p', { class: 'clock', role: 'timer' });
  const coming = make('p', { class: 'coming' });
  deck.before(clock);
  deck.after(coming);
  channel.onmessage = ({ data: { slide, lang } }) => {
    if (!slide) return;
    if (lang !== document.documentElement.lang) speak(lang);
    const at = slides.findIndex(({ id }) => id === slide);
    slides.forEach((each, i) => each.classList.toggle('current', i === at));
    const next = slides[at + 1]?.querySelector(`h2 [lang=${lang}]`)?.textContent;
    coming.textContent = next ? `${say(lang, 'next')} ${next}` : '';
  };
  addEventListener('keydown', ({ key }) => {
    if (['ArrowRight', 'PageDown', ' ', 'n'].includes(key)) channel.postMessage({ go: 'next' });
    if (['ArrowLeft', 'PageUp', 'p'].includes(key)) channel.postMessage({ go: 'prev' });
  });
  const start = Date.now();
  const tick = () => {
    const seconds = Math.floor((Date.now() - start) / 1000);
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  };
  tick();
  setInterval(tick, 1000);
  channel.postMessage({ hello: true });
}
