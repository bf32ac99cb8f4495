import { make } from '../../dom.js';
import { reach, tint } from '../../figures/signed.js';

/** @typedef {import('./sums.js').Layer} Layer */
/** @typedef {{ map: number, x: number, y: number }} Place */

/** Paints a layer's maps side by side in one canvas: hundreds of canvases would cost more than the network. */
export class Sheet {
  element;
  canvas = make('canvas', { class: 'pixels' });
  /** The values that are drawn brightest, a map each. */
  reaches = new Float32Array(0);
  #layer;
  #columns;
  #pitch;
  #board;
  #own = make('span', { class: 'marker', hidden: true });
  #window = make('span', { class: 'marker window', hidden: true });
  #image;
  /** The pixels of the image, as RGBA words. */
  #words;

  /**
   * @param {Layer} layer
   * @param {{ narrow: boolean, onPick: (place: Place) => void, onHover: (place: Place | null) => void }} options
   */
  constructor(layer, { narrow, onPick, onHover }) {
    this.#layer = layer;
    const { maps, side, kind } = layer;
    this.#pitch = kind === 'dense' ? 1 : side + (side > 12 ? 2 : 1);
    const most = Math.ceil(Math.sqrt(maps * (kind === 'dense' ? 12 : narrow ? 1.5 : 4)));
    const rows = maps <= (narrow ? 3 : 8) ? 1 : Math.ceil(maps / most);
    this.#columns = Math.ceil(maps / rows);
    this.canvas.width = this.#columns * this.#pitch - (this.#pitch - side);
    this.canvas.height = rows * this.#pitch - (this.#pitch - side);
    this.#image = new ImageData(this.canvas.width, this.canvas.height);
    this.#words = new Uint32Array(this.#image.data.buffer);
    this.#board = make(
      'div',
      { class: 'board', tabindex: 0, role: 'application' },
      this.canvas,
      this.#window,
      this.#own,
    );
    if (kind === 'dense') this.canvas.style.height = `${rows * 1.5}rem`;
    if (maps === 1) this.#board.classList.add('single');
    this.element = this.#board;
    this.#board.addEventListener('pointermove', (event) => onHover(this.#placeAt(event)));
    this.#board.addEventListener('pointerleave', () => onHover(null));
    this.#board.addEventListener('click', (event) => {
      const place = this.#placeAt(event);
      if (place) onPick(place);
    });
    this.#board.addEventListener('keydown', (event) => {
      const next = this.#stepped(event);
      if (!next) return;
      event.preventDefault();
      event.stopPropagation();
      onPick(next);
    });
  }

  /** Where the arrow keys go on from. @type {Place} */
  at = { map: 0, x: 0, y: 0 };

  /** @param {KeyboardEvent} event */
  #stepped({ key, ctrlKey, metaKey, altKey }) {
    if (ctrlKey || metaKey || altKey) return null;
    const { maps, side } = this.#layer;
    let { map, x, y } = this.at;
    if (key === 'PageDown' || (side === 1 && key === 'ArrowRight')) map += 1;
    else if (key === 'PageUp' || (side === 1 && key === 'ArrowLeft')) map -= 1;
    else if (side === 1 && key === 'ArrowDown') map += this.#columns;
    else if (side === 1 && key === 'ArrowUp') map -= this.#columns;
    else if (key === 'ArrowRight') x += 1;
    else if (key === 'ArrowLeft') x -= 1;
    else if (key === 'ArrowDown') y += 1;
    else if (key === 'ArrowUp') y -= 1;
    else if (key !== 'Enter' && key !== ' ') return null;
    const inside = map >= 0 && map < maps && x >= 0 && y >= 0 && x < side && y < side;
    return inside ? { map, x, y } : { ...this.at };
  }

  /** @param {PointerEvent | MouseEvent} event @returns {Place | null} null between the maps */
  #placeAt({ clientX, clientY }) {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    const [column, row] = [
      Math.floor(((clientX - left) / width) * this.canvas.width),
      Math.floor(((clientY - top) / height) * this.canvas.height),
    ];
    const { maps, side } = this.#layer;
    const map = Math.floor(row / this.#pitch) * this.#columns + Math.floor(column / this.#pitch);
    const [x, y] = [column % this.#pitch, row % this.#pitch];
    return map >= 0 && map < maps && x >= 0 && y >= 0 && x < side && y < side ? { map, x, y } : null;
  }

  /**
   * @param {Float32Array} values
   * @param {'map' | 'layer' | 'locked'} scale each map by its own reach, all by the largest, or all as they were
   */
  paint(values, scale) {
    const { maps, side } = this.#layer;
    const size = side * side;
    if (scale !== 'locked' || this.reaches.length !== maps) {
      this.reaches =
        scale === 'map'
          ? Float32Array.from({ length: maps }, (_, map) => reach(values, map * size, size))
          : new Float32Array(maps).fill(reach(values));
    }
    const { width } = this.canvas;
    for (let map = 0; map < maps; map++) {
      const start =
        Math.floor(map / this.#columns) * this.#pitch * width + (map % this.#columns) * this.#pitch;
      for (let y = 0; y < side; y++)
        tint(this.#words, start + y * width, values, map * size + y * side, side, this.reaches[map]);
    }
    this.canvas.getContext('2d')?.putImageData(this.#image, 0, 0);
  }

  /** Takes the colours that values have, for `locked`. @param {Float32Array} values */
  lock(values) {
    this.reaches = new Float32Array(this.#layer.maps).fill(reach(values));
  }

  /** Frames a unit. @param {Place | null} place */
  mark(place) {
    this.#frame(this.#own, place && { ...place, side: 1 });
  }

  /** Frames what a unit of the next layer sees. @param {(Place & { side: number }) | null} window */
  markWindow(window) {
    this.#frame(this.#window, window);
  }

  /** @param {HTMLElement} mark @param {(Place & { side: number }) | null} place */
  #frame(mark, place) {
    if (mark.hidden !== !place) mark.hidden = !place;
    if (!place) return;
    const { side } = this.#layer;
    const [column, row] = [place.map % this.#columns, Math.floor(place.map / this.#columns)];
    const [left, top] = [Math.max(0, place.x), Math.max(0, place.y)];
    const [right, bottom] = [place.x, place.y].map((at) => Math.min(side, at + place.side));
    const { width, height } = this.canvas;
    frame(
      mark,
      (column * this.#pitch + left) / width,
      (row * this.#pitch + top) / height,
      (right - left) / width,
      (bottom - top) / height,
    );
  }

  /** @param {string} label */
  name(label) {
    this.#board.setAttribute('aria-label', label);
  }
}

/** Puts a frame on a picture; in shares of its width and height. @param {HTMLElement} mark @param {...number} shares left, top, width, height */
export function frame(mark, ...shares) {
  ['--left', '--top', '--width', '--height'].forEach((name, i) => {
    const share = String(shares[i]);
    // What does not move is not laid out anew with every frame of a camera.
    if (mark.style.getPropertyValue(name) !== share) mark.style.setProperty(name, share);
  });
}
