import { fault } from './errors.js';

/** @import { FaceBox, FoundFace, FrameSource, Prediction } from '../types.d.ts' */
/** @typedef {{ image: ImageBitmap | VideoFrame | ImageData, scale: number }} Frame */

// The face is averaged down to 48×48 in any case: more pixels than this only cost memory.
const MAX_PIXELS = 4e6;

/**
 * Takes a snapshot of a source, in a form that a worker can be given.
 * @param {FrameSource} source
 * @returns {Promise<Frame>} `scale`: the snapshot's size over the source's
 */
export async function snapshot(source) {
  if (source instanceof ImageData) {
    if (source.data.length > 0) return { image: source, scale: 1 };
    throw fault('source-unreadable', 'expected pixels, got an empty ImageData: its buffer was transferred');
  }
  return shrunk(videoFrame(source) ?? (await bitmap(source)));
}

/**
 * A picture no larger than is of use, in place of a larger one.
 * @template {ImageBitmap | VideoFrame} Image
 * @param {Image} image closed when another takes its place
 * @returns {Promise<{ image: Image | ImageBitmap, scale: number }>}
 */
export async function shrunk(image) {
  const [width, height] = image instanceof ImageBitmap ? [image.width, image.height] : shown(image);
  const scale = Math.sqrt(MAX_PIXELS / (width * height));
  if (scale >= 1) return { image, scale: 1 };
  const small = await createImageBitmap(image, {
    // Rounded down, or the result could be larger by a pixel's width and be shrunk again.
    resizeWidth: Math.max(1, Math.floor(width * scale)),
    resizeHeight: Math.max(1, Math.floor(height * scale)),
    resizeQuality: 'high',
  });
  image.close();
  return { image: small, scale };
}

/** Lets go of a snapshot that no worker will have. @param {Promise<Frame>} frame */
export const release = (frame) => void frame.then(({ image }) => letGo(image)).catch(() => {});

/** @param {Frame['image'] | undefined} image */
export function letGo(image) {
  if (image && 'close' in image) image.close();
}

/** A video's frame without a copy, which a bitmap of it would cost the main thread. @param {FrameSource} source */
function videoFrame(source) {
  try {
    return source instanceof HTMLVideoElement ? new VideoFrame(source) : null;
  } catch {
    return null; // an older browser, or no frame yet: a bitmap, or its error, will do
  }
}

/** @param {VideoFrame} frame */
const shown = ({ displayWidth, displayHeight }) => [displayWidth, displayHeight];

/**
 * @param {FrameSource} source
 * @returns {Promise<ImageBitmap>} upright: a photo is turned as its EXIF data says
 */
export async function bitmap(source) {
  try {
    if (source instanceof HTMLImageElement && !source.complete) await source.decode();
    return await createImageBitmap(source, { imageOrientation: 'from-image' });
  } catch (error) {
    if (source instanceof Blob) {
      const what = source.type || 'unknown type';
      throw fault(
        'photo-unreadable',
        `expected a picture the browser can open, got ${what}: try JPEG or PNG`,
      );
    }
    throw fault('source-unreadable', `no frame could be taken from the source: ${message(error)}`);
  }
}

/** @param {unknown} error */
const message = (error) => (error instanceof Error ? error.message : String(error));

/**
 * A box in a frame of another size, with the keypoints of a face that was found: its roll is taken out by them.
 * @template {FaceBox | FoundFace} Box
 * @param {Box} box
 * @param {number} by
 * @returns {Box}
 */
export const scaled = (box, by) => ({
  ...box,
  x: box.x * by,
  y: box.y * by,
  width: box.width * by,
  height: box.height * by,
  ...('keypoints' in box &&
    box.keypoints && { keypoints: box.keypoints.map(({ x, y }) => ({ x: x * by, y: y * by })) }),
});

/**
 * Puts a prediction that was made on a smaller snapshot back into the source's pixels.
 * @param {Prediction} prediction
 * @param {number} by
 * @returns {Prediction}
 */
export function rescaled(prediction, by) {
  if (by === 1) return prediction;
  const { face, square } = prediction;
  return {
    ...prediction,
    face: scaled(face, by),
    square: { ...square, x: square.x * by, y: square.y * by, side: square.side * by },
  };
}

/** A small square picture is a face already. @param {{ width: number, height: number } | null} frame */
export const isFace = (frame) => frame?.width === frame?.height && Number(frame?.width) <= 64;

/** A box to put round the face that was not found. @param {{ width: number, height: number }} frame */
export function somewhere({ width, height }) {
  const side = 0.6 * Math.min(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, width: side, height: side, score: null };
}

/** @param {FaceBox} box @param {Frame['image']} image */
export function overlaps({ x, y, width, height }, image) {
  const [right, bottom] = 'displayWidth' in image ? shown(image) : [image.width, image.height];
  return x < right && y < bottom && x + width > 0 && y + height > 0;
}
