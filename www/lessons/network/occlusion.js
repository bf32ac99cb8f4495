// Which part of the face an answer needs: parts are covered one after another. No DOM.

/** Pixels along a side of what covers, and from one place to the next. */
export const [PATCH, STEP] = [8, 4];
const SIDE = 48;
/** Places along a side. */
export const PLACES = (SIDE - PATCH) / STEP + 1;

/** The face with a place covered by its mean grey. @param {Uint8ClampedArray} crop @param {number} place row by row */
export function covered(crop, place) {
  const grey = crop.reduce((sum, value) => sum + value, 0) / crop.length;
  const [left, top] = [STEP * (place % PLACES), STEP * Math.floor(place / PLACES)];
  return crop.map((value, i) => {
    const [x, y] = [(i % SIDE) - left, Math.floor(i / SIDE) - top];
    return x >= 0 && x < PATCH && y >= 0 && y < PATCH ? grey : value;
  });
}

/**
 * By how much the probability falls when each place is covered (Zeiler and Fergus 2013).
 * @param {Uint8ClampedArray} crop
 * @param {(face: Uint8ClampedArray) => Promise<number>} probability of the label in question
 * @param {(done: number, of: number) => void} onProgress
 * @returns {Promise<Float32Array>} a fall for each place, row by row
 */
export async function falls(crop, probability, onProgress) {
  const whole = await probability(crop);
  const all = new Float32Array(PLACES * PLACES);
  for (let place = 0; place < all.length; place++) {
    all[place] = whole - (await probability(covered(crop, place)));
    onProgress(place + 1, all.length);
  }
  return all;
}

/** A value for each pixel: the mean of the places that cover it. @param {Float32Array} places */
export function spreadOut(places) {
  const [sums, counts] = [new Float32Array(SIDE * SIDE), new Float32Array(SIDE * SIDE)];
  places.forEach((value, place) => {
    const [left, top] = [STEP * (place % PLACES), STEP * Math.floor(place / PLACES)];
    for (let y = top; y < top + PATCH; y++)
      for (let x = left; x < left + PATCH; x++) {
        sums[y * SIDE + x] += value;
        counts[y * SIDE + x] += 1;
      }
  });
  return sums.map((sum, i) => sum / counts[i]);
}
