import { dress } from './sheets.js';
import { make } from '../../dom.js';

/** @import { FaceBox } from '../../types.d.ts' */
/** @typedef {{ width: number, height: number }} Size */
/** @typedef {{ frame: Size, fit: 'contain' | 'cover', mirrored: boolean }} Scene what the stage shows, and how */

const SMALLEST = 12; // frame pixels
const STEP = 0.02; // of the frame's shorter side, per key press
const GROWTH = 1.06;
const CORNERS = ['top left', 'top right', 'bottom left', 'bottom right'];

const css = `
.box {
position: absolute; inset: 0 auto auto 0; cursor: move; touch-action: none; border-radius: 2px;
border: 2px solid #fff; box-shadow: 0 0 0 1px rgb(0 0 0 / 55%), inset 0 0 0 1px rgb(0 0 0 / 55%);
}
.box:focus-visible { outline-color: #fff; outline-offset: 3px; box-shadow: 0 0 0 3px var(--accent); }
.box.assumed { border-style: dashed; border-width: 1px; }
.handle { position: absolute; width: 44px; height: 44px; cursor: nwse-resize; }
.handle::after {
content: ''; position: absolute; inset: 16px; border-radius: 50%;
background: #fff; border: 1px solid rgb(0 0 0 / 55%);
}
.top { top: -23px; }
.bottom { bottom: -23px; }
.left { left: -23px; }
.right { right: -23px; }
.top.right, .bottom.left { cursor: nesw-resize; }
@media (forced-colors: active) { .box { border-color: Highlight; } }
`;

/**
 * How a frame is laid on the stage by `object-fit`.
 * @param {Size} frame
 * @param {Size} stage
 * @param {'contain' | 'cover'} fit
 * @returns {{ scale: number, left: number, top: number }}
 */
export function layout(frame, stage, fit) {
  const scales = [stage.width / frame.width, stage.height / frame.height];
  const scale = fit === 'cover' ? Math.max(...scales) : Math.min(...scales);
  return {
    scale,
    left: (stage.width - frame.width * scale) / 2,
    top: (stage.height - frame.height * scale) / 2,
  };
}

/**
 * @param {{ x: number, y: number, side: number }} square
 * @param {Size} frame
 * @returns {FaceBox} the square, no smaller than can be read and with its centre in the frame
 */
export function within({ x, y, side }, frame) {
  const size = Math.min(Math.max(side, SMALLEST), Math.max(frame.width, frame.height));
  const centreX = Math.min(Math.max(x + side / 2, 0), frame.width);
  const centreY = Math.min(Math.max(y + side / 2, 0), frame.height);
  return { x: centreX - size / 2, y: centreY - size / 2, width: size, height: size };
}

/** The box round the face: shows where it is, and lets the visitor put it elsewhere by pointer or keyboard. */
export class Box {
  element;
  #stage;
  #onChange;
  /** @type {Size} */
  #size = { width: 1, height: 1 };
  /** @type {Scene | null} */
  #scene = null;
  /** @type {FaceBox | null} */
  #face = null;
  #drawn = '';
  #drag = new AbortController();
  #resize;

