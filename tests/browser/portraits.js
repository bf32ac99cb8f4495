import { readFileSync } from 'node:fs';

/**
 * A photo of two faces, made in the browser from the sample.
 * @param {import('@playwright/test').Page} page
 */
export async function twoFaces(page) {
  const base64 = await page.evaluate(async (sample) => {
    const bytes = Uint8Array.from(atob(sample), (c) => c.charCodeAt(0));
    const portrait = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
    const canvas = new OffscreenCanvas(640, 400);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.drawImage(portrait, 0, 50, 340, 340);
    context.drawImage(portrait, 340, 100, 300, 300);
    let text = '';
    for (const byte of new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer()))
      text += String.fromCharCode(byte);
    return btoa(text);
  }, readFileSync('www/sample.jpg').toString('base64'));
  return Buffer.from(base64, 'base64');
}
