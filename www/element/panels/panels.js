import { loadErrorWords } from '../words/words.js';
import { make } from '../../dom.js';

/** @import { FaceBox, Metadata } from '../../types.d.ts' */
/** @typedef {import('./checkpoint.js').CheckpointPanel} CheckpointPanel */
/**
 * @typedef {object} Shown what the panels tell of
 * @property {import('../words/words.js').Lang} lang
 * @property {Metadata | null} metadata
 * @property {boolean} replaced a file stands in the place of the checkpoint that the page names
 * @property {import('../run.js').Card[] | null} cards
 * @property {'7' | '3'} classes
 * @property {import('../../types.d.ts').Head} answer
 * @property {import('../../types.d.ts').Classifier | null} classifier
 */
/**
 * @typedef {object} Hooks what can be asked for in a panel
 * @property {(face: FaceBox) => void} onBox a face was chosen
 * @property {() => void} onNoFaces the script of their cards could not be had
 * @property {(file: Blob) => void} onFile a checkpoint
 * @property {() => void} onReset
 * @property {() => void} onToggle the panel of the model was opened or closed
 */

/** What stands below the reading on request: every face on a card, and the model. The script of each is loaded then. */
export class Panels {
  #view;
  #hooks;
  /** @type {import('./faces.js').Faces | null} */
  #faces = null;
  #coming = false;
  /** @type {CheckpointPanel | null} */
  #model = null;
  /** @type {Shown} */
  #shown = {
    lang: 'en',
    metadata: null,
    replaced: false,
    cards: null,
    classes: '7',
    answer: 'label',
    classifier: null,
  };

  /**
   * @param {import('../view/view.js').View} view
   * @param {Hooks} hooks
   */
  constructor(view, hooks) {
    this.#view = view;
    this.#hooks = hooks;
  }

  /** @param {Shown} shown */
  show(shown) {
    this.#shown = shown;
    const { writing } = this.#view;
    this.#model?.show({ ...writing, ...shown });
    this.#faces?.show(shown.cards, { ...writing, ...shown });
    if (shown.cards && !this.#faces) this.#loadFaces();
  }

  async #loadFaces() {
    if (this.#coming) return;
    this.#coming = true;
    const place = this.#view.faces;
    const module = await this.#part(place, () => import('./faces.js'));
    this.#coming = false;
    if (!module) return this.#hooks.onNoFaces();
    this.#faces = new module.Faces(place, this.#hooks.onBox);
    this.show(this.#shown);
  }

  /** Opens the panel of the model, or closes it. */
  async toggleModel() {
    const there = this.#model;
    const model = await this.#modelPanel();
    model?.toggle(there ? undefined : true);
  }

  /** Tells what becomes of a checkpoint. @param {Promise<void>} outcome */
  async taking(outcome) {
    outcome.catch(() => {});
    (await this.#modelPanel())?.taking(outcome);
  }

  async #modelPanel() {
    const place = this.#view.model;
    const module = this.#model ? null : await this.#part(place, () => import('./checkpoint.js'));
    if (module) {
      const { onFile, onReset, onToggle } = this.#hooks;
      const onClose = () => this.#view.focusModel();
      this.#model ??= new module.CheckpointPanel(place, { onFile, onReset, onToggle, onClose });
      this.show(this.#shown);
    }
    return this.#model;
  }

  /**
   * A script that is loaded late; where it cannot be had, its place says so, and its button works again.
   * @template T
   * @param {HTMLElement} place
   * @param {() => Promise<T>} load
   * @returns {Promise<T | null>}
   */
  async #part(place, load) {
    const module = await load().catch(() => null);
    if (!module) {
      await loadErrorWords();
      this.#hooks.onToggle(); // has the view take the words
      const { texts } = this.#view.writing;
      place.replaceChildren(make('p', { role: 'alert' }, texts.partMissing ?? texts.retry));
      place.hidden = false;
    }
    return module;
  }
}
