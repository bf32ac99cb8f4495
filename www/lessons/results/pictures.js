import { PIXELS } from '../../data/collection.js';
import { make } from '../../dom.js';
import { face } from '../../figures/face.js';
import { nameOf, percent1, whole } from '../../figures/words.js';

/** Faces shown of a cell. */
const SHOWN = 60;

/**
 * The pictures of a cell of a confusion matrix, the surest reading first.
 * @param {import('../shell/words.js').Say} say
 * @param {import('../../figures/words.js').Lang} lang
 * @param {import('../../data/collection.js').Dataset} dataset
 * @param {import('./own.js').Own} own
 * @param {[row: number, column: number]} cell
 * @returns {Node[]}
 */
export function cellPictures(say, lang, dataset, { indices, truths, read, sure, measured }, [row, column]) {
  const { labels } = measured;
  const found = indices
    .map((index, n) => ({ index, n }))
    .filter(({ n }) => truths[n] === row && read[n] === column)
    .sort((a, b) => sure[b.n] - sure[a.n]);
  const [label, as] = [row, column].map((i) => nameOf(lang, labels[i]));
  const shown = found.slice(0, SHOWN);
  const percent = percent1(lang);
  const faces = shown.map(({ index, n }) =>
    face(
      dataset.pictures.subarray(index * PIXELS, (index + 1) * PIXELS),
      say('faceOf', { line: dataset.lines[index], read: as, sure: percent(sure[n]) }),
    ),
  );
  const values = { n: whole(lang)(found.length), shown: whole(lang)(shown.length), label, read: as };
  const kind = !found.length ? 'cellNone' : found.length > shown.length ? 'cellSome' : 'cellAll';
  return [make('p', { role: 'status' }, say(kind, values)), make('div', { class: 'faces' }, ...faces)];
}
