import { fault } from '../client/errors.js';
import { bitmap } from '../client/snapshot.js';

/** @import { FrameSource } from '../types.d.ts' */

/**
 * @param {FrameSource | string} source a frame, or the address of a photo
 * @returns {Promise<ImageBitmap>} upright
 */
export async function openPhoto(source) {
  if (typeof source !== 'string') return bitmap(source);
  const response = await fetch(source).catch(() => null);
  if (!response?.ok) throw fault('photo-unreachable', `${source} could not be fetched`);
  return bitmap(await response.blob());
}
