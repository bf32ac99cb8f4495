import { make } from '../dom.js';

/** Pixels along the longer side of a saved picture, at least: a feature map has some tens. */
const LARGE = 960;

/** Hands a file to the browser's downloads. @param {Blob} blob @param {string} name */
function download(blob, name) {
  const href = URL.createObjectURL(blob);
  make('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href));
}

/** Saves a canvas as a PNG, each of its pixels a square. @param {HTMLCanvasElement} canvas @param {string} name */
export async function saveCanvas(canvas, name) {
  const by = Math.max(1, Math.ceil(LARGE / Math.max(canvas.width, canvas.height)));
  const large = new OffscreenCanvas(canvas.width * by, canvas.height * by);
  const context = large.getContext('2d');
  if (!context) return;
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, 0, 0, large.width, large.height);
  download(await large.convertToBlob(), `${name}.png`);
}
