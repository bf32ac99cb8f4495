// The element alone in a blank page of the source tree, with a camera that the test plays.
import { readFileSync } from 'node:fs';
import { openSource } from './helpers.js';

/** @typedef {import('@playwright/test').Page} Page */

/**
 * Opens a blank page and puts an element into it.
 * @param {Page} page
 * @param {Record<string, string>} [attributes]
 */
export async function alone(page, attributes) {
  await openSource(page);
  await append(page, attributes);
}

/** Puts an element into a page of the source tree. @param {Page} page @param {Record<string, string>} [attributes] */
export const append = (page, attributes = {}) =>
  page.evaluate(async (attributes) => {
    await import(`${location.origin}/source/www/element.js`);
    const meter = document.createElement('expression-meter');
    for (const [name, value] of Object.entries({ lang: 'en', ...attributes }))
      meter.setAttribute(name, value);
    document.body.append(meter);
  }, attributes);

/**
 * Puts a camera in the place of the browser's, before the page is opened: `cameras` in the page holds the tracks that were
 * given, and `show('face' | 'nothing')` says what they film.
 * @param {Page} page
 */
export const playCamera = (page) =>
  page.addInitScript(async (sample) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    const bytes = Uint8Array.from(atob(sample), (c) => c.charCodeAt(0));
    const face = createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
    let filmed = 'face';
    /** @type {MediaStreamTrack[]} */
    const cameras = [];
    const draw = async () => {
      const image = await face;
      context.fillStyle = '#808080';
      context.fillRect(0, 0, 640, 480);
      if (filmed === 'face') context.drawImage(image, 80, 0, 480, 480);
      requestAnimationFrame(draw);
    };
    const show = (/** @type {string} */ what) => (filmed = what);
    Object.assign(globalThis, { cameras, show });
    navigator.mediaDevices.getUserMedia = async () => {
      if (cameras.length === 0) draw();
      const stream = canvas.captureStream(30);
      cameras.push(...stream.getVideoTracks());
      return stream;
    };
  }, readFileSync('www/sample.jpg').toString('base64'));

/** The tracks that were given, by whether they are live. @param {Page} page @returns {Promise<string[]>} */
export const tracks = (page) =>
  page.evaluate(() =>
    /** @type {any} */ (globalThis).cameras.map((/** @type {any} */ { readyState }) => readyState),
  );
