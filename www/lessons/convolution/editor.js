import { make } from '../../dom.js';
import { numberIn } from './kernels.js';

/** A kernel as cells to write in. */
export class KernelEditor {
  element;
  #error = make('p', { class: 'refused', role: 'alert', hidden: true });

  /**
   * @param {number[]} kernel
   * @param {import('../shell/words.js').Say} say
   * @param {(kernel: number[]) => void} onChange
   */
  constructor(kernel, say, onChange) {
    const side = Math.sqrt(kernel.length);
    const values = [...kernel];
    const cells = kernel.map((value, i) => {
      const name = say('cell', { row: Math.floor(i / side) + 1, column: (i % side) + 1 });
      const cell = make('input', {
        ...{ type: 'text', inputmode: 'text', autocomplete: 'off', spellcheck: 'false', size: 1 },
        ...{ value: shown(value), 'aria-label': name, maxlength: 9 },
      });
      tint(cell, value);
      cell.addEventListener('focus', () => cell.select());
      cell.addEventListener('input', () => {
        const number = numberIn(cell.value);
        cell.setAttribute('aria-invalid', String(number === null));
        this.tell(number === null ? say('bad', { text: cell.value }) : '');
        if (number === null) return; // the picture stays as it is until the cell is a number again
        values[i] = number;
        tint(cell, number);
        onChange([...values]);
      });
      cell.addEventListener('blur', () => {
        cell.value = shown(values[i]);
        cell.setAttribute('aria-invalid', 'false');
        this.tell('');
      });
      cell.addEventListener('keydown', (event) => {
        const by = { ArrowUp: -side, ArrowDown: side, Enter: 1 }[event.key];
        const next = by === undefined ? undefined : cells[i + by];
        if (!next) return;
        event.preventDefault();
        next.focus();
      });
      return cell;
    });
    this.element = make(
      'div',
      { class: 'kernel-editor' },
      make('div', { class: `cells of-${side}` }, ...cells),
      this.#error,
    );
  }

  /** @param {string} words */
  tell(words) {
    this.#error.textContent = words;
    this.#error.hidden = !words;
  }
}

/** @param {number} value */
const shown = (value) => String(value).replace('-', '−');

/** Blue below 0, orange above. @param {HTMLElement} cell @param {number} value */
function tint(cell, value) {
  cell.classList.toggle('below', value < 0);
  cell.classList.toggle('above', value > 0);
  cell.style.setProperty('--weight', String(Math.min(1, Math.sqrt(Math.abs(value)) / 2)));
}
