// Pictures in folders, split/label/picture or label/picture, and which label and split each has.
import { PIXELS, SIDE } from './collection.js';
import { SEVEN, THREE } from './labels.js';
import { Refusal } from './refusal.js';

/** More classes than these nobody tells apart on 48 × 48 pixels; the command line takes as many. */
const MOST_LABELS = 12;
/** Bytes of a picture. */
const LARGEST = 32 * 2 ** 20;

/** Kaggle's names. */
const ALSO = new Map(
  Object.entries({
    angry: 'anger',
    disgusted: 'disgust',
    fearful: 'fear',
    happy: 'happiness',
    sad: 'sadness',
    surprised: 'surprise',
  }),
);
/** Names of splits, without their letter case. */
const SPLIT = new Map(
  Object.entries({
    training: 0,
    train: 0,
    publictest: 1,
    validation: 1,
    valid: 1,
    val: 1,
    privatetest: 2,
    test: 2,
  }),
);

/** Whether a file of this name is read as a picture. @param {string} path */
export const isPicture = (path) =>
  /\.(png|jpe?g|webp|bmp|gif)$/i.test(path) && !/(^|\/)(\.|__MACOSX)/.test(path);

/** @param {string} path @returns {{ label: string, split: number } | null} null where it lies in no folder */
export function placeOf(path) {
  const folders = path.split('/').filter(Boolean).slice(0, -1);
  const name = folders.at(-1);
  if (!name) return null;
  const known = ALSO.get(name.toLowerCase()) ?? name.toLowerCase();
  const label = [...SEVEN, ...THREE].includes(known) ? known : name;
  return { label, split: SPLIT.get(folders.at(-2)?.toLowerCase() ?? '') ?? 0 };
}

/** Gathers pictures; their labels have an order only when all are there. */
export class FolderReader {
  #collection;
  /** @type {string[]} */
  #names = [];
  #files = 0;

  /** @param {import('./collection.js').Collection} collection */
  constructor(collection) {
    this.#collection = collection;
  }

  /** @param {string} path @param {Blob} blob */
  async add(path, blob) {
    const collection = this.#collection;
    this.#files += 1;
    if (collection.full) return collection.leaveOut(1);
    const place = placeOf(path);
    if (!place) return collection.fault({ file: path, code: 'unlabelled', got: path });
    if (blob.size > LARGEST) return collection.fault({ file: path, code: 'picture', got: path });
    try {
      const shrunk = await greyInto(collection.room(), blob);
      collection.add({ truth: this.#index(place.label), split: place.split, line: this.#files, shrunk });
    } catch (error) {
      if (error instanceof Refusal) throw error;
      collection.fault({ file: path, code: 'picture', got: path });
    }
  }

  /** @returns {import('./collection.js').Dataset} */
  finish() {
    const names = this.#names;
    if (this.#files && names.length < 2)
      throw new Refusal('unlabelled', { pictures: this.#files, got: names[0] ?? '' });
    const known = [SEVEN, THREE].find((all) => names.every((name) => all.includes(name)));
    const labels = known ? known.filter((name) => names.includes(name)) : names.toSorted();
    const dataset = this.#collection.finish(labels);
    return { ...dataset, truths: dataset.truths.map((i) => labels.indexOf(names[i])) };
  }

  /** @param {string} label */
  #index(label) {
    const at = this.#names.indexOf(label);
    if (at >= 0) return at;
    if (this.#names.length === MOST_LABELS)
      throw new Refusal('many-labels', { most: MOST_LABELS, got: label });
    return this.#names.push(label) - 1;
  }
}

/** @type {OffscreenCanvasRenderingContext2D | null} */
let board = null;

/**
 * The middle square of a picture in grey (BT.601), 48 × 48.
 * @param {Uint8Array} pixels
 * @param {Blob} blob
 * @returns {Promise<boolean>} whether it had another size
 */
async function greyInto(pixels, blob) {
  const image = await createImageBitmap(blob);
  try {
    const { width, height } = image;
    board ??= new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true });
    if (!board) throw new Error('no canvas');
    const square = Math.min(width, height);
    board.imageSmoothingQuality = 'high';
    board.fillStyle = '#fff';
    board.fillRect(0, 0, SIDE, SIDE);
    board.drawImage(image, (width - square) / 2, (height - square) / 2, square, square, 0, 0, SIDE, SIDE);
    const { data } = board.getImageData(0, 0, SIDE, SIDE);
    for (let i = 0; i < PIXELS; i++)
      pixels[i] = Math.round(0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2]);
    return width !== SIDE || height !== SIDE;
  } finally {
    image.close();
  }
}
