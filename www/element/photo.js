import { fault } from '../client/errors.js';
import { bitmap, shrunk } from '../client/snapshot.js';

/** @import { FrameSource } from '../types.d.ts' */
/**
 * @typedef {object} Photo
 * @property {ImageBitmap} image upright, and no larger than is of use: shrunk once, here
 * @property {number} scale the image's size over the photo's
 * @property {number} width of the photo, in pixels
 * @property {number} height
 */

/**
 * Opens a picture; with the signal's abort it is closed.
 * @param {FrameSource | string} from a frame, or the address of a photo
 * @param {AbortSignal} signal
 * @returns {Promise<Photo>}
 */
export async function openPhoto(from, signal) {
  const whole = await bitmap(typeof from === 'string' ? await fetched(from, signal) : from);
  const { width, height } = whole; // before a smaller one takes its place
  const { image, scale } = await shrunk(whole);
  const close = () => image.close();
  if (signal.aborted) close();
  signal.throwIfAborted();
  signal.addEventListener('abort', close);
  return { image, scale, width, height };
}

/** @param {string} address @param {AbortSignal} signal */
async function fetched(address, signal) {
  const response = await fetch(address, { signal }).catch(() => null);
  const photo = response?.ok && (await response.blob().catch(() => null));
  if (!photo) throw fault('photo-unreachable', `${address} could not be fetched`);
  return photo;
}
