// What stands on and under the pictures: the window, the scale, the sum written out.
import { make } from '../../dom.js';
import { button } from '../shell/controls.js';

/** Milliseconds from window to window. */
const PACE = 350;

/** The frame round a window. */
export const marker = () => make('span', { class: 'marker', 'aria-hidden': 'true' });

/** @param {HTMLElement} mark @param {number} x in pixels of the picture @param {number} y @param {number} side @param {number} of the picture's side */
export function place(mark, x, y, side, of) {
  mark.style.setProperty('--x', String(x / of));
  mark.style.setProperty('--y', String(y / of));
  mark.style.setProperty('--side', String(side / of));
}

/** The colours of the feature map, with the values of their ends. @param {string} lang */
export function legend(lang) {
  const [low, zero, high] = ['', '0', ''].map((text) => make('span', {}, text));
  const number = new Intl.NumberFormat(lang, { maximumSignificantDigits: 4 }).format;
  const element = make(
    'div',
    { class: 'legend' },
    make('span', { class: 'ramp', 'aria-hidden': 'true' }),
    low,
    zero,
    high,
  );
  return {
    element,
    /** @param {number} most */
    show(most) {
      low.textContent = `−${number(most)}`;
      high.textContent = number(most);
    },
  };
}

/**
 * Pixels times kernel is products, and their sum.
 * @param {import('../shell/words.js').Say} say
 * @param {number} side
 */
export function workings(say, side) {
  const [pixels, kernel, products] = ['pixels', 'laid', 'products'].map((key) => grid(say(key), side, key));
  const sum = make('output', { class: 'total' });
  const sign = (/** @type {string} */ text) => make('span', { class: 'sign', 'aria-hidden': 'true' }, text);
  const element = make(
    'div',
    { class: `workings of-${side}` },
    pixels.element,
    sign('×'),
    kernel.element,
    sign('='),
    products.element,
    sign('Σ'),
    make('figure', {}, sum, make('figcaption', {}, say('sum'))),
  );
  return {
    element,
    /** @param {ReturnType<typeof import('./convolve.js').productsAt>} terms @param {number[]} laid @param {string} lang */
    show(terms, laid, lang) {
      const { format } = new Intl.NumberFormat(lang, { maximumFractionDigits: 4 });
      const text = (/** @type {number} */ value) => format(value).replace('-', '−');
      pixels.show(terms.pixels, text, (value) => `${(100 * value) / 255}%`);
      kernel.show(laid, text);
      products.show(terms.products, text);
      sum.textContent = text(terms.sum);
    },
  };
}

/** Steps by itself until it is stopped. @param {() => void} step */
export function player(step) {
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let timer;
  return {
    /** @param {string} play @param {string} pause */
    button(play, pause) {
      const show = () => {
        const label = timer === undefined ? play : pause;
        element.textContent = timer === undefined ? '▶' : '❚❚';
        element.setAttribute('aria-label', label);
        element.title = label;
      };
      const element = button('play', '', () => {
        if (timer === undefined) timer = setInterval(step, PACE);
        else this.stop();
        show();
      });
      show();
      return element;
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}

/** @param {string} caption @param {number} side @param {string} kind */
function grid(caption, side, kind) {
  const cells = Array.from({ length: side * side }, () => make('td'));
  const rows = Array.from({ length: side }, (_, y) =>
    make(
      'tr',
      {},
      make('th', { scope: 'row', class: 'unseen' }, `${y + 1}`),
      ...cells.slice(y * side, (y + 1) * side),
    ),
  );
  const table = make('table', { class: `small ${kind}`, 'aria-label': caption }, make('tbody', {}, ...rows));
  return {
    element: make('figure', {}, table, make('figcaption', {}, caption)),
    /** @param {number[]} values @param {(value: number) => string} text @param {(value: number) => string} [grey] */
    show(values, text, grey) {
      cells.forEach((cell, i) => {
        const value = values[i];
        cell.textContent = text(value);
        if (grey) {
          cell.style.setProperty('--grey', grey(value));
          cell.className = value > 117 ? 'bright' : '';
        } else cell.className = value < 0 ? 'below' : value > 0 ? 'above' : '';
      });
    },
  };
}
