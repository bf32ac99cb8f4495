/** A frame is looked at in no more pixels than these, along its longer side. */
const MOST = 640;

/** @type {CanvasRenderingContext2D | null} */
let board = null;

/**
 * A frame in grey (BT.601), smaller where it is large.
 * @param {import('../shell/source.js').Look} look
 * @returns {import('./disturb.js').Grey}
 */
export function greyOf({ frame, width, height }) {
  const by = Math.min(1, MOST / Math.max(width, height));
  const [columns, rows] = [Math.round(width * by), Math.round(height * by)];
  board ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!board) return { values: new Uint8Array(columns * rows), width: columns, height: rows, by };
  board.canvas.width = columns;
  board.canvas.height = rows;
  board.imageSmoothingQuality = 'high';
  board.drawImage(frame, 0, 0, columns, rows);
  const { data } = board.getImageData(0, 0, columns, rows);
  const values = Float32Array.from(
    { length: columns * rows },
    (_, i) => 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2],
  );
  return { values, width: columns, height: rows, by };
}
