// The pixels of what is looked at.

/** Pixels along a side of a face. */
export const FACE = 48;

/** @type {CanvasRenderingContext2D | null} */
let board = null;

/**
 * The middle square of a frame in grey (BT.601), smaller.
 * @param {import('./source.js').Look} look
 * @param {number} side in pixels
 */
export function greySquare({ frame, width, height }, side) {
  board ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!board) return new Uint8Array(side * side);
  board.canvas.width = board.canvas.height = side;
  board.imageSmoothingQuality = 'high';
  const square = Math.min(width, height);
  board.drawImage(frame, (width - square) / 2, (height - square) / 2, square, square, 0, 0, side, side);
  const { data } = board.getImageData(0, 0, side, side);
  return Uint8Array.from({ length: side * side }, (_, i) =>
    Math.round(0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2]),
  );
}

/** A face as an image, which a classifier takes for a face. @param {Uint8ClampedArray} crop 48 × 48 grey values */
export function imageOf(crop) {
  const image = new ImageData(FACE, FACE);
  crop.forEach((grey, i) => image.data.set([grey, grey, grey, 255], 4 * i));
  return image;
}
