import { make, paint } from '../dom.js';

/** A face with its words. @param {Uint8Array} picture 48 × 48 grey values @param {string} text */
export function face(picture, text) {
  const canvas = make('canvas', { width: 48, height: 48, role: 'img', 'aria-label': text, title: text });
  paint(canvas, Uint8ClampedArray.from(picture));
  return make('figure', {}, canvas, make('figcaption', { 'aria-hidden': 'true' }, text));
}
