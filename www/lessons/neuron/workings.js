import { make } from '../../dom.js';

/** @typedef {{ weights: number[], input: number[], sum: number, y: number, target: number | null, push: number, rate: number,
 *   after: number[] }} Work */

const amount = (/** @type {string} */ text) => make('td', { class: 'amount' }, text);

/**
 * The sum of one neuron written out, and how one point changes its weights. Weights and changes have three digits, inputs
 * one: what is printed adds up.
 * @param {import('../shell/words.js').Say} say
 * @param {(value: number) => string} number all digits
 * @param {'step' | 'sigmoid' | 'relu'} activation
 * @param {Work} work
 */
export function workings(say, number, activation, { weights, input, sum, y, target, push, rate, after }) {
  const names = ['w₀', 'w₁ x₁', 'w₂ x₂'];
  const inputs = [1, ...input];
  const signed = (/** @type {number} */ value) => (value < 0 ? `(${number(value)})` : number(value));
  const learns = target !== null;
  const heads = ['term', 'product', ...(learns ? ['change', 'afterwards'] : [])];
  const rows = weights.map((w, i) => {
    const product = Math.round(w * inputs[i] * 1e4) / 1e4;
    const by = Math.round((after[i] - w) * 1000) / 1000;
    const exact = rate * push * inputs[i];
    const equals = Math.abs(exact - by) < 1e-9 ? '=' : '≈';
    return make(
      'tr',
      {},
      make('th', { scope: 'row' }, names[i]),
      amount(i ? `${signed(w)} × ${signed(inputs[i])} = ${number(product)}` : number(w)),
      ...(learns
        ? [
            amount(`${number(rate)} × ${signed(push)} × ${signed(inputs[i])} ${equals} ${number(by)}`),
            amount(number(after[i])),
          ]
        : []),
    );
  });
  const total = make(
    'tr',
    { class: 'strong' },
    make('th', { scope: 'row' }, `Σ`),
    amount(number(sum)),
    ...(learns ? [make('td'), make('td')] : []),
  );
  const table = make(
    'table',
    { class: 'sum-table' },
    make('thead', {}, make('tr', {}, ...heads.map((head) => make('th', { scope: 'col' }, say(head))))),
    make('tbody', {}, ...rows, total),
  );
  const answer = say(`answer-${activation}`, { sum: number(sum), y: number(y) });
  const values = { target: target ?? 0, y: number(y), push: number(push), rate: number(rate) };
  return [
    make('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': say('workings') }, table),
    make('p', { class: 'so' }, answer),
    make(
      'p',
      { class: 'quiet' },
      learns ? say(push === 0 ? 'noChange' : `rule-${activation}`, values) : say('noTarget'),
    ),
  ];
}
