// What is done to a face before the network gets it. No DOM.

/** Pixels along a side of a face. */
export const SIDE = 48;
/** Points along a side of one of its pixels that are averaged. */
const POINTS = 4;

/** @typedef {{ values: ArrayLike<number>, width: number, height: number, by?: number }} Grey `by`: its pixels over those of the frame */
/** @typedef {{ x: number, y: number, side: number, roll: number }} Square in pixels of the frame, turned about its middle */
/**
 * @typedef {object} Disturbance
 * @property {number} dx the face moves right by so many of its 48 pixels
 * @property {number} dy and down
 * @property {number} scale its size over what it was
 * @property {number} roll it turns clockwise, in degrees
 * @property {boolean} mirror
 * @property {number} light times the grey values
 * @property {number} side light from one side: from 1 − 0.6 to 1 + 0.6 times at 1, the other way round at −1
 * @property {number} contrast times the distance from the mean
 * @property {number} blur deviation of a Gaussian, in pixels
 * @property {number} noise deviation, in grey levels
 * @property {'none' | 'eyes' | 'mouth' | 'both'} bar
 * @property {number} tall rows that a bar covers of the face as it was
 */

/** @type {Disturbance} */
export const NOTHING = {
  ...{ dx: 0, dy: 0, scale: 1, roll: 0, mirror: false },
  ...{ light: 1, side: 0, contrast: 1, blur: 0, noise: 0, bar: 'none', tall: 9 },
};

/** The middle of a bar in a face as it is cropped, in rows from its top. */
const BARS = { eyes: 18, mouth: 37.5 };

/** Whether the crop is taken elsewhere. @param {Disturbance} disturbance */
export const moves = ({ dx, dy, scale, roll }) => dx !== 0 || dy !== 0 || scale !== 1 || roll !== 0;

/** Where to look for the face, so that it comes out moved, larger and turned. @param {Square} square @param {Disturbance} disturbance @returns {Square} */
export function moved({ x, y, side, roll }, { dx, dy, scale, roll: degrees }) {
  const turned = roll - (degrees * Math.PI) / 180;
  const pixel = side / scale / SIDE;
  const [sin, cos] = [Math.sin(turned), Math.cos(turned)];
  const middle = {
    x: x + side / 2 - pixel * (dx * cos - dy * sin),
    y: y + side / 2 - pixel * (dx * sin + dy * cos),
  };
  return { x: middle.x - side / scale / 2, y: middle.y - side / scale / 2, side: side / scale, roll: turned };
}

/** The square of a frame as 48 × 48 means; outside the frame its border repeats. @param {Grey} frame @param {Square} square */
export function cut({ values, width, height, by = 1 }, square) {
  const [x, y, side] = [square.x, square.y, square.side].map((length) => length * by);
  const [sin, cos] = [Math.sin(square.roll), Math.cos(square.roll)];
  const middle = { x: x + side / 2, y: y + side / 2 };
  const clamp = (/** @type {number} */ at, /** @type {number} */ last) => Math.max(0, Math.min(last, at));
  const at = (/** @type {number} */ px, /** @type {number} */ py) => {
    const [cx, cy] = [clamp(px - 0.5, width - 1), clamp(py - 0.5, height - 1)];
    const [left, top] = [Math.floor(cx), Math.floor(cy)];
    const [right, below] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
    const [u, v] = [cx - left, cy - top];
    const upper = values[top * width + left] * (1 - u) + values[top * width + right] * u;
    const lower = values[below * width + left] * (1 - u) + values[below * width + right] * u;
    return upper * (1 - v) + lower * v;
  };
  const face = new Float32Array(SIDE * SIDE);
  const step = side / SIDE / POINTS;
  for (let row = 0; row < SIDE * POINTS; row++)
    for (let column = 0; column < SIDE * POINTS; column++) {
      const [dx, dy] = [(column + 0.5) * step - side / 2, (row + 0.5) * step - side / 2];
      const value = at(middle.x + dx * cos - dy * sin, middle.y + dx * sin + dy * cos);
      face[Math.floor(row / POINTS) * SIDE + Math.floor(column / POINTS)] += value / POINTS ** 2;
    }
  return face;
}

/**
 * What is done to the pixels of a face, in this order.
 * @param {ArrayLike<number>} face 48 × 48 grey values
 * @param {Disturbance} disturbance
 * @param {number} [seed] the same seed gives the same noise
 */
export function disturbed(face, disturbance, seed = 1) {
  const { mirror, light, side, contrast, blur, noise, bar } = disturbance;
  let values = Float32Array.from(face);
  if (mirror) values = values.map((_, i) => face[i - (i % SIDE) + SIDE - 1 - (i % SIDE)]);
  if (light !== 1) values = values.map((value) => value * light);
  if (side) values = values.map((value, i) => value * (1 + 0.6 * side * ((2 * (i % SIDE)) / (SIDE - 1) - 1)));
  if (contrast !== 1) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    values = values.map((value) => mean + (value - mean) * contrast);
  }
  if (blur > 0) values = blurred(values, blur);
  if (noise > 0) {
    const random = normal(seed);
    values = values.map((value) => value + noise * random());
  }
  for (const part of /** @type {const} */ (['eyes', 'mouth']))
    if (bar === part || bar === 'both') cover(values, BARS[part], disturbance);
  return Uint8ClampedArray.from(values);
}

/**
 * A bar lies on the face, so it moves, turns and grows with it.
 * @param {Float32Array} values
 * @param {number} middle
 * @param {Disturbance} disturbance
 */
function cover(values, middle, { dx, dy, scale, roll, mirror, tall }) {
  const turn = (roll * Math.PI) / 180;
  const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
  const half = SIDE / 2;
  for (let i = 0; i < values.length; i++) {
    const column = i % SIDE;
    const across = (mirror ? SIDE - 1 - column : column) + 0.5 - half - dx;
    const down = Math.floor(i / SIDE) + 0.5 - half - dy;
    const from = (cos * down - sin * across) / scale + half - (middle - tall / 2);
    if (from >= 0 && from < tall) values[i] = 0;
  }
}

/** A Gaussian along rows and columns; the border repeats. @param {Float32Array} values @param {number} deviation */
function blurred(values, deviation) {
  const far = Math.ceil(3 * deviation);
  const weights = Array.from({ length: 2 * far + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - far) / deviation) ** 2),
  );
  const total = weights.reduce((a, b) => a + b);
  const inside = (/** @type {number} */ at) => Math.max(0, Math.min(SIDE - 1, at));
  const along = (/** @type {Float32Array} */ from, /** @type {number} */ dx, /** @type {number} */ dy) =>
    from.map((_, i) => {
      const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
      const near = (/** @type {number} */ d) => from[inside(y + d * dy) * SIDE + inside(x + d * dx)];
      return weights.reduce((sum, weight, k) => sum + weight * near(k - far), 0) / total;
    });
  return along(along(values, 1, 0), 0, 1);
}

/** Normal numbers that a seed gives (Box and Muller 1958). @param {number} seed */
export function normal(seed) {
  let state = Math.imul(seed, 0x9e3779b9) >>> 0; // neighbouring seeds begin far apart
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 1) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
