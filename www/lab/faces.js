// Some of the faces, with the labels they go by.
import { face } from '../figures/face.js';
import { nameOf } from '../figures/words.js';

/** Faces shown of each label. */
const EACH = 2;

/**
 * Shows a few faces of each label whenever the pictures are others.
 * @param {HTMLElement} place
 * @param {import('../figures/words.js').Lang} lang
 * @param {import('./run.js').Run} run
 */
export function someFaces(place, lang, run) {
  /** @type {unknown} */
  let shown = null;
  return async () => {
    const { pictures, trainer } = run;
    if (!pictures || shown === pictures) return;
    shown = pictures;
    const truths = /** @type {Uint8Array} */ (await trainer.call('truths', { part: 'training' }));
    const of = pictures.labels.map((_, label) => [...truths.keys()].filter((i) => truths[i] === label));
    const indices = Array.from({ length: EACH }, (_, n) => of.flatMap((each) => each.slice(n, n + 1))).flat();
    const found = /** @type {Uint8Array[]} */ (await trainer.call('pictures', { part: 'training', indices }));
    place.replaceChildren(
      ...found.map((picture, i) => face(picture, nameOf(lang, pictures.labels[truths[indices[i]]]))),
    );
  };
}
