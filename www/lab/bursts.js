// Pictures of one's own, as they are taken: in bursts, by label.

/** @typedef {import('./run.js').Given} Given */
/** @typedef {{ name: string, bursts: Uint8Array[][] }} Label */

export const MOST_LABELS = 12;
/** Pictures of a label at most: its bursts then stay small enough to be looked through. */
export const MOST_PICTURES = 600;
const PIXELS = 2304;

/** Pictures of a label. @param {Label} label */
export const count = ({ bursts }) => bursts.reduce((sum, burst) => sum + burst.length, 0);

/** Takes a picture out; a burst without pictures goes too. @param {Label} label @param {Uint8Array} picture */
export function remove(label, picture) {
  label.bursts = label.bursts
    .map((burst) => burst.filter((each) => each !== picture))
    .filter((burst) => burst.length);
}

/** Why these cannot be learned from, by a code that own-words.js words, and of which label; null when they can. @param {Label[]} labels */
export function missing(labels) {
  const names = labels.map(({ name }) => name.trim());
  if (labels.length < 2) return { code: 'needTwo', name: '' };
  if (names.some((name) => !name)) return { code: 'needName', name: '' };
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) return { code: 'needOther', name: twice };
  const empty = labels.find((label) => count(label) === 0);
  return empty ? { code: 'needPictures', name: empty.name } : null;
}

/**
 * The pictures as the trainer takes them. Of each label every third burst, and of two the second, is kept to check with. Never
 * pictures of a burst on both sides: they are nearly the same, and every accuracy would be a lie.
 * @param {string} name
 * @param {Label[]} labels
 * @returns {Given}
 */
export function gathered(name, labels) {
  const rows = labels.flatMap(({ bursts }, truth) =>
    bursts.flatMap((burst, i) => {
      const part = Number(bursts.length === 2 ? i === 1 : i % 3 === 2);
      return burst.map((picture) => ({ picture, truth, part }));
    }),
  );
  const pixels = new Uint8Array(PIXELS * rows.length);
  rows.forEach(({ picture }, i) => pixels.set(picture, PIXELS * i));
  return {
    name,
    labels: labels.map((label) => label.name.trim()),
    pixels,
    truths: Uint8Array.from(rows, ({ truth }) => truth),
    parts: Uint8Array.from(rows, ({ part }) => part),
  };
}
