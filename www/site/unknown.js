// What an address says that no page here knows.
import { NAMES } from '../element/attributes.js';

/** A link may be long; what is told of it is not. */
export const LONGEST_TOLD = 60;

/** How many times larger than usual text and buttons can be. @param {number} size */
export const isSize = (size) => size >= 1 && size <= 3;

/** What the page itself takes from its address, and which values. @type {Record<string, [right: (value: string) => boolean, words: string]>} */
const OF_THE_PAGE = {
  lang: [(value) => /^(en|fr)\b/i.test(value), 'en, fr'],
  theme: [(value) => /^(light|dark|)$/.test(value), 'light, dark'],
  size: [(value) => isSize(Number(value)), '1 to 3'],
  autostart: [() => true, ''],
};

/**
 * The first thing that an address says and no page knows: a wrong value, or a name that is a slip of a known one. Any other name
 * may be there for somebody else, as what mail and social networks add is.
 * @param {URLSearchParams} options
 */
export function unknownIn(options) {
  const known = [...NAMES, ...Object.keys(OF_THE_PAGE)];
  for (const [name, value] of options) {
    const told = `${name}="${value}"`.slice(0, LONGEST_TOLD);
    const [right, words] = Object.hasOwn(OF_THE_PAGE, name) ? OF_THE_PAGE[name] : [() => true, ''];
    if (!right(value)) return `${told} (${words})`;
    const meant = known.includes(name)
      ? undefined
      : known.find((other) => slips(name, other) <= (other.length > 4 ? 2 : 1));
    if (meant) return `${told} (${meant})`;
  }
  return '';
}

/**
 * Letters to add, leave out or change until one word is the other (Levenshtein); for words of very different length, as many as
 * that at least.
 * @param {string} a
 * @param {string} b
 */
function slips(a, b) {
  const longer = Math.abs(a.length - b.length);
  if (longer > 2) return longer; // an address may be very long
  let row = [...b, ''].map((_, j) => j);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries())
      next.push(Math.min(row[j] + Number(letter !== other), row[j + 1] + 1, next[j] + 1));
    row = next;
  }
  return row[b.length];
}