  /**
   * @param {HTMLElement} stage
   * @param {(face: FaceBox | null) => void} onChange null: put it back
   */
  constructor(stage, onChange) {
    this.#stage = stage;
    this.#onChange = onChange;
    dress(/** @type {ShadowRoot} */ (stage.getRootNode()), css);
    this.element = make(
      'div',
      {
        class: 'box',
        role: 'application',
        tabindex: 0,
        hidden: true,
        onkeydown: this.#key,
        ondblclick: () => onChange(null),
      },
      ...CORNERS.map((corner) => make('span', { class: `handle ${corner}` })),
    );
    stage.addEventListener('pointerdown', this.#press);
    this.#resize = new ResizeObserver(([{ contentRect }]) => {
      this.#size = contentRect;
      this.#draw();
    });
    this.#resize.observe(stage);
  }

  /**
   * @param {FaceBox | null} face
   * @param {Scene | null} scene
   */
  show(face, scene) {
    if (!face) this.#drag.abort(); // what was dragged is gone: what comes next has a box of its own
    this.#face = face;
    this.#scene = scene;
    this.#draw();
  }

  #draw() {
    const { element } = this;
    element.hidden = !this.#face || !this.#scene;
    if (!this.#face || !this.#scene) return;
    const { frame, fit, mirrored } = this.#scene;
    const { scale, left, top } = layout(frame, this.#size, fit);
    const width = this.#face.width * scale;
    const x = left + this.#face.x * scale;
    const shownX = mirrored ? this.#size.width - x - width : x;
    const css = [shownX, top + this.#face.y * scale, width, this.#face.height * scale].map((v) =>
      v.toFixed(1),
    );
    if (css.join() === this.#drawn) return;
    this.#drawn = css.join();
    element.style.setProperty('transform', `translate(${css[0]}px, ${css[1]}px)`);
    element.style.setProperty('width', `${css[2]}px`);
    element.style.setProperty('height', `${css[3]}px`);
  }

  /** Where a pointer is, in frame pixels. @param {PointerEvent} event @param {Scene} scene */
  #at(event, { frame, fit, mirrored }) {
    const { left: stageLeft, top: stageTop } = this.#stage.getBoundingClientRect();
    const { scale, left, top } = layout(frame, this.#size, fit);
    const x = (event.clientX - stageLeft - left) / scale;
    return { x: mirrored ? frame.width - x : x, y: (event.clientY - stageTop - top) / scale };
  }

  /** @param {PointerEvent} down */
  #press = (down) => {
    const [scene, face] = [this.#scene, this.#face];
    const target = /** @type {Element} */ (down.target);
    if (!scene || !face || down.button !== 0 || target.closest('button')) return;
    const onBox = this.element.contains(target);
    // A finger on the picture scrolls the page; only on the box does it drag.
    if (!onBox && down.pointerType === 'touch') return;
    const from = this.#at(down, scene);
    const moves = onBox && !target.classList.contains('handle');
    // The corner that stays: opposite the handle that is dragged, or where the pointer went down on the picture.
    const { classList } = target;
    const corner = onBox
      ? {
          x: classList.contains('left') === scene.mirrored ? face.x : face.x + face.width,
          y: classList.contains('top') ? face.y + face.height : face.y,
        }
      : from;

    /** @param {PointerEvent} event */
    const drag = (event) => {
      const to = this.#at(event, scene);
      if (moves) return this.#set({ x: face.x + to.x - from.x, y: face.y + to.y - from.y, side: face.width });
      const side = Math.max(Math.abs(to.x - corner.x), Math.abs(to.y - corner.y));
      if (!onBox && side < SMALLEST) return;
      this.#set({
        x: to.x < corner.x ? corner.x - side : corner.x,
        y: to.y < corner.y ? corner.y - side : corner.y,
        side,
      });
    };
    const dragging = (this.#drag = new AbortController());
    const { signal } = dragging;
    this.#stage.setPointerCapture(down.pointerId);
    this.#stage.addEventListener('pointermove', drag, { signal });
    for (const end of ['pointerup', 'pointercancel'])
      this.#stage.addEventListener(end, () => dragging.abort(), { signal });
  };

  /** @param {KeyboardEvent} event */
  #key = (event) => {
    if (!this.#scene || !this.#face || event.ctrlKey || event.metaKey || event.altKey) return;
    const { frame, mirrored } = this.#scene;
    const step = STEP * Math.min(frame.width, frame.height) * (event.shiftKey ? 4 : 1);
    const { x, y, width: side } = this.#face;
    const right = mirrored ? -step : step;
    /** @param {number} by */
    const grown = (by) => ({ x: x + (side - side * by) / 2, y: y + (side - side * by) / 2, side: side * by });
    const square = {
      ArrowLeft: { x: x - right, y, side },
      ArrowRight: { x: x + right, y, side },
      ArrowUp: { x, y: y - step, side },
      ArrowDown: { x, y: y + step, side },
      '+': grown(GROWTH),
      '=': grown(GROWTH),
      '-': grown(1 / GROWTH),
    }[event.key];
    if (!square && event.key !== 'Escape') return;
    event.preventDefault();
    if (square) this.#set(square);
    else this.#onChange(null);
  };

  /** @param {{ x: number, y: number, side: number }} square */
  #set(square) {
    if (!this.#scene) return;
    this.#face = within(square, this.#scene.frame);
    this.#draw();
    this.#onChange(this.#face);
  }
}
