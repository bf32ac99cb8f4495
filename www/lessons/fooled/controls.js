// The sliders of the disturbances, and the strengths at which the command line measures a checkpoint.
import { make } from '../../dom.js';
import { button, slider } from '../shell/controls.js';

/** @typedef {import('./disturb.js').Disturbance} Disturbance */

/** Sliders by name: from, to, step, and what their numbers are. @type {Record<string, [min: number, max: number, step: number, unit: string]>} */
export const RANGES = {
  dx: [-12, 12, 1, 'px'],
  dy: [-12, 12, 1, 'px'],
  scale: [0.6, 1.6, 0.05, '%'],
  roll: [-60, 60, 5, '°'],
  light: [0.1, 3, 0.1, '%'],
  side: [-1, 1, 0.1, '%'],
  contrast: [0.1, 3, 0.1, '%'],
  blur: [0, 4, 0.25, 'px'],
  noise: [0, 48, 0.5, 'levels'],
  tall: [0, 16, 1, 'px'],
};
export const NAMES = Object.keys(RANGES);

/** By a word of the report (`crate/src/cli/disturb.rs`); crop noise at its strongest. @type {Record<string, Partial<Disturbance>>} */
export const MEASURED = {
  'crop noise': { dx: 2, dy: 2, scale: 1.15, roll: 10 },
  blur: { blur: 1 },
  'low light': { light: 0.2, noise: 1.5 },
  'light from one side': { side: 1 },
  'camera noise': { noise: 8 },
};

/** How a strength is written. @param {import('../shell/words.js').Say} say @param {'en' | 'fr'} lang */
export const strengthText = (say, lang) => (/** @type {string} */ name, /** @type {number} */ value) => {
  const unit = RANGES[name][3];
  const { format } = new Intl.NumberFormat(lang, {
    ...(unit === '%' ? { style: 'percent' } : { maximumFractionDigits: 2 }),
  });
  const n = format(value).replace('-', '−');
  return unit === '%' ? n : unit === '°' ? `${n}°` : say(unit, { n });
};

/**
 * @param {string} name
 * @param {number} value
 * @param {import('../shell/words.js').Say} say
 * @param {'en' | 'fr'} lang
 * @param {(name: string, value: number) => void} onInput
 */
export function strengthSlider(name, value, say, lang, onInput) {
  const [min, max, step] = RANGES[name];
  const write = strengthText(say, lang);
  const range = { value, min, max, step, text: (/** @type {number} */ at) => write(name, at) };
  return slider(name, say(name), range, (at) => onInput(name, Math.round(100 * at) / 100));
}

/** @param {import('../shell/words.js').Say} say @param {(set: Partial<Disturbance>) => void} onSet all others are off */
export const strengths = (say, onSet) =>
  make(
    'div',
    { class: 'strengths', role: 'group', 'aria-label': say('asMeasured'), 'data-control': 'strengths' },
    make('span', { class: 'quiet', 'aria-hidden': 'true' }, say('asMeasured')),
    ...Object.entries(MEASURED).map(([key, set]) =>
      button(`set-${key.replaceAll(' ', '-')}`, say(`short ${key}`), () => onSet(set)),
    ),
  );
