import { make } from '../../dom.js';
import { lineChart } from '../../figures/line.js';
import { nameOf, percent1 } from '../../figures/words.js';
import { button } from '../shell/controls.js';
import { NOTHING, cut, disturbed, moved, normal } from './disturb.js';

/** @typedef {import('./bars.js').Answer} Answer */

/** Frames that are watched: a second or two of a camera. */
export const FRAMES = 40;
/** Curves that are drawn: the lesser ones lie on one another. */
const CURVES = 2;

/** What a copy of a still differs by: half a pixel of the face, and grey levels. */
const JITTER = { pixels: 0.5, levels: 2 };

/**
 * A still as a camera that is held might have taken it once more.
 * @param {import('./disturb.js').Grey} frame
 * @param {import('./disturb.js').Square} square of the face
 * @param {number} n the same number gives the same copy
 */
export function copyOf(frame, square, n) {
  const random = normal(7 + n);
  const [dx, dy] = [random(), random()].map((by) => JITTER.pixels * Math.max(-1, Math.min(1, by)));
  const copy = cut(frame, moved(square, { ...NOTHING, dx, dy }));
  return disturbed(copy, { ...NOTHING, noise: JITTER.levels }, n + 1);
}

/** How far the answer moves from frame to frame when nothing changes. */
export class Spread {
  element = make('div', { class: 'spread' });
  watching = false;
  #say;
  #lang;
  #chart = make('div', { 'data-figure': 'spread' });
  #told = make('p', { role: 'status', class: 'so' });
  #button;
  /** @type {Answer[]} */
  #answers = [];

  /** @param {'en' | 'fr'} lang @param {import('../shell/words.js').Say} say @param {() => void} onStart */
  constructor(lang, say, onStart) {
    this.#lang = lang;
    this.#say = say;
    this.#button = button('collect', say('collect', { n: FRAMES }), () => {
      if (this.watching) return this.stop();
      this.watching = true;
      this.#answers = [];
      this.#button.textContent = say('stop');
      onStart();
    });
    const note = make('p', { class: 'quiet' }, say('spreadNote'));
    this.element.append(note, make('div', {}, this.#button), this.#told, this.#chart);
  }

  stop() {
    this.watching = false;
    this.#button.textContent = this.#say('collect', { n: FRAMES });
  }

  /** @param {Answer} answer @param {boolean} live whether it is of a camera */
  add(answer, live) {
    if (!this.watching) return;
    this.#answers.push(answer);
    if (this.#answers.length < FRAMES) {
      this.#button.textContent = this.#say('collecting', { i: this.#answers.length, n: FRAMES });
      return;
    }
    this.stop();
    this.#show(live);
  }

  /** @param {boolean} live */
  #show(live) {
    const answers = this.#answers;
    const { labels } = answers[0];
    const curves = labels
      .map((label, i) => {
        const values = answers.map(({ probabilities }) => probabilities[i]);
        return { label, values, mean: values.reduce((a, b) => a + b) / values.length };
      })
      .sort((a, b) => b.mean - a.mean);
    const [first] = curves;
    const percent = percent1(this.#lang);
    this.#told.textContent = this.#say(live ? 'ofCamera' : 'ofStill', {
      n: answers.length,
      label: nameOf(this.#lang, first.label),
      times: answers.filter(({ label }) => label === first.label).length,
      low: percent(Math.min(...first.values)),
      high: percent(Math.max(...first.values)),
    });
    lineChart(this.#chart, {
      lang: this.#lang,
      label: this.#say('spreadLabel'),
      x: { name: this.#say('frame') },
      y: {
        ...{ name: this.#say('probability'), from: 0, to: 1, step: 0.25 },
        tick: new Intl.NumberFormat(this.#lang, { style: 'percent' }).format,
        value: percent,
      },
      lines: curves.slice(0, CURVES).map(({ label, values }, i) => ({
        name: nameOf(this.#lang, label),
        values,
        strong: i === 0,
        dashed: i > 0,
      })),
      folded: true,
      size: [640, 340],
    });
  }
}
