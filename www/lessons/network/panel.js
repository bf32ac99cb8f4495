import { make } from '../../dom.js';
import { paintSigned, reach } from '../../figures/signed.js';

/** @typedef {import('./sums.js').Layer} Layer */
/** @typedef {import('./sums.js').Sum} Sum */

/** Terms that are listed one by one; the others are added up. */
const SLOTS = 6;
const DIGITS = 4;

/** @param {string} lang */
export function fourDigits(lang) {
  const { format } = new Intl.NumberFormat(lang, {
    minimumFractionDigits: DIGITS,
    maximumFractionDigits: DIGITS,
  });
  return (/** @type {number} */ value) =>
    format(value)
      .replace('-', '−')
      .replace(/^−(0[.,]0+)$/, '$1');
}

const printed = (/** @type {number} */ value) => Math.round(value * 10 ** DIGITS) / 10 ** DIGITS;

/** The sum of one unit, opened: its largest terms, the others, the bias, the total; and one term's window. */
export class UnitPanel {
  element = make('div', { class: 'unit-sum' });
  /** The term whose window is open; null for the largest. @type {number | null} */
  term = null;
  #layer;
  #say;
  #number;
  #onDown;
  #onTerm;
  #nameOf;
  #rows;
  #cells;
  #ends;
  #window = make('p', { class: 'quiet' });
  #told = make('p', { class: 'quiet told-term', role: 'status' });
  /** The terms that the rows show. @type {number[]} */
  #shown = [];
  /** @type {Sum | null} */
  #sum = null;

