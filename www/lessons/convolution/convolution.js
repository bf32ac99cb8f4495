import { make } from '../../dom.js';
import { paintGrey, paintSigned, reach } from '../../figures/signed.js';
import { oneOf, within } from '../shell/address.js';
import { button, choice, slider } from '../shell/controls.js';
import { Lesson } from '../shell/lesson.js';
import { FACE, greySquare } from '../shell/look.js';
import { correlated, outputSide, padded, rounded, turned, productsAt } from './convolve.js';
import { KernelEditor } from './editor.js';
import { kernelIn, preset, resized } from './kernels.js';
import { PresetChoice } from './presets.js';
import { legend, marker, place, player, workings } from './stage.js';
import { words } from './words.js';
import looks from './convolution.css?url';

/** Pixels along a side of the picture: of the face, or of all of it. */
const SIDES = /** @type {Record<string, number>} */ ({ face: FACE, whole: 3 * FACE });

export default class ConvolutionLesson extends Lesson {
  name = 'convolution';
  words = words;
  looks = looks;
  question = { answers: 3, right: 2 };
  fields = {
    kernel: {
      initial: preset('sobel-vertical', 3).join(' '),
      allows: (/** @type {string} */ value) => kernelIn(value) !== null,
    },
    flip: oneOf('convolution', 'correlation'),
    padding: oneOf('0', '1', '2'),
    stride: oneOf('1', '2', '3'),
    picture: oneOf('face', 'whole'),
    x: within(18, 0, 146),
    y: within(16, 0, 146),
  };
  /** @type {ReturnType<ConvolutionLesson['stage']> | null} */
  #stage = null;
  #width = 1;
  #player = player(() => this.#step(1));

