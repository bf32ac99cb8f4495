import { make } from '../../dom.js';
import { sample } from '../../sample.js';
import { article } from './networks.js';
import { painted } from './pictures.js';
import { held } from '../../figures/words.js';
import { say } from '../words/say.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */
/** @typedef {import('../../types.d.ts').Activation} Activation */

/** @type {Promise<Activation[]> | null} */
let loading = null;

/** What every layer makes of the sample. The network is loaded for it once, and freed. */
async function activations() {
  const { loadClassifier } = await import('../../client/classifier.js');
  const classifier = await loadClassifier({ weights: article });
  try {
    const picture = await (await fetch(sample.url)).blob();
    const prediction = await classifier.classify(picture, { face: sample.face });
    return await classifier.activations(prediction?.crop ?? new Uint8ClampedArray(48 * 48));
  } finally {
    classifier.close();
  }
}

/** The feature maps of both convolutions, once they are wanted. @param {HTMLElement} place @param {Lang} lang */
export function maps(place, lang) {
  place.replaceChildren();
  soon(place, async () => {
    const layers = await (loading ??= activations());
    if (document.documentElement.lang !== lang) return;
    const [input, ...convolved] = ['input', 'relu1', 'relu2'].map(
      (name) => /** @type {Activation} */ (layers.find((layer) => layer.name === name)),
    );
    place.replaceChildren(
      sheet(input, held(say(lang, 'face'))),
      ...convolved.map((layer) => {
        const [channels, height, width] = layer.shape.slice(-3);
        const words = say(lang, 'featureMaps');
        return sheet(layer, held(`${words.replace('{n}', `${channels}`)} ${height} × ${width}`));
      }),
    );
  });
}

/** Runs when an element comes into sight, or before printing. @param {Element} place @param {() => Promise<void>} act */
function soon(place, act) {
  if (document.documentElement.dataset.view === 'print') return void act();
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    act().catch(() => {
      loading = null;
      const { lang } = document.documentElement;
      const words = say(lang === 'fr' ? 'fr' : 'en', 'notLoaded');
      place.replaceChildren(make('p', { class: 'quiet' }, words));
    });
  });
  observer.observe(place.parentElement ?? place);
}

/** A layer's maps side by side, each from black (its least) to white (its most). @param {Activation} layer @param {string} caption */
function sheet({ shape, data }, caption) {
  const [channels, height, width] = shape.slice(-3);
  const canvases = Array.from({ length: channels }, (_, i) => {
    const values = data.subarray(i * width * height, (i + 1) * width * height);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const canvas = make('canvas', { width, height });
    const image = painted(values, width, (value) => (255 * (value - least)) / (most - least || 1));
    canvas.getContext('2d')?.putImageData(image, 0, 0);
    return canvas;
  });
  return make(
    'figure',
    { class: `sheet of-${channels}` },
    make('div', { class: 'squares', role: 'img', 'aria-label': caption }, ...canvases),
    make('figcaption', {}, caption),
  );
}
