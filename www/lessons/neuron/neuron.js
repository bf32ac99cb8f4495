import { make } from '../../dom.js';
import { oneOf, within } from '../shell/address.js';
import { button } from '../shell/controls.js';
import { Lesson } from '../shell/lesson.js';
import { diagram } from './diagram.js';
import { backward, forward, score, single } from './maths.js';
import { layout } from './layout.js';
import { lossCurve, pointTable } from './numbers.js';
import { Plane } from './plane.js';
import { MOST_POINTS, SETS, pointsIn, tenth, written } from './points.js';
import { Training } from './training.js';
import { words } from './words.js';
import { workings } from './workings.js';
import looks from './neuron.css?url';

/** @typedef {import('./points.js').Point} Point */
/** @typedef {import('./maths.js').ActivationName} ActivationName */

const WEIGHTS = ['w0', 'w1', 'w2'];
const HIDDEN = /** @type {Record<string, number>} */ ({ two: 2, four: 4 });
/** Weights that learn may leave the sliders' range, within bounds. */
const MOST_WEIGHT = 99;
/** A layer needs hundreds of epochs: a few for each frame that is drawn. */
const EPOCHS_A_FRAME = 4;
/** Epochs that a layer learns before it stops by itself. */
const MOST_EPOCHS = 5000;

export default class NeuronLesson extends Lesson {
  name = 'neuron';
  words = words;
  looks = looks;
  needsSource = false;
  question = { answers: 3, right: 3 };
  fields = {
    net: oneOf('one', 'two', 'four'),
    activation: oneOf('step', 'sigmoid', 'relu'),
    w0: within(0.3, -MOST_WEIGHT, MOST_WEIGHT),
    w1: within(-0.5, -MOST_WEIGHT, MOST_WEIGHT),
    w2: within(0.8, -MOST_WEIGHT, MOST_WEIGHT),
    x1: within(-0.7, -1, 1),
    x2: within(0.3, -1, 1),
    rate: within(0.5, 0.1, 2),
    points: { initial: SETS.two, allows: (/** @type {string} */ text) => pointsIn(text) !== null },
    tool: oneOf('input', 'circle', 'square'),
  };
  /** @type {Point[]} */
  #points = [];
  #training = new Training();
  /** The point that is learned when none is chosen. */
  #next = 0;
  /** @type {ReturnType<NeuronLesson['stage']> | null} */
  #stage = null;

