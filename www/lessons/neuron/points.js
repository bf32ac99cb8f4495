// The points of the plane, as an address holds them, and a few sets to begin with.

/** @typedef {{ x: number, y: number, label: 0 | 1 }} Point `x` and `y` from −1 to 1 in tenths */

/** A drawing of more points says nothing new. */
export const MOST_POINTS = 40;

/** To a tenth inside the plane. @param {number} value */
export const tenth = (value) => Math.max(-1, Math.min(1, Math.round(10 * value) / 10)) + 0;

/** @param {Point[]} points */
export const written = (points) =>
  points.map(({ x, y, label }) => `${Math.round(10 * x)}.${Math.round(10 * y)}.${label}`).join('_');

/** @param {string} text @returns {Point[] | null} null for what is no list of points */
export function pointsIn(text) {
  if (text === '') return [];
  const points = text.split('_').map((each) => {
    const found = each.match(/^(-?\d{1,2})\.(-?\d{1,2})\.([01])$/);
    if (!found) return null;
    const [x, y] = [found[1], found[2]].map((tenths) => Number(tenths) / 10);
    return Math.abs(x) <= 1 && Math.abs(y) <= 1
      ? { x, y, label: /** @type {0 | 1} */ (Number(found[3])) }
      : null;
  });
  const all = points.filter((point) => point !== null);
  return all.length === points.length && all.length <= MOST_POINTS ? all : null;
}

/** @type {Record<string, string>} */
export const SETS = {
  two: '-7.3.0_-4.-2.0_-6.-6.0_-2.-7.0_-8.-1.0_2.4.1_5.6.1_7.1.1_3.8.1_6.-3.1',
  and: '-6.-6.0_-6.6.0_6.-6.0_6.6.1',
  or: '-6.-6.0_-6.6.1_6.-6.1_6.6.1',
  xor: '-6.-6.0_-6.6.1_6.-6.1_6.6.0',
  ring: '0.0.1_2.1.1_-2.1.1_0.-2.1_1.-1.1_8.0.0_-8.1.0_0.8.0_1.-8.0_6.6.0_-6.6.0_6.-6.0_-6.-6.0',
};
