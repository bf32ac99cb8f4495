// Where the faces come from: drawn, a file's, or one's own.
import { make } from '../dom.js';
import { DataSource } from '../data/source.js';

/** @typedef {import('./run.js').Given} Given */

/** @type {DataSource | null} */
let source = null;

/**
 * @param {{ lang: import('../figures/words.js').Lang, say: import('../lessons/shell/words.js').Say, run: import('./run.js').Run }} options
 */
export function sources({ lang, say, run }) {
  const told = make('p', { class: 'quiet', role: 'status' });
  const drawn = make('button', { type: 'button', class: 'drawn', onclick: () => run.draw() }, say('drawn'));
  source ??= new DataSource();
  source.speak(lang);
  const { element } = source;
  const over = new AbortController();
  source.addEventListener('data', take, { signal: over.signal });

  async function take() {
    if (!source?.opened) return;
    const { name, dataset } = source.opened;
    const { labels, pictures, truths, splits } = dataset;
    try {
      await run.give({ name, labels, pixels: pictures, truths, parts: checked(splits) });
    } catch (error) {
      told.textContent = say('givenBad', { why: /** @type {Error} */ (error).message });
    }
  }

  function refresh() {
    const { given } = run;
    drawn.hidden = !given;
    if (!given) {
      told.textContent = '';
      return;
    }
    const count = (/** @type {number} */ part) => given.parts.reduce((sum, p) => sum + Number(p === part), 0);
    const n = new Intl.NumberFormat(lang).format;
    const values = { name: given.name, n: n(count(0)), v: n(count(1)), t: n(count(2)) };
    told.textContent = say('givenTold', values);
  }

  const place = make('div', {});
  const mine = make(
    'button',
    { type: 'button', 'aria-expanded': 'false', onclick: toggle },
    say('ownPictures'),
  );
  /** @type {ReturnType<typeof import('./own.js').own> | null} */
  let taking = null;

  async function toggle() {
    if (taking) {
      close();
      return;
    }
    const { own } = await import('./own.js');
    if (taking || over.signal.aborted) return;
    taking = own({ lang, onGiven: (given) => run.give(given) });
    mine.setAttribute('aria-expanded', 'true');
    place.replaceChildren(taking.section);
    place.scrollIntoView({ block: 'nearest' });
    taking.start();
  }

  /** Lets go of the camera. */
  function close() {
    taking?.close();
    taking = null;
    mine.setAttribute('aria-expanded', 'false');
    place.replaceChildren();
  }

  return {
    nodes: [make('div', { class: 'from', 'data-part': 'source' }, element, mine, told, drawn)],
    /** Where pictures of one's own are taken. */
    place,
    refresh,
    leave: close,
    close() {
      over.abort();
      close();
    },
  };
}

/** Where no picture is there to check with, every fifth of those to learn from is. @param {Uint8Array} splits */
function checked(splits) {
  if (splits.includes(1)) return splits;
  let n = 0;
  return splits.map((split) => (split === 0 && ++n % 5 === 0 ? 1 : split));
}
