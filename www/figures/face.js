import { make, paint } from '../dom.js';

/** A face with its words. @param {Uint8Array} picture 48 × 48 grey values @param {string} text */
export function face(picture, text) {
  const canvas = make('canvas', { width: 48, height: 48, role: 'img' });
  const figure = make('figure', {}, canvas, make('figcaption', { 'aria-hidden': 'true' }));
  reface(figure, picture, text);
  return figure;
}

/** Shows another face in its place. @param {HTMLElement} figure of `face` @param {Uint8Array} picture @param {string} text */
export function reface(figure, picture, text) {
  const [canvas, caption] = figure.children;
  for (const name of ['aria-label', 'title']) canvas.setAttribute(name, text);
  caption.textContent = text;
  paint(/** @type {HTMLCanvasElement} */ (canvas), Uint8ClampedArray.from(picture));
}
