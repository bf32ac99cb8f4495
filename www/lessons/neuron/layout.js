import { make } from '../../dom.js';
import { button, choice, select, slider } from '../shell/controls.js';
import { SETS } from './points.js';
import { thousandth } from './training.js';

/** @typedef {import('../shell/words.js').Say} Say */
/** @typedef {Record<'plane' | 'nodes' | 'note' | 'table' | 'work' | 'curve' | 'told' | 'warning' | 'learn' | 'play', HTMLElement>} Places */
/**
 * @typedef {object} Acts
 * @property {(name: string, value: string | number, anew?: boolean) => void} choose
 * @property {(label: 0 | 1) => void} add
 * @property {() => void} remove
 * @property {() => void} epoch
 * @property {() => void} again
 */

/**
 * The panels of the lesson, with the places that its figures are drawn in.
 * @param {Say} say
 * @param {import('../shell/address.js').Address} address
 * @param {boolean} hidden whether there is a hidden layer
 * @param {Places} places
 * @param {(value: number, digits: number) => string} number
 * @param {Acts} acts
 */
export function layout(say, address, hidden, places, number, acts) {
  const among = (/** @type {string} */ name, /** @type {string[]} */ values, anew = false) =>
    choice(
      name,
      say(name),
      values.map((value) => [value, say(value)]),
      address.get(name),
      (value) => acts.choose(name, value, anew),
    );
  const range = (/** @type {string} */ name, /** @type {number} */ most, min = -most) =>
    slider(
      name,
      say(name),
      { value: address.number(name), min, max: most, step: 0.1, text: (value) => number(value, 3) },
      (value) => acts.choose(name, thousandth(value)),
    );
  const panel = (/** @type {string} */ control, /** @type {string} */ title, /** @type {Node[]} */ nodes) =>
    make('section', { class: 'panel', 'data-control': control }, make('h2', {}, say(title)), ...nodes);
  const sliders = (/** @type {string[]} */ names, /** @type {number} */ most) =>
    make('div', { class: 'sliders' }, ...names.map((name) => range(name, most)));
  const edit = [
    button('add-circle', say('addCircle'), () => acts.add(1)),
    button('add-square', say('addSquare'), () => acts.add(0)),
    button('remove', say('remove'), acts.remove),
  ];
  const steps = [
    places.learn,
    button('epoch', say('epoch'), acts.epoch),
    places.play,
    button('again', say('again'), acts.again),
  ];
  return [
    make(
      'div',
      { class: 'settings' },
      among('net', ['one', 'two', 'four'], true),
      among('activation', ['step', 'sigmoid', 'relu'], true),
    ),
    make(
      'div',
      { class: 'neuron-lesson' },
      panel('neuron', hidden ? 'layer' : 'neuron', [
        places.nodes,
        places.note,
        ...(hidden ? [] : [sliders(['w0', 'w1', 'w2'], 3)]),
        sliders(['x1', 'x2'], 1),
      ]),
      panel('plane', hidden ? 'planeLayer' : 'plane', [
        places.plane,
        make('p', { class: 'quiet', 'data-control': 'colours' }, say('colours')),
        make(
          'div',
          { class: 'settings' },
          sets(say, address.get('points'), (text) => acts.choose('points', text, true)),
          among('tool', ['input', 'circle', 'square']),
          make('div', { class: 'pair', 'data-control': 'edit' }, ...edit),
        ),
        places.warning,
        places.table,
      ]),
      panel('learn', hidden ? 'learnLayer' : 'learn', [
        make('div', { class: 'settings' }, range('rate', 2, 0.1), make('div', { class: 'steps' }, ...steps)),
        places.told,
        hidden ? places.curve : places.work,
      ]),
    ),
  ];
}

/** @param {Say} say @param {string} text the points of the moment @param {(text: string) => void} onChoice */
function sets(say, text, onChoice) {
  const names = Object.keys(SETS);
  const chosen = names.find((name) => SETS[name] === text);
  const options = names.map((value) => /** @type {[string, string]} */ ([value, say(`points-${value}`)]));
  if (!chosen) options.unshift(['own', say('own')]);
  return select('points', say('set'), options, chosen ?? 'own', (name) => onChoice(SETS[name] ?? text));
}
