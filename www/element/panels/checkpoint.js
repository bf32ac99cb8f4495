import { button } from '../view/controls.js';
import { dress } from '../view/sheets.js';
import { make } from '../../dom.js';
import { withCode } from '../../client/errors.js';
import { words as en } from '../words/en/checkpoint.js';
import { fill, wordFor } from '../words/words.js';
import { words as fr } from '../words/fr/checkpoint.js';

/** @import { Metadata } from '../../types.d.ts' */
/**
 * @typedef {object} About
 * @property {Metadata | null} metadata
 * @property {boolean} [replaced] it stands in the place of the one that the page names
 * @property {import('../words/words.js').Texts} texts
 * @property {import('../words/words.js').Lang} lang
 * @property {(fraction: number) => string} percent
 */

const words = { en, fr };

const css = `
.model { display: grid; gap: 1em; padding: 1.25em; border: 1px solid var(--line); border-radius: var(--radius); }
.model dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.4em 1.25em; margin: 0; }
.model dt { color: var(--muted); }
.model dd { margin: 0; overflow-wrap: anywhere; }
.model code { font-size: 0.85em; }
.model .refused { padding-inline-start: 0.8em; border-inline-start: 4px solid var(--accent); }
.model .ways { display: flex; flex-wrap: wrap; gap: 0.6em; }
.model .hint { position: static; padding: 0; color: var(--muted); background: none; }
@container (max-width: 26rem) { .model dl { grid-template-columns: 1fr; } .model dd { margin-bottom: 0.4em; } }
`;

/** A panel that tells what a checkpoint says of itself, and takes another one. */
export class CheckpointPanel {
  #place;
  #handlers;
  #about = /** @type {About} */ ({ metadata: null, lang: 'en' });
  /** The checkpoint that is awaited, the last one given. @type {Promise<void> | null} */
  #awaited = null;
  #input = make('input', { type: 'file', accept: '.safetensors', hidden: true });
  #refused = make('p', { class: 'refused', role: 'alert', hidden: true });
  #list = make('dl');
  #hint = make('p', { class: 'hint' });
  #other = button({ onclick: () => this.#input.click() });
  #back = button({ onclick: () => this.#reset() });
  #close = button({ onclick: () => this.#leave() });

  /**
   * @param {HTMLElement} place
   * @param {{ onFile: (file: Blob) => void, onReset: () => void, onToggle: () => void, onClose: () => void }} handlers
   */
  constructor(place, handlers) {
    this.#place = place;
    this.#handlers = handlers;
    this.#input.addEventListener('change', () => {
      if (this.#input.files?.[0]) handlers.onFile(this.#input.files[0]);
      this.#input.value = ''; // so that the same file can be chosen again
    });
    dress(/** @type {ShadowRoot} */ (place.getRootNode()), css);
    const ways = make('div', { class: 'ways' }, this.#other, this.#back, this.#close);
    place.replaceChildren(this.#list, this.#refused, ways, this.#hint, this.#input);
  }

  /** @param {boolean} [open] default: the other way than it is */
  toggle(open = Boolean(this.#place.hidden)) {
    this.#place.hidden = !open;
    this.#refused.hidden = true;
    this.#handlers.onToggle();
  }

  /** Tells of a checkpoint that was given: what it says of itself once it is taken, or exactly why it is not. @param {Promise<void>} outcome */
  async taking(outcome) {
    this.#awaited = outcome;
    this.toggle(true);
    try {
      await outcome;
    } catch (error) {
      if (this.#awaited !== outcome || /** @type {Error} */ (error)?.name === 'AbortError') return; // no longer wanted
      this.#refused.textContent = fill(this.#word('refused'), { message: withCode(error).message });
      this.#refused.hidden = false;
    }
  }

  #reset() {
    this.#other.focus(); // as the button that was pressed goes
    this.#handlers.onReset();
  }

  #leave() {
    this.toggle(false);
    this.#handlers.onClose();
  }

  /** @param {keyof typeof en} key */
  #word(key) {
    return words[this.#about.lang][key];
  }

  /** @param {About} about */
  show(about) {
    const { metadata, lang } = this.#about;
    this.#about = about;
    this.#back.hidden = !about.replaced;
    // Told as often as the element renders: what somebody has marked in it stays.
    if (about.metadata !== metadata || about.lang !== lang || !this.#list.firstChild) this.#render();
  }

  #render() {
    this.#other.textContent = this.#word('other');
    this.#back.textContent = this.#word('back');
    this.#close.textContent = this.#word('close');
    this.#hint.textContent = this.#word('hint');
    const pairs = this.#rows().map(([key, text]) => [make('dt', {}, this.#word(key)), make('dd', {}, text)]);
    this.#list.replaceChildren(...pairs.flat());
  }

  /** What there is to tell; a checkpoint made elsewhere may tell little. @returns {[keyof typeof en, string | Node][]} */
  #rows() {
    const { texts, percent, lang } = this.#about;
    const about = /** @type {Record<string, any>} */ (this.#about.metadata ?? {});
    const { figures, votes, architecture, training, dataset } = about;
    const { format } = new Intl.NumberFormat(lang, { maximumFractionDigits: 3 });
    /** @param {keyof typeof en} key @param {import('../../types.d.ts').Figures | undefined} of */
    const measured = (key, of) =>
      of &&
      fill(this.#word(key), {
        ...{ accuracy: percent(of.accuracy), n: format(of.n), split: of.split },
        ...{ f1: format(of.macro_f1 ?? NaN), ece: format(of.ece ?? NaN) },
      });
    /** @param {keyof typeof en} key @param {import('../../types.d.ts').Unsure | undefined} of */
    const unsure = (key, of) =>
      of &&
      fill(this.#word(key), {
        below: percent(of.below),
        answered: percent(of.answered),
        accuracy: percent(of.accuracy),
      });
    /** @type {[keyof typeof en, string | Node | undefined][]} */
    const rows = [
      ['name', about.name ?? this.#word('unnamed')],
      ['labels', about.labels?.map((/** @type {string} */ label) => wordFor(label, texts)).join(', ')],
      ['network', architecture && layersOf(architecture)],
      [
        'size',
        about.parameters &&
          fill(this.#word('sizes'), {
            parameters: format(about.parameters),
            mflop: format(Math.round(about.mflop)),
          }),
      ],
      ['data', dataset && [dataset.name, dataset.note].filter(Boolean).join('. ')],
      ['figures', measured('measured', figures)],
      ['unsure', unsure('below', figures?.unsure)],
      ['votes', measured('agreed', votes?.figures)],
      ['unsure', unsure('belowOfVotes', votes?.figures?.unsure)],
      ['source', about.source],
      ['licence', about.licence],
      ['command', training?.command && make('code', {}, training.command)],
    ];
    return /** @type {[keyof typeof en, string | Node][]} */ (rows.filter(([, text]) => text));
  }
}

/**
 * @param {{ blocks: { channels: number, kernel: number, pool: number }[], dense: number[] }} architecture
 * @returns {string} `5×5×16 ↓2 → 3×3×32 ↓2 → … → 7`
 */
const layersOf = ({ blocks, dense }) =>
  [
    ...blocks.map(
      ({ channels, kernel, pool }) => `${kernel}×${kernel}×${channels}${pool > 1 ? ` ↓${pool}` : ''}`,
    ),
    ...dense,
  ].join(' → ');
