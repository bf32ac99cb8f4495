// A picture or a short film of the widget in the preview, for decks that show no live page.
import { make } from '../../dom.js';
import { film, format } from './film.js';
import { HEIGHT, WIDTH, drawStill, reading, widgetOf } from './still.js';
import { say } from '../words/say.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */

const SECONDS = 6;
const place = /** @type {HTMLElement} */ (document.querySelector('.made'));
const button = (/** @type {string} */ name) =>
  /** @type {HTMLButtonElement} */ (document.querySelector(`[data-export=${name}]`));
const [picture, short] = ['still', 'film'].map(button);

/**
 * @param {HTMLIFrameElement} frame the preview
 * @param {() => Lang} lang the page's
 */
export function offerExports(frame, lang) {
  short.hidden = !format();
  picture.onclick = () => busy(async () => offer(await still(frame), 'png', lang()));
  short.onclick = () => busy(async () => offer(await loop(frame), format()?.slice(6, 9) ?? '', lang()));
  frame.addEventListener('load', () => {
    picture.disabled = short.disabled = true;
    widgetOf(frame)
      .then(reading)
      .then(() => (picture.disabled = short.disabled = false));
  });
}

/** @param {() => Promise<void>} act */
async function busy(act) {
  picture.disabled = short.disabled = true;
  place.setAttribute('aria-busy', 'true');
  try {
    await act();
  } finally {
    place.removeAttribute('aria-busy');
    picture.disabled = short.disabled = false;
  }
}

/** @param {HTMLIFrameElement} frame @param {number} scale */
async function studio(frame, scale) {
  const meter = await widgetOf(frame);
  const canvas = make('canvas', { width: scale * WIDTH, height: scale * HEIGHT });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.scale(scale, scale);
  const shown = /** @type {Document} */ (frame.contentDocument).documentElement;
  const { theme } = shown.dataset;
  const dark = theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const lang = /** @type {Lang} */ (meter.lang === 'fr' ? 'fr' : 'en');
  const draw = (grown = 1) => drawStill(context, meter, { lang, dark, grown });
  return { canvas, draw, live: meter.state === 'running' };
}

/** @param {HTMLIFrameElement} frame @returns {Promise<Blob>} */
async function still(frame) {
  const { canvas, draw } = await studio(frame, 1.5); // 1920 × 1080
  draw();
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture was made')))),
  );
}

/** Of a camera what it shows; of a picture the bars, which begin and end at their full length. @param {HTMLIFrameElement} frame */
async function loop(frame) {
  const { canvas, draw, live } = await studio(frame, 1);
  return film(canvas, SECONDS, (time) => draw(live ? 1 : grown(time)));
}

/** They shrink shortly before the end and grow again. @param {number} time in seconds */
function grown(time) {
  const before = SECONDS - time;
  return before > 1.5 ? 1 : before > 1.1 ? (before - 1.1) / 0.4 : 1 - (before / 1.1) ** 3;
}

/** Shows what was made, and downloads it. @param {Blob} blob @param {string} ending @param {Lang} lang */
function offer(blob, ending, lang) {
  for (const old of place.querySelectorAll('a')) URL.revokeObjectURL(old.href);
  const href = URL.createObjectURL(blob);
  const name = `mimique.${ending === 'web' ? 'webm' : ending}`;
  const label = say(lang, 'widget');
  const view =
    ending === 'png'
      ? make('img', { src: href, alt: label })
      : make('video', {
          src: href,
          'aria-label': label,
          controls: true,
          loop: true,
          muted: true,
          playsinline: true,
        });
  const link = make('a', { href, download: name }, say(lang, 'save', { name }));
  place.replaceChildren(view, make('p', {}, link));
  link.click();
}
