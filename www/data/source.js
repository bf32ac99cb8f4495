import { make } from '../dom.js';
import { held } from '../figures/words.js';
import { chosen, dropped, readData } from './read.js';
import { Refusal } from './refusal.js';
import { withVotes } from './votes.js';
import { dataSay, refusalText } from './words.js';

/** @typedef {import('../figures/words.js').Lang} Lang */
/** @typedef {{ name: string, dataset: import('./collection.js').Dataset }} Opened */

/** What was dropped last stays while the page does, whichever lesson asks for it. @type {Opened | null} */
let opened = null;

/** Where a visitor drops or chooses a dataset. Fires `data` when another one is there. */
export class DataSource extends EventTarget {
  element = make('section', { class: 'data-source', 'data-control': 'drop' });
  /** @type {Lang} */
  #lang = 'en';
  #message = make('p', { class: 'message', role: 'status' });
  #progress = make('progress', { max: 1, value: '0' });
  #far = make('p', { class: 'far' });
  #state = make('div', { class: 'state' });
  #run = new AbortController();
  #reading = false;
  /** @type {(lang: Lang) => string} */
  #told = () => '';

  constructor() {
    super();
    const { element } = this;
    const hold = (/** @type {DragEvent} */ event) => {
      event.preventDefault();
      element.classList.add('dropping');
    };
    element.addEventListener('dragenter', hold);
    element.addEventListener('dragover', hold);
    element.addEventListener('dragleave', (event) => {
      if (!element.contains(/** @type {Node | null} */ (event.relatedTarget)))
        element.classList.remove('dropping');
    });
    element.addEventListener('drop', (event) => {
      event.preventDefault();
      element.classList.remove('dropping');
      if (event.dataTransfer) this.#open(dropped(event.dataTransfer));
    });
  }

  /** @returns {Opened | null} */
  get opened() {
    return opened;
  }

  /** @param {Lang} lang */
  speak(lang) {
    this.#lang = lang;
    const say = dataSay(lang);
    this.element.setAttribute('aria-label', say('own'));
    this.#progress.setAttribute('aria-label', say('reading'));
    this.#message.textContent = this.#told(lang);
    this.element.replaceChildren(
      make('p', { class: 'expected' }, say('expected')),
      make('div', { class: 'ways' }, this.#picker('file'), this.#picker('folder')),
      this.#state,
      this.#message,
    );
    this.#fill();
  }

  /** Ends what is being read. */
  close() {
    this.#run.abort();
  }

  /** @param {'file' | 'folder'} way */
  #picker(way) {
    const accept = '.csv,.gz,.zip,image/*';
    const input = make('input', {
      type: 'file',
      hidden: true,
      ...(way === 'folder' ? { webkitdirectory: true } : { accept, multiple: true }),
      onchange: () => {
        const files = chosen(input.files ?? []);
        input.value = '';
        if (files.length) this.#open(Promise.resolve(files));
      },
    });
    const button = make('button', { type: 'button', onclick: () => input.click() }, dataSay(this.#lang)(way));
    return make('span', { 'data-control': `drop-${way}` }, button, input);
  }

  /** @param {Promise<import('./read.js').Entry[]>} entries */
  async #open(entries) {
    this.#run.abort();
    this.#run = new AbortController();
    const { signal } = this.#run;
    this.#reading = true;
    this.#tell((lang) => dataSay(lang)('reading'));
    this.#progress.value = 0;
    this.#far.textContent = '';
    this.#fill();
    const start = performance.now();
    try {
      const files = await entries;
      const read = await readData(files, {
        signal,
        onProgress: ({ share, rows }) => this.#show(share, rows, performance.now() - start),
      });
      signal.throwIfAborted();
      const refused = take(files, read);
      this.#tell((lang) =>
        [summary(lang, /** @type {Opened} */ (opened)), refused ? refusalText(lang, refused) : '']
          .filter(Boolean)
          .join(' '),
      );
      this.dispatchEvent(new Event('data'));
    } catch (error) {
      if (signal !== this.#run.signal) return; // another file has taken its place
      const { code } = /** @type {{ code?: unknown }} */ (error);
      if (signal.aborted) this.#tell((lang) => dataSay(lang)('cancelled'));
      else
        this.#tell((lang) =>
          refusalText(
            lang,
            typeof code === 'string'
              ? /** @type {any} */ (error)
              : { code: 'unreadable', values: { got: String(error) } },
          ),
        );
    }
    if (signal !== this.#run.signal) return;
    this.#reading = false;
    this.#fill();
  }

  /** @param {number} share @param {number} rows @param {number} spent in milliseconds */
  #show(share, rows, spent) {
    this.#progress.value = share;
    const number = new Intl.NumberFormat(this.#lang);
    const seconds = Math.ceil((spent * (1 - share)) / share / 1000);
    this.#far.textContent = dataSay(this.#lang)('far', {
      rows: number.format(rows),
      seconds: number.format(seconds),
    });
  }

  /** @param {(lang: Lang) => string} told */
  #tell(told) {
    this.#told = told;
    this.#message.textContent = told(this.#lang);
  }

  #fill() {
    const say = dataSay(this.#lang);
    if (!this.#reading && opened && !this.#message.textContent)
      this.#tell((lang) => summary(lang, /** @type {Opened} */ (opened)));
    const cancel = make('button', { type: 'button', onclick: () => this.#run.abort() }, say('cancel'));
    const had = this.#state.contains(document.activeElement);
    this.#state.replaceChildren(...(this.#reading ? [this.#progress, this.#far, cancel] : []));
    if (had && !this.#reading) this.element.querySelector('button')?.focus(); // the button that had it is gone
  }
}

/**
 * Keeps what was read: a dataset stays where votes are not its own, and takes votes that come later.
 * @param {import('./read.js').Entry[]} files
 * @param {Awaited<ReturnType<typeof readData>>} read
 * @returns {Refusal | null} why the votes were not taken
 */
function take(files, { dataset, votes }) {
  if (dataset) opened = { name: nameOf(files), dataset };
  if (!votes) return null;
  if (!opened) throw new Refusal('votes-alone');
  try {
    opened = { ...opened, dataset: withVotes(opened.dataset, votes) };
    return null;
  } catch (error) {
    return /** @type {Refusal} */ (error);
  }
}

/** @param {import('./read.js').Entry[]} files */
function nameOf(files) {
  if (files[0].path.includes('/')) return files[0].path.split('/')[0];
  return files.length === 2 ? files.map(({ path }) => path).join(' + ') : files[0].path;
}

/** What was read, in a sentence or two. @param {Lang} lang @param {Opened} opened */
function summary(lang, { name, dataset: { n, rows, bad, shrunk, beyond, votes } }) {
  const say = dataSay(lang);
  const number = new Intl.NumberFormat(lang).format;
  const parts = [
    say('summary', { name, rows: number(rows), n: number(n) }),
    bad ? say('summaryBad', { bad: number(bad) }) : '',
    shrunk ? say('summaryShrunk', { shrunk: number(shrunk) }) : '',
    beyond ? say('summaryBeyond', { beyond: number(beyond) }) : '',
    votes ? say('summaryVotes') : '',
  ];
  return held(parts.filter(Boolean).join(' '));
}
