// What the command line measured: accuracy on test pictures disturbed as webcams disturb them.
import { make } from '../../dom.js';
import { intervals } from '../../figures/intervals.js';
import { wilson } from '../shell/reports.js';
import { words } from './words.js';

/** @typedef {import('../shell/reports.js').Report} Report */
/** @typedef {import('../shell/words.js').Say} Say */

/** The word of the lesson for what a report calls it, which goes on with its strength. @param {string} name */
const keyOf = (name) =>
  Object.keys(words.en).find((key) => key.startsWith('under ') && `under ${name}`.startsWith(key)) ??
  'disturbance';

/** As it is printed, in points. @param {number} share */
const points = (share) => Math.round(1000 * share) / 10;

/** One network, with 95 % intervals, the least harm first. @param {Report} report @param {Say} say @param {'en' | 'fr'} lang */
export function measuredTable({ n, accuracy, disturbed = {} }, say, lang) {
  const row = (/** @type {string} */ key, /** @type {number} */ share) => ({
    ...{ name: say(key), share, interval: wilson(share * n, n) },
  });
  const rows = Object.entries(disturbed)
    .sort(([, a], [, b]) => b - a)
    .map(([name, share]) => row(keyOf(name), share));
  const heads = { name: say('disturbance'), share: say('right') };
  const axis = { from: 0.45, to: 0.75, step: 0.1 };
  return intervals(lang, heads, [{ ...row('asTheyAre', accuracy), strong: true }, ...rows], axis);
}

/**
 * The points that each network loses, of the figures as they are printed, so that they add up.
 * @param {[name: string, report: Report][]} networks
 * @param {string} chosen
 * @param {Say} say
 * @param {'en' | 'fr'} lang
 */
export function lostTable(networks, chosen, say, lang) {
  const { format } = new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const strong = (/** @type {string} */ name) => ({ class: name === chosen ? 'strong' : false });
  const [[, first]] = networks;
  const rows = Object.entries(first.disturbed ?? {})
    .sort(([, a], [, b]) => b - a)
    .map(([name]) =>
      make(
        'tr',
        {},
        make('th', { scope: 'row' }, say(keyOf(name).replace('under', 'short'))),
        ...networks.map(([network, { accuracy, disturbed = {} }]) =>
          make('td', strong(network), format(points(accuracy) - points(disturbed[name]))),
        ),
      ),
    );
  const heads = networks.map(([name]) => make('th', { scope: 'col', ...strong(name) }, say(`short ${name}`)));
  return make(
    'table',
    { class: 'lost' },
    make('caption', {}, say('lost')),
    make('thead', {}, make('tr', {}, make('td'), ...heads)),
    make('tbody', {}, ...rows),
  );
}
