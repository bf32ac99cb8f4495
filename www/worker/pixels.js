// The pixels of a picture. Some browsers' protection against fingerprinting keeps pages from a canvas' pixels or alters them; what
// the network would read then is noise, so it is found out, and the pixels are taken another way where there is one.
import { fault } from '../client/errors.js';

/** Brave changes a value by one here and there, which no reading notices; Firefox and Tor give noise. */
const TOLERATED = 8;

/** @type {OffscreenCanvasRenderingContext2D | null | undefined} null where no canvas can be trusted */
let context;

/** @param {ImageBitmap | VideoFrame} image closed when its pixels are taken */
export function pixels(image) {
  if (context === undefined) context = trusted();
  if (!context) return copied(image);
  const [width, height] = sizeOf(image);
  if (context.canvas.width !== width) context.canvas.width = width;
  if (context.canvas.height !== height) context.canvas.height = height;
  context.globalCompositeOperation = 'copy';
  context.drawImage(image, 0, 0);
  image.close();
  return context.getImageData(0, 0, width, height);
}

/** A context that gives back the pixels that were drawn. */
function trusted() {
  const context = new OffscreenCanvas(16, 16).getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  for (let i = 0; i < 16; i++) {
    context.fillStyle = `rgb(${i * 16} ${255 - i * 16} ${i * 8})`;
    context.fillRect(i, 0, 1, 16);
  }
  const { data } = context.getImageData(0, 0, 16, 16);
  const drawn = (/** @type {number} */ at) => {
    const i = (at >> 2) % 16;
    return [i * 16, 255 - i * 16, i * 8, 255][at % 4];
  };
  return data.every((value, at) => Math.abs(value - drawn(at)) <= TOLERATED) ? context : null;
}

/** @param {ImageBitmap | VideoFrame} image */
async function copied(image) {
  const frame = 'displayWidth' in image ? image : asFrame(image);
  try {
    const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
    const data = new Uint8ClampedArray(frame.allocationSize({ format: 'RGBA' }));
    await frame.copyTo(data, { format: 'RGBA' });
    return new ImageData(data, width, height);
  } catch {
    throw blocked();
  } finally {
    frame.close();
    image.close();
  }
}

/** @param {ImageBitmap} image */
function asFrame(image) {
  try {
    return new VideoFrame(image, { timestamp: 0 });
  } catch {
    image.close();
    throw blocked();
  }
}

const blocked = () =>
  fault(
    'pixels-blocked',
    'this browser keeps pages from the pixels of pictures: allow this page to read its canvas',
  );

/** @param {ImageBitmap | VideoFrame} image */
const sizeOf = (image) =>
  'displayWidth' in image ? [image.displayWidth, image.displayHeight] : [image.width, image.height];
