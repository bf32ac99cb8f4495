import { make } from '../../dom.js';
import { paintSigned } from '../../figures/signed.js';
import { svg } from '../../figures/svg.js';
import { answer, isOne } from './maths.js';
import { tenth } from './points.js';

/** @typedef {import('./points.js').Point} Point */
/** @typedef {import('./maths.js').Network} Network */

/** Pixels of the answers along a side, and units of the drawing. */
const [ANSWERS, SIDE] = [96, 400];
const STEPS = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [-0.1, 0],
  ArrowRight: [0.1, 0],
  ArrowUp: [0, 0.1],
  ArrowDown: [0, -0.1],
});

const across = (/** @type {number} */ x) => ((x + 1) / 2) * SIDE;
const down = (/** @type {number} */ y) => ((1 - y) / 2) * SIDE;

/** Every input from −1 to 1 with the answer to it, the lines of the neurons, and points that can be moved. */
export class Plane {
  #canvas = make('canvas', { class: 'answers', 'aria-hidden': 'true' });
  #lines = svg('g', { class: 'lines' });
  #marks = svg('g');
  #cross = svg('g', { class: 'cross' }, svg('path', { d: 'M-14 0H14M0 -14V14' }));
  #drawing;
  element;
  #acts;
  #say;
  /** @type {Point[]} */
  #points = [];

  /**
   * @param {import('../shell/words.js').Say} say
   * @param {{ put: (x: number, y: number) => void, select: (i: number) => void, move: (i: number, x: number, y: number) => void,
   *   remove: (i: number) => void }} acts
   */
  constructor(say, acts) {
    this.#say = say;
    this.#acts = acts;
    const axes = svg(
      'g',
      { class: 'axes' },
      svg('path', { d: `M0 ${SIDE / 2}H${SIDE}M${SIDE / 2} 0V${SIDE}` }),
      svg('text', { x: SIDE - 8, y: SIDE / 2 - 8, class: 'end' }, 'x₁'),
      svg('text', { x: SIDE / 2 + 8, y: 22 }, 'x₂'),
    );
    this.#drawing = svg(
      'svg',
      { viewBox: `0 0 ${SIDE} ${SIDE}`, role: 'group', 'aria-label': say('planeAlt') },
      ...[axes, this.#lines, this.#cross, this.#marks],
    );
    this.element = make('div', { class: 'plane', 'data-figure': 'plane' }, this.#canvas, this.#drawing);
    this.#drawing.addEventListener('pointerdown', (event) =>
      this.#onPointer(/** @type {PointerEvent} */ (event)),
    );
    // Chromium does not heed the touch-action of an SVG's shapes: the page would scroll and take the point from the finger.
    const hold = (/** @type {Event} */ event) => {
      if (/** @type {Element} */ (event.target).closest('[role=button]')) event.preventDefault();
    };
    this.#drawing.addEventListener('touchstart', hold, { passive: false });
  }