  /** All that the address says, in numbers. */
  get #now() {
    const kernel = kernelIn(this.address.get('kernel')) ?? [];
    const flip = this.address.get('flip') === 'convolution';
    const [padding, stride, picture] = ['padding', 'stride', 'picture'].map((name) => this.address.get(name));
    const [side, size] = [Math.sqrt(kernel.length), SIDES[picture]];
    const out = outputSide(size, side, Number(padding), Number(stride));
    const [x, y] = ['x', 'y'].map((name) => Math.min(this.address.number(name), out - 1)); // it may have become smaller
    const laid = flip ? turned(kernel) : kernel;
    return { kernel, laid, side, size, out, x, y, picture, padding: Number(padding), stride: Number(stride) };
  }

  stage() {
    const { say } = this;
    const { kernel, side } = this.#now;
    const [from, to] = [marker(), marker()];
    const input = make('canvas', { class: 'pixels' });
    const output = make('canvas', { class: 'pixels', role: 'img', 'aria-label': say('outputAlt') });
    const board = make('div', { class: 'board', tabindex: 0, role: 'application' }, input, from);
    board.addEventListener('keydown', (event) => this.#onKey(event));
    const point = (/** @type {PointerEvent} */ event) => event.buttons && this.#point(event, board);
    board.addEventListener('pointerdown', point);
    board.addEventListener('pointermove', point);
    const editor = new KernelEditor(kernel, say, (changed) => this.#set(changed));
    const presets = new PresetChoice(
      say,
      (chosen) => this.#set(chosen, true),
      () => editor.tell(say('notLoaded')),
    );
    presets.show(kernel);
    const told = make('p', { class: 'quiet place', role: 'status' });
    const size = make('p', { class: 'quiet' });
    const [work, scale] = [workings(say, side), legend(this.language)];
    return { from, to, input, output, board, editor, presets, told, size, work, scale };
  }

  build() {
    const { say, address } = this;
    const stage = (this.#stage = this.stage());
    const choose = (/** @type {string} */ name) => (/** @type {string | number} */ value) =>
      this.choose(name, value);
    const among = (/** @type {string} */ name, /** @type {string[]} */ values) =>
      choice(
        name,
        say(name),
        values.map((value) => [value, say(value)]),
        address.get(name),
        choose(name),
      );
    const number = (/** @type {string} */ name, /** @type {number} */ min, /** @type {number} */ max) =>
      slider(name, say(name), { value: address.number(name), min, max, step: 1, text: String }, choose(name));
    const sizes = choice(
      'side',
      say('side'),
      [
        ['3', '3 × 3'],
        ['5', '5 × 5'],
      ],
      `${this.#now.side}`,
      (side) => this.#set(resized(this.#now.kernel, Number(side)), true),
    );
    const panel = (/** @type {string} */ title, /** @type {Node[]} */ nodes, more = {}) =>
      make('section', { class: 'panel', ...more }, make('h2', {}, say(title)), ...nodes);
    const steps = [
      button('back', '←', () => this.#step(-1), { label: say('back') }),
      this.#player.button(say('play'), say('pause')),
      button('forward', '→', () => this.#step(1), { label: say('forward') }),
    ];
    return [
      make(
        'div',
        { class: 'convolution' },
        panel('input', [stage.board, among('picture', ['face', 'whole'])]),
        panel('kernel', [stage.presets.element, stage.editor.element, sizes], { 'data-control': 'kernel' }),
        panel('output', [
          make('div', { class: 'board still', 'data-figure': 'map' }, stage.output, stage.to),
          stage.scale.element,
        ]),
        make(
          'section',
          { class: 'panel wide geometry', 'data-control': 'geometry' },
          make(
            'div',
            {},
            among('flip', ['convolution', 'correlation']),
            make('p', { class: 'quiet' }, say('flipNote')),
          ),
          make(
            'div',
            {},
            make('div', { class: 'pair' }, number('padding', 0, 2), number('stride', 1, 3)),
            stage.size,
          ),
        ),
        panel('window', [make('div', { class: 'steps' }, ...steps, stage.told), stage.work.element], {
          ...{ class: 'panel wide', 'data-control': 'window' },
        }),
      ),
    ];
  }

  update() {
    if (!this.#stage) return;
    const { from, to, input, output, board, presets, told, size, work, scale } = this.#stage;
    const { kernel, laid, side, size: pixels, out, x, y, picture, padding, stride } = this.#now;
    presets.show(kernel);
    size.textContent = this.say('size', { side: pixels, padding, kernel: side, stride, out });
    board.setAttribute('aria-label', this.say('inputAlt', { n: pixels }));
    const look = this.source?.latest;
    if (!look) return;
    const values = picture === 'face' ? look.prediction.crop : greySquare(look, pixels);
    const whole = padded({ values, width: pixels, height: pixels }, padding);
    const answer = correlated(whole, laid, stride);
    const most = reach(answer.values);
    this.#width = whole.width;
    paintGrey(input, whole.values, whole.width);
    paintSigned(output, answer.values, answer.width, most);
    scale.show(most);
    board.style.setProperty('--margin', String(padding / whole.width));
    place(from, x * stride, y * stride, side, whole.width);
    place(to, x, y, 1, answer.width);
    const terms = productsAt(whole, laid, x * stride, y * stride);
    work.show(terms, laid, this.language);
    const sum = new Intl.NumberFormat(this.language, { maximumFractionDigits: 4 })
      .format(terms.sum)
      .replace('-', '−');
    const now = this.say('at', { x: x + 1, y: y + 1, sum });
    if (told.textContent !== now) told.textContent = now;
  }

  end() {
    this.#player.stop();
  }

  /** @param {number[]} kernel @param {boolean} [anew] whether its cells have to be written anew */
  #set(kernel, anew = false) {
    this.address.set('kernel', kernel.map(rounded).join(' '));
    if (anew) this.rebuild();
    else this.update();
  }

  /** @param {number} x @param {number} y */
  #moveTo(x, y) {
    const last = this.#now.out - 1;
    this.address.set('x', Math.max(0, Math.min(last, x)));
    this.choose('y', Math.max(0, Math.min(last, y)));
  }

  /** To the next window, or the last one, line by line. @param {number} by */
  #step(by) {
    const { x, y, out } = this.#now;
    const at = (y * out + x + by + out * out) % (out * out);
    this.#moveTo(at % out, Math.floor(at / out));
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const { x, y } = this.#now;
    this.#moveTo(x + step[0], y + step[1]);
  }

  /** @param {PointerEvent} event @param {HTMLElement} board */
  #point(event, board) {
    const { left, top, width } = board.getBoundingClientRect();
    const { side, stride } = this.#now;
    const [x, y] = [event.clientX - left, event.clientY - top].map((at) =>
      Math.round(((at / width) * this.#width - side / 2) / stride),
    );
    this.#moveTo(x, y);
  }
}
