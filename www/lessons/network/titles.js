// What layers, units and terms are called.
import { FACE } from '../shell/look.js';
import { fourDigits } from './panel.js';
import { nameOf } from '../../figures/words.js';
import { pooledSide } from './sums.js';

/** @typedef {import('../shell/words.js').Say} Say */
/** @typedef {import('./sums.js').Layer} Layer */
/** @typedef {import('./sums.js').Unit} Unit */

/** @param {Say} say @param {'en' | 'fr'} lang @param {Layer[]} layers @param {import('./weights.js').Weights} weights @param {Unit} unit */
export function unitTitle(say, lang, layers, { labels }, { layer, map, x, y }) {
  const { kind, name } = layers[layer];
  if (kind === 'input') return say('inputUnit', { x: x + 1, y: y + 1 });
  if (kind === 'conv') return say('convUnit', { name, map: map + 1, x: x + 1, y: y + 1 });
  if (name !== 'logits') return say('denseUnit', { name, map: map + 1 });
  // A second head's logits follow the first's.
  return say(map < labels.length ? 'logitUnit' : 'votesUnit', {
    label: nameOf(lang, labels[map % labels.length]),
  });
}

/** What a term of a unit's sum is called. @param {Say} say @param {Layer[]} layers @param {Unit} unit @param {number} from */
export function termName(say, layers, { layer }, from) {
  const [{ kind }, previous] = [layers[layer], layers[layer - 1]];
  if (kind === 'conv') return previous.kind === 'input' ? say('termFace') : say('termMap', { map: from + 1 });
  if (previous.kind === 'dense') return say('termUnit', { map: from + 1 });
  const side = pooledSide(previous);
  const map = Math.floor(from / (side * side)) + 1;
  const [x, y] = [(from % side) + 1, (Math.floor(from / side) % side) + 1];
  return side > 1 ? say('termPlace', { map, x, y }) : say('termMap', { map });
}

/** @param {Say} say @param {Layer} layer */
export function layerTitle(say, layer) {
  const { kind, name, maps, side, kernel, pool } = layer;
  if (kind === 'input') return say('input', { side });
  if (kind === 'dense') return say(name === 'logits' ? 'logitsLayer' : 'denseLayer', { name, maps });
  const text = say('convLayer', { name, maps, side, kernel });
  return pool > 1 ? say('pooled', { text, pooled: pooledSide(layer) }) : text;
}

/**
 * How a pixel becomes the network's input (crate/src/image/face.rs).
 * @param {Say} say
 * @param {'en' | 'fr'} lang
 * @param {Uint8ClampedArray} crop
 * @param {Unit} unit
 */
export function pixelWords(say, lang, crop, { x, y }) {
  const mean = crop.reduce((sum, pixel) => sum + pixel, 0) / crop.length;
  const deviation = Math.sqrt(crop.reduce((sum, pixel) => sum + (pixel - mean) ** 2, 0) / crop.length);
  const grey = crop[y * FACE + x];
  const { format } = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 });
  const value = fourDigits(lang)((grey - mean) / (deviation + 4));
  return say('pixel', { grey, mean: format(mean), deviation: format(deviation), value });
}
