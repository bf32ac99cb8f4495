import { make, paint } from '../../dom.js';
import { wordFor } from '../words/words.js';
import { Reading } from '../reading.js';

/** @import { Classifier, FaceBox, Head } from '../../types.d.ts' */
/**
 * @typedef {object} Scene what is read, and how it is told
 * @property {Classifier} classifier
 * @property {ImageBitmap} image
 * @property {'7' | '3'} classes
 * @property {Head} answer
 * @property {import('../words/words.js').Texts} texts
 * @property {(fraction: number) => string} percent
 * @property {(face: FaceBox) => void} onFace a card was chosen
 */

const css = `
.faces { display: grid; grid-template-columns: repeat(auto-fill, minmax(7em, 10em)); gap: 0.6em; }
.faces:empty { display: none; }
.card { display: grid; justify-items: start; gap: 0.2em; padding: 0.75em; }
.card [part='face'] { width: 100%; height: auto; aspect-ratio: 1; }
.card .label { font-size: 1.1em; }
.card .percent { font-size: 1em; }
`;

/** @type {CSSStyleSheet | undefined} */
let sheet;

/** Adds the cards' styles where they stand, once. @param {HTMLElement} place */
function addStyles(place) {
  const root = /** @type {ShadowRoot} */ (place.getRootNode());
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}

/**
 * Reads every face of a picture and shows each on a card of its own.
 * @param {HTMLElement} place
 * @param {Scene} scene
 */
export async function showFaces(place, { classifier, image, classes, answer, texts, percent, onFace }) {
  const cards = [];
  for (const face of await classifier.detect(image)) {
    const prediction = await classifier.classify(image, { face });
    const reading = new Reading();
    reading.add(prediction, 0);
    const shown = reading.as(classifier, classes, answer);
    if (!prediction || !shown) continue;
    const picture = make('canvas', {
      part: 'face',
      role: 'img',
      width: 48,
      height: 48,
      'aria-label': texts.face,
    });
    paint(picture, prediction.crop);
    const words = make('span', { class: 'label' });
    words.textContent = wordFor(shown.label, texts);
    const share = make('span', { class: 'percent' });
    share.textContent = percent(shown.probability);
    const card = make(
      'button',
      { type: 'button', class: 'card', onclick: () => onFace(face) },
      picture,
      words,
      share,
    );
    cards.push(card);
  }
  addStyles(place);
  place.hidden = false;
  place.replaceChildren(...cards);
}
