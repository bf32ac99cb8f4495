/** @import { Classifier, FaceBox, Head, Metadata } from '../../types.d.ts' */
/** @typedef {{ classifier: Classifier, image: ImageBitmap, classes: '7' | '3', answer: Head }} Scene */
/**
 * @typedef {object} Hooks what can be asked for in a panel
 * @property {(face: FaceBox) => void} onFace
 * @property {(file: Blob) => Promise<void>} onCheckpoint
 * @property {() => void} onReset
 */

/** What stands below the reading on request: every face on a card, and the model. The script of each is loaded then. */
export class Panels {
  #view;
  #hooks;
  /** @type {import('./checkpoint.js').CheckpointPanel | null} */
  #model = null;
  /** @type {{ lang: 'en' | 'fr', metadata: Metadata | null }} */
  #about = { lang: 'en', metadata: null };

  /**
   * @param {import('../view/view.js').View} view
   * @param {Hooks} hooks
   */
  constructor(view, hooks) {
    this.#view = view;
    this.#hooks = hooks;
  }

  /** @param {Scene} scene */
  async showFaces(scene) {
    const { showFaces } = await import('./faces.js');
    const { onFace } = this.#hooks;
    // Rejects when the picture has been changed for another.
    await showFaces(this.#view.faces, { ...this.#view.writing, ...scene, onFace }).catch(() => {});
  }

  /** The panel of the model. */
  async model() {
    const { CheckpointPanel } = await import('./checkpoint.js');
    this.#model ??= new CheckpointPanel(this.#view.model, this.#hooks);
    this.show(this.#about);
    return this.#model;
  }

  /** @param {{ lang: 'en' | 'fr', metadata: Metadata | null }} about */
  show(about) {
    this.#about = about;
    this.#model?.show({ ...this.#view.writing, ...about });
  }
}