  get #weights() {
    return WEIGHTS.map((name) => this.address.number(name));
  }

  get #input() {
    return [this.address.number('x1'), this.address.number('x2')];
  }

  get #activation() {
    return /** @type {ActivationName} */ (this.address.get('activation'));
  }

  get #hidden() {
    return HIDDEN[this.address.get('net')] ?? 0;
  }

  get #network() {
    return this.#hidden
      ? this.#training.layered(this.#hidden, this.#activation)
      : single(this.#weights, this.#activation);
  }

  /** The point that the input lies on, or −1. */
  get #selected() {
    const [x1, x2] = this.#input;
    return this.#points.findIndex(({ x, y }) => x === x1 && y === x2);
  }

  #number = (/** @type {number} */ value, digits = 2) =>
    new Intl.NumberFormat(this.language, { maximumFractionDigits: digits })
      .format(value)
      .replace('-', '−')
      .replace(/^−0$/, '0');

  stage() {
    const { say } = this;
    const plane = new Plane(say, {
      put: (x, y) => this.#put(x, y),
      select: (i) => this.#select(i),
      move: (i, x, y) => this.#edit(this.#points.with(i, { ...this.#points[i], x, y }), { x, y }),
      remove: (i) => this.#edit(this.#points.toSpliced(i, 1)),
    });
    const learn = button('take', '', () => this.#learn(1));
    const play = button('play', '', () => this.#play());
    return {
      ...{ plane, learn, play },
      nodes: make('div', { 'data-figure': 'neuron' }),
      note: make('p', { class: 'quiet', 'data-control': 'notes' }),
      table: make('div'),
      work: make('div', { class: 'work', 'data-figure': 'sum' }),
      curve: make('div', { class: 'loss', 'data-figure': 'loss' }),
      told: make('p', { class: 'told-learning', role: 'status' }),
      warning: make('p', { class: 'refused', role: 'alert', hidden: true }),
    };
  }

  build() {
    this.#points = pointsIn(this.address.get('points')) ?? [];
    const stage = (this.#stage = this.stage());
    stage.plane.points(this.#points);
    const places = { ...stage, plane: stage.plane.element };
    return layout(this.say, this.address, this.#hidden > 0, places, this.#number, {
      choose: (name, value, anew) => this.#choose(name, value, anew),
      add: (label) => this.#add(label, this.#input),
      remove: () => this.#removeChosen(),
      epoch: () => this.#learn(this.#points.length),
      again: () => this.#again(),
    });
  }

  /** @param {string} name @param {string | number} value @param {boolean} [anew] what was learned is forgotten */
  #choose(name, value, anew = false) {
    if (anew) this.#training.reset();
    this.address.set(name, value);
    if (anew) this.rebuild();
    else this.update();
  }

  /** @param {number} x @param {number} y */
  #put(x, y) {
    const tool = this.address.get('tool');
    if (tool === 'input') this.#setInput(x, y);
    else this.#add(tool === 'circle' ? 1 : 0, [x, y]);
  }

  /** @param {0 | 1} label @param {number[]} at */
  #add(label, at) {
    const [left, top] = at.map(tenth);
    const others = this.#points.filter((point) => point.x !== left || point.y !== top); // two targets for one input teach nothing
    const full = others.length >= MOST_POINTS;
    this.#warn(full ? this.say('full', { n: MOST_POINTS }) : '');
    if (!full) this.#edit([...others, { x: left, y: top, label }], { x: left, y: top });
  }

  #removeChosen() {
    const at = this.#selected < 0 ? this.#points.length - 1 : this.#selected;
    if (at >= 0) this.#edit(this.#points.toSpliced(at, 1));
  }

  /** @param {Point[]} points @param {{ x: number, y: number }} [input] */
  #edit(points, input) {
    const anew = points.length !== this.#points.length;
    this.#points = points;
    this.address.set('points', written(points));
    if (anew) this.#stage?.plane.points(points);
    else this.#stage?.plane.moved(points);
    if (points.length < MOST_POINTS) this.#warn('');
    if (input) this.#setInput(input.x, input.y);
    else this.update();
  }

  /** @param {number} i */
  #select(i) {
    this.#next = i;
    const { x, y } = this.#points[i];
    this.#setInput(x, y);
  }

  /** @param {number} x @param {number} y */
  #setInput(x, y) {
    this.address.set('x1', x);
    this.address.set('x2', y);
    for (const [name, value] of /** @type {const} */ ([
      ['x1', x],
      ['x2', y],
    ]))
      this.#moveSlider(name, value);
    this.update();
  }

  /** @param {string} name @param {number} value */
  #moveSlider(name, value) {
    const input = this.querySelector(`[data-control=${name}] input`);
    if (!(input instanceof HTMLInputElement)) return;
    input.max = String(Math.max(Number(input.max), value));
    input.min = String(Math.min(Number(input.min), value));
    input.value = String(value);
    input.dispatchEvent(new Event('change'));
  }

  /** @param {string} text */
  #warn(text) {
    if (!this.#stage) return;
    this.#stage.warning.textContent = text;
    this.#stage.warning.hidden = !text;
  }

  /** Learns so many points, the chosen one first. @param {number} count */
  #learn(count) {
    if (!this.#points.length) return this.#warn(this.say('none'));
    const rate = this.address.number('rate');
    let at = this.#selected < 0 ? this.#next % this.#points.length : this.#selected;
    let weights = this.#weights;
    for (let i = 0; i < count; i++) {
      const point = this.#points[at];
      if (this.#hidden) this.#training.descend(this.#network, point, rate);
      else weights = this.#training.learned(single(weights, this.#activation), point, rate);
      at = (at + 1) % this.#points.length;
      if (this.#training.counted(this.#points.length) && this.#hidden)
        this.#training.keepLoss(score(this.#network, this.#points).loss, MOST_EPOCHS);
    }
    if (!this.#hidden)
      WEIGHTS.forEach((name, i) => {
        const value = Math.max(-MOST_WEIGHT, Math.min(MOST_WEIGHT, weights[i]));
        this.address.set(name, value);
        this.#moveSlider(name, value);
      });
    this.#select(at);
  }

  #play() {
    if (!this.#points.length) return this.#warn(this.say('none'));
    if (this.#training.running) this.#training.stop();
    else if (this.#hidden) this.#training.everyFrame(() => this.#learn(EPOCHS_A_FRAME * this.#points.length));
    else this.#training.everyStep(() => this.#learn(1));
    this.update();
  }

  #again() {
    this.#training.reset(true);
    this.#next = 0;
    if (!this.#hidden)
      for (const name of WEIGHTS) {
        this.address.set(name, 0);
        this.#moveSlider(name, 0);
      }
    this.update();
  }

  update() {
    if (!this.#stage) return;
    const { say, language: lang } = this;
    const { plane, nodes, note, told, work, curve, learn, play, table } = this.#stage;
    const [network, input, selected] = [this.#network, this.#input, this.#selected];
    const number = this.#number;
    const target = selected < 0 ? null : this.#points[selected].label;
    const pass = forward(network, input);
    const gradients = target === null ? null : backward(network, pass, target);
    const flat = this.#activation === 'step';
    plane.show(network, input, selected, (value) => number(value, 1));
    diagram(nodes, lang, say, { network, pass, gradients, number });
    note.textContent = [
      say('nodesNote'),
      ...(target === null ? [say('nodesFree')] : flat ? [say('flat')] : []),
    ].join(' ');
    learn.textContent = say(selected < 0 ? 'takeNext' : 'take');
    play.textContent = say(this.#training.running ? 'pause' : 'play');
    const { loss, right } = score(network, this.#points);
    const values = { right, n: this.#points.length, loss: number(loss, 3), epoch: this.#training.epochs };
    told.textContent = this.#points.length ? say('told', values) : say('none');
    told.setAttribute('aria-live', this.#training.running ? 'off' : 'polite');
    const drawing = /** @type {Element} */ (plane.element.querySelector('svg'));
    pointTable(table, drawing, lang, say, { points: this.#points, network, number });
    if (this.#hidden) lossCurve(curve, lang, say, this.#training.losses, number);
    else
      work.replaceChildren(
        ...workings(say, (value) => number(value, 4), this.#activation, {
          weights: this.#weights,
          input,
          target,
          rate: this.address.number('rate'),
          ...this.#training.worked(network, input, target ?? 0, this.address.number('rate')),
        }),
      );
  }

  end() {
    this.#training.stop();
  }
}
