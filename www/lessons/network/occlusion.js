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

/** The face, and behind it the face with each place covered, row by row: what is read in one call. @param {Uint8ClampedArray} crop */
export function coverings(crop) {
  const faces = new Uint8ClampedArray((1 + PLACES * PLACES) * crop.length);
  faces.set(crop);
  for (let place = 0; place < PLACES * PLACES; place++)
    faces.set(covered(crop, place), (1 + place) * crop.length);
  return faces;
}

/**
 * By how much a probability falls when each place is covered (Zeiler and Fergus 2013).
 * @param {Float32Array} probabilities of the faces of `coverings`, in rows
 * @param {number} labels values in a row
 * @param {number} at the label in question
 * @returns {Float32Array} a fall for each place, row by row
 */
export const falls = (probabilities, labels, at) =>
  Float32Array.from(
    { length: PLACES * PLACES },
    (_, place) => probabilities[at] - probabilities[(1 + place) * labels + at],
  );

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
