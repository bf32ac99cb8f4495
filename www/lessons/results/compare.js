import { make } from '../../dom.js';
import { compare } from '../../data/measure.js';
import { whole } from '../../figures/words.js';

/** @typedef {import('./own.js').Own} Own */

/**
 * Two networks on the same pictures, by McNemar's test; or what is needed for it.
 * @param {import('../shell/words.js').Say} say
 * @param {import('../../figures/words.js').Lang} lang
 * @param {[string, string]} names
 * @param {[Own | null, Own | null]} answers on one dataset
 * @returns {Node[]}
 */
export function comparison(say, lang, [first, second], [a, b]) {
  if (!a || !b) return [make('p', {}, say('compareNeeds'))];
  if (a.measured.labels.join() !== b.measured.labels.join()) return [make('p', {}, say('compareLabels'))];
  const right = (/** @type {Own} */ { read, truths }) => read.map((label, i) => label === truths[i]);
  const { both, onlyFirst, onlySecond, neither, p } = compare(right(a), right(b));
  const number = whole(lang);
  const [yes, no] = ['isRight', 'isWrong'].map((key) => (/** @type {string} */ name) => say(key, { name }));
  const head = (/** @type {string} */ text, scope = 'row') => make('th', { scope }, text);
  const table = make(
    'table',
    { class: 'mcnemar' },
    make('caption', { class: 'unseen' }, say('compare')),
    make('thead', {}, make('tr', {}, make('td'), head(yes(second), 'col'), head(no(second), 'col'))),
    make(
      'tbody',
      {},
      make(
        'tr',
        {},
        head(yes(first)),
        make('td', {}, number(both)),
        make('td', { class: 'differs' }, number(onlyFirst)),
      ),
      make(
        'tr',
        {},
        head(no(first)),
        make('td', { class: 'differs' }, number(onlySecond)),
        make('td', {}, number(neither)),
      ),
    ),
  );
  const digits = { minimumFractionDigits: 4, maximumFractionDigits: 4 };
  const written =
    p < 1e-4 ? `p < ${decimal(lang, 0.0001)}` : `p = ${new Intl.NumberFormat(lang, digits).format(p)}`;
  const judged = say(p < 0.05 ? 'moreThanChance' : 'withinChance', { p: written });
  return [table, make('p', { class: 'judged' }, judged), make('p', { class: 'quiet' }, say('compareNote'))];
}

/** @param {import('../../figures/words.js').Lang} lang @param {number} value */
const decimal = (lang, value) => new Intl.NumberFormat(lang, { maximumFractionDigits: 4 }).format(value);