  /** @param {Point[]} points */
  points(points) {
    this.#points = points;
    const held = [...this.#marks.children].indexOf(/** @type {Element} */ (document.activeElement));
    const marks = points.map(({ label }, i) => {
      const shape = label
        ? svg('circle', { r: 10 })
        : svg('rect', { x: -9, y: -9, width: 18, height: 18, rx: 2 });
      const mark = svg(
        'g',
        { class: label ? 'one' : 'zero', tabindex: 0, role: 'button' },
        svg('circle', { r: 20, class: 'touch' }),
        shape,
      );
      mark.addEventListener('keydown', (event) => this.#onKey(/** @type {KeyboardEvent} */ (event), i));
      return mark;
    });
    this.#marks.replaceChildren(...marks);
    if (held >= 0) marks[Math.min(held, marks.length - 1)]?.focus({ preventScroll: true });
  }

  /** The same points, elsewhere. @param {Point[]} points */
  moved(points) {
    this.#points = points;
  }

  /** @param {Network} network @param {number[]} input @param {number} selected a point, or −1 @param {(value: number) => string} number */
  show(network, input, selected, number) {
    const at = (/** @type {number} */ i) => (2 * (i + 0.5)) / ANSWERS - 1;
    const values = Float32Array.from(
      { length: ANSWERS * ANSWERS },
      (_, i) => 2 * answer(network, [at(i % ANSWERS), -at(Math.floor(i / ANSWERS))]) - 1,
    );
    paintSigned(this.#canvas, values, ANSWERS, 1.6); // paler than the points
    const hidden = network.layers.length > 1;
    this.#lines.replaceChildren(
      ...network.layers[0].flatMap((weights) => {
        const d = lineOf(weights);
        return d
          ? [
              svg('path', { class: 'halo', d }),
              svg('path', { class: hidden ? 'boundary of-layer' : 'boundary', d }),
            ]
          : [];
      }),
    );
    this.#cross.setAttribute('transform', `translate(${across(input[0])} ${down(input[1])})`);
    this.#points.forEach(({ x, y, label }, i) => {
      const mark = this.#marks.children[i];
      const right = Number(isOne(answer(network, [x, y]))) === label;
      mark.setAttribute('transform', `translate(${across(x)} ${down(y)})`);
      mark.classList.toggle('wrong', !right);
      mark.classList.toggle('selected', i === selected);
      mark.setAttribute('aria-pressed', String(i === selected));
      const values = {
        n: i + 1,
        x: number(x),
        y: number(y),
        label,
        told: this.#say(right ? 'rightSide' : 'wrongSide'),
      };
      mark.setAttribute('aria-label', this.#say('pointAlt', values));
    });
  }

  /** @param {PointerEvent} event */
  #place({ clientX, clientY }) {
    const { left, top, width, height } = this.#drawing.getBoundingClientRect();
    return /** @type {const} */ ([
      tenth((2 * (clientX - left)) / width - 1),
      tenth(1 - (2 * (clientY - top)) / height),
    ]);
  }

  /** A point is dragged, or picked where it does not move; elsewhere, something is put. @param {PointerEvent} event */
  #onPointer(event) {
    if (event.button) return;
    const mark = /** @type {Element} */ (event.target).closest('[role=button]');
    const i = mark ? [...this.#marks.children].indexOf(mark) : -1;
    if (i < 0) return this.#acts.put(...this.#place(event));
    event.preventDefault();
    /** @type {SVGElement} */ (mark).focus({ preventScroll: true });
    this.#acts.select(i);
    this.#drawing.setPointerCapture(event.pointerId);
    const life = new AbortController();
    const { signal } = life;
    const onMove = (/** @type {Event} */ moved) =>
      this.#acts.move(i, ...this.#place(/** @type {PointerEvent} */ (moved)));
    this.#drawing.addEventListener('pointermove', onMove, { signal });
    for (const end of ['pointerup', 'pointercancel'])
      this.#drawing.addEventListener(end, () => life.abort(), { signal });
  }

  /** @param {KeyboardEvent} event @param {number} i */
  #onKey(event, i) {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey) return;
    const step = STEPS[key];
    const { x, y } = this.#points[i];
    if (step) this.#acts.move(i, tenth(x + step[0]), tenth(y + step[1]));
    else if (key === 'Delete' || key === 'Backspace') this.#acts.remove(i);
    else if (key === 'Enter' || key === ' ') this.#acts.select(i);
    else return;
    event.preventDefault();
    event.stopPropagation(); // a deck would turn the page
  }
}

/** Where w₀ + w₁x₁ + w₂x₂ is 0, on the drawing. @param {number[]} weights */
function lineOf([w0, w1, w2]) {
  const length = Math.hypot(w1, w2);
  if (length < 1e-9) return '';
  const [x, y] = [(-w0 * w1) / length ** 2, (-w0 * w2) / length ** 2]; // its point nearest to the middle
  const [dx, dy] = [(-3 * w2) / length, (3 * w1) / length];
  if (Math.hypot(x, y) > 1.5) return '';
  return `M${across(x - dx)} ${down(y - dy)}L${across(x + dx)} ${down(y + dy)}`;
}