  /**
   * @param {Layer} layer
   * @param {import('../shell/words.js').Say} say
   * @param {object} options
   * @param {string} options.lang
   * @param {(from: number) => string} options.nameOf a term
   * @param {(from: number, k: number) => void} options.onDown goes to where a product comes from
   * @param {() => void} options.onTerm another term's window is open
   */
  constructor(layer, say, { lang, nameOf, onDown, onTerm }) {
    this.#layer = layer;
    this.#say = say;
    this.#number = fourDigits(lang);
    this.#nameOf = nameOf;
    this.#onDown = onDown;
    this.#onTerm = onTerm;
    const slots = Math.min(SLOTS, layer.inputs);
    this.#rows = Array.from({ length: slots }, (_, i) => this.#row(() => this.#take(i)));
    this.#ends = Object.fromEntries(
      ['others', 'bias', 'rounding', 'total', 'relu'].map((key) => [
        key,
        this.#row(null, say(key, { n: layer.inputs - slots })),
      ]),
    );
    this.#ends.others.element.hidden = layer.inputs <= SLOTS;
    this.#ends.relu.element.hidden = layer.name === 'logits';
    this.#ends.total.element.classList.add('total-row');
    this.#ends.relu.element.classList.add('total-row');
    this.#cells =
      layer.kind === 'conv' ? Array.from({ length: layer.kernel ** 2 }, (_, k) => this.#cell(k)) : [];
    const grid = make('div', { class: 'products' }, ...this.#cells);
    grid.style.setProperty('--kernel', String(layer.kernel));
    const caption = make('caption', { class: 'unseen' }, say('sumCaption'));
    const body = make(
      'tbody',
      {},
      ...[...this.#rows, ...Object.values(this.#ends)].map(({ element }) => element),
    );
    this.element.append(
      make('table', { class: 'terms' }, caption, body),
      ...(this.#cells.length ? [this.#window, grid, this.#told] : []),
    );
  }

  /** @param {(() => void) | null} onClick @param {string} [text] */
  #row(onClick, text = '') {
    const name = onClick
      ? make('button', { type: 'button', class: 'term', onclick: onClick })
      : make('span', {}, text);
    const [bar, value, image] = [
      make('span', { class: 'signed-bar' }),
      make('td', { class: 'amount' }),
      make('canvas', { class: 'pixels' }),
    ];
    const element = make(
      'tr',
      {},
      make('th', { scope: 'row' }, name),
      make(
        'td',
        { class: 'bar-cell', 'aria-hidden': 'true' },
        ...(onClick && this.#layer.kind === 'conv' ? [image] : []),
        bar,
      ),
      value,
    );
    return { element, name, bar, value, image };
  }

  /** @param {number} k */
  #cell(k) {
    const cell = make('button', { type: 'button', onclick: () => this.#onDown(this.#open, k) });
    const tell = () => (this.#told.textContent = cell.getAttribute('aria-label'));
    cell.addEventListener('pointerenter', tell);
    cell.addEventListener('focus', tell);
    return cell;
  }

  /** The term whose window is open. */
  get #open() {
    return this.term ?? this.#shown[0] ?? 0;
  }

  get open() {
    return this.#open;
  }

  /** @param {number} slot */
  #take(slot) {
    const from = this.#shown[slot];
    if (this.#layer.kind === 'dense') return this.#onDown(from, 0);
    this.term = from;
    if (this.#sum) this.show(this.#sum);
    this.#onTerm();
  }

  /** @param {Sum} sum */
  show(sum) {
    this.#sum = sum;
    const { terms, bias, total, value } = sum;
    const order = terms.map((_, i) => i).sort((a, b) => Math.abs(terms[b].sum) - Math.abs(terms[a].sum));
    this.#shown = order.slice(0, this.#rows.length);
    const others = order.slice(this.#rows.length).reduce((all, i) => all + terms[i].sum, 0);
    const lines = [...this.#shown.map((i) => terms[i].sum), others, bias];
    const most = Math.max(...lines.map(Math.abs), 1e-9);
    // What is printed adds up to what is printed, or the difference is printed, too.
    const rounding = printed(total) - printed(lines.reduce((all, line) => all + printed(line), 0));
    this.#rows.forEach((row, slot) => {
      const from = this.#shown[slot];
      const { weights } = terms[from];
      if (row.name.textContent !== this.#nameOf(from)) {
        row.name.textContent = this.#nameOf(from);
        if (this.#cells.length) paintSigned(row.image, weights, this.#layer.kernel, reach(weights));
      }
      if (this.#cells.length) row.name.setAttribute('aria-pressed', String(from === this.#open));
      this.#fill(row, terms[from].sum, most);
    });
    this.#fill(this.#ends.others, others, most);
    this.#fill(this.#ends.bias, bias, most);
    this.#ends.rounding.element.hidden = Math.abs(rounding) < 10 ** -DIGITS / 2;
    this.#fill(this.#ends.rounding, rounding, 0);
    this.#fill(this.#ends.total, total, 0);
    this.#fill(this.#ends.relu, value, 0);
    if (this.#cells.length) this.#showWindow(terms[this.#open]);
  }

  /** @param {{ bar: HTMLElement, value: HTMLElement }} row @param {number} value @param {number} most */
  #fill({ bar, value: cell }, value, most) {
    cell.textContent = this.#number(value);
    bar.hidden = !most;
    bar.className = `signed-bar ${value < 0 ? 'below' : 'above'}`;
    bar.style.setProperty('--share', String(most ? Math.abs(value) / most : 0));
  }

  /** @param {Sum['terms'][number]} term */
  #showWindow({ from, values, weights, sum }) {
    this.#window.textContent = this.#say('windowOf', { name: this.#nameOf(from), sum: this.#number(sum) });
    const most = Math.max(...values.map((value, k) => Math.abs(value * weights[k])), 1e-9);
    this.#cells.forEach((cell, k) => {
      const product = values[k] * weights[k];
      const [value, weight, text] = [values[k], weights[k], product].map(this.#number);
      cell.textContent = text;
      cell.setAttribute('aria-label', this.#say('product', { value, weight, product: text }));
      cell.className = product < 0 ? 'below' : product > 0 ? 'above' : '';
      cell.style.setProperty('--weight', String(Math.abs(product) / most));
    });
  }
}
