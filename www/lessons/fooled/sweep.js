// One disturbance from end to end, all others off: how far the answer holds.
import { make } from '../../dom.js';
import { lineChart } from '../../figures/line.js';
import { nameOf } from '../../figures/words.js';
import { button } from '../shell/controls.js';
import { NAMES, RANGES, strengthText } from './controls.js';
import { NOTHING, cut, disturbed, moved, moves } from './disturb.js';

/** @typedef {import('./disturb.js').Disturbance} Disturbance */
/** @typedef {import('./bars.js').Answer} Answer */
/** @typedef {{ name: string, strengths: number[], answers: Answer[] }} Swept */

/** More places than this make the curve no smoother. */
const MOST = 40;

/** @param {string} name */
export function strengthsOf(name) {
  const [min, max, step] = RANGES[name];
  const steps = Math.round((max - min) / step);
  const stride = Math.ceil(steps / MOST);
  return Array.from(
    { length: Math.floor(steps / stride) + 1 },
    (_, i) => Math.round(100 * (min + i * stride * step)) / 100,
  );
}

/** One strength alone; the height of a bar wants a bar. @param {string} name @param {number} strength @param {Disturbance['bar']} bar @returns {Disturbance} */
export const alone = (name, strength, bar) => ({
  ...NOTHING,
  bar: name !== 'tall' ? 'none' : bar === 'none' ? 'mouth' : bar,
  [name]: strength,
});

/**
 * How far from the usual strength the answer stays what it is there.
 * @param {number[]} strengths
 * @param {string[]} labels the answer at each
 * @param {number} usual at which nothing is disturbed
 */
export function heldFrom(strengths, labels, usual) {
  const start = strengths.indexOf(usual);
  const label = labels[start];
  let [from, to] = [start, start];
  while (labels[from - 1] === label) from--;
  while (labels[to + 1] === label) to++;
  return { label, from: strengths[from], to: strengths[to] };
}

/** The strength at which a disturbance does nothing. @param {string} name */
export const usualOf = (name) => (name === 'tall' ? 0 : /** @type {Record<string, any>} */ (NOTHING)[name]);

/** Which disturbance is swept, its curve, and what it comes to. */
export class Sweep {
  element = make('div', { class: 'swept' });
  #chart = make('div', { 'data-figure': 'sweep' });
  #told = make('p', { class: 'so', role: 'status' });
  #select;
  #options;
  #run = new AbortController();
  /** @type {Swept | null} */
  #shown = null;

  /**
   * @param {object} options
   * @param {'en' | 'fr'} options.lang
   * @param {import('../shell/words.js').Say} options.say
   * @param {string} options.name of the disturbance that is swept
   * @param {() => Disturbance} options.now what the sliders say
   * @param {() => { crop: Uint8ClampedArray, square: import('./disturb.js').Square, frame: import('./disturb.js').Grey } | null} options.scene
   * @param {(face: Uint8ClampedArray) => Promise<Answer | null>} options.ask
   * @param {(name: string) => void} options.onChoose
   */
  constructor(options) {
    this.#options = options;
    const { say, name, onChoose } = options;
    this.#select = make(
      'select',
      {
        onchange: () => {
          onChoose(this.#select.value);
          this.run();
        },
      },
      ...NAMES.map((value) => make('option', { value, selected: value === name }, say(value))),
    );
    this.element.append(
      make('p', { class: 'quiet' }, say('sweepNote')),
      make(
        'div',
        { class: 'settings' },
        make('label', { class: 'labelled' }, make('span', {}, say('swept')), this.#select),
        button('again', say('again'), () => this.run()),
      ),
      this.#told,
      this.#chart,
    );
  }

  get shown() {
    return this.#shown !== null;
  }

  /** A slider has moved: its disturbance is swept, or the mark on its curve moves. @param {string} name */
  follow(name) {
    const known = this.#shown?.name === name && name !== 'tall'; // another bar, another curve
    if (this.#select.value !== name) this.#options.onChoose(name);
    this.#select.value = name;
    if (known) this.#draw();
    else this.run();
  }

  /** Sweeps the face in sight; what is under way is given up. */
  async run() {
    this.stop();
    const { signal } = this.#run;
    const scene = this.#options.scene();
    if (!scene) return;
    const name = this.#select.value;
    const strengths = strengthsOf(name);
    const { bar } = this.#options.now();
    const answers = [];
    for (const strength of strengths) {
      const disturbance = alone(name, strength, bar);
      const { crop, square, frame } = scene;
      const face = disturbed(moves(disturbance) ? cut(frame, moved(square, disturbance)) : crop, disturbance);
      const answer = await this.#options.ask(face).catch(() => null); // without a network, the answer above says so
      if (signal.aborted || !answer) return;
      answers.push(answer);
    }
    this.#shown = { name, strengths, answers };
    this.#draw();
  }

  stop() {
    this.#run.abort();
    this.#run = new AbortController();
  }

  #draw() {
    if (!this.#shown) return;
    const { say, lang } = this.#options;
    const { name, strengths, answers } = this.#shown;
    const [write, usual] = [strengthText(say, lang), usualOf(name)];
    const kept = heldFrom(
      strengths,
      answers.map(({ label }) => label),
      usual,
    );
    const of = answers[0].labels.indexOf(kept.label);
    const label = nameOf(lang, kept.label);
    const [min, max] = [strengths[0], strengths[strengths.length - 1]];
    const now = /** @type {Record<string, any>} */ (this.#options.now())[name];
    lineChart(this.#chart, {
      ...{ lang, folded: true, size: [640, 340], label: say('sweepLabel', { label, name: say(name) }) },
      x: {
        name: say(name),
        values: strengths,
        ticks: [0, 0.25, 0.5, 0.75, 1].map((by) => strengths[Math.round(by * (strengths.length - 1))]),
        text: (at) => write(name, at),
      },
      y: {
        ...{ name: '', from: 0, to: 1, step: 0.25 },
        tick: new Intl.NumberFormat(lang, { style: 'percent' }).format,
      },
      lines: [
        { values: answers.map(({ probabilities }) => probabilities[of]), name: label, strong: true },
        {
          values: answers.map(({ probabilities }) =>
            Math.max(...Array.from(probabilities).filter((_, i) => i !== of)),
          ),
          ...{ name: say('next highest'), dashed: true },
        },
      ],
      marks:
        now === usual || (name === 'tall' && this.#options.now().bar === 'none')
          ? []
          : [{ x: now, name: say('now') }],
    });
    const [from, to] = [kept.from, kept.to].map((at) => write(name, at));
    const [low, high] = [kept.from === min, kept.to === max];
    const key = low && high ? 'heldWhole' : low ? 'heldTo' : high ? 'heldFrom' : 'heldBetween';
    const told = say(key, { label, name: say(name), from, to });
    if (this.#told.textContent !== told) this.#told.textContent = told;
  }
}
