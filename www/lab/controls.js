// The controls, made from the table of settings.
import { make } from '../dom.js';
import { nameOf } from '../figures/words.js';
import { FIELDS, LABELS } from './settings.js';

/** @typedef {import('./settings.js').Field} Field */
/** @typedef {import('./settings.js').Values} Values */
/** @typedef {import('../lessons/shell/words.js').Say} Say */

const GROUPS = /** @type {const} */ (['data', 'network', 'recipe']);

/**
 * A group of controls for each group of settings.
 * @param {{ lang: import('../figures/words.js').Lang, say: Say, values: Values, onChange: (field: Field, value: any) => void }} options
 */
export function controls({ lang, say, values, onChange }) {
  /** @type {Map<string, (values: Values) => void>} */
  const shown = new Map();
  const groups = GROUPS.map((group) => {
    const rows = FIELDS.filter((field) => field.group === group).map((field) => {
      const { row, show } = control(field, { lang, say, onChange });
      shown.set(field.name, show);
      return row;
    });
    return make('fieldset', { class: 'group', 'data-group': group }, make('legend', {}, say(group)), ...rows);
  });
  /** @param {Values} values */
  const show = (values) => {
    for (const each of shown.values()) each(values);
    for (const name of ['first', 'second']) toggle(name, values.net === 'lenet5');
    toggle('rare', values.labels === 'seven');
    toggle('left', values.labels === 'seven' && values.rare !== 'none');
  };
  /** @param {string} name @param {boolean} on */
  const toggle = (name, on) => {
    const row = groups.flatMap((group) => [...group.querySelectorAll(`[data-setting=${name}]`)])[0];
    row?.toggleAttribute('hidden', !on);
  };
  show(values);
  return { groups: Object.fromEntries(GROUPS.map((name, i) => [name, groups[i]])), show };
}

/**
 * @param {Field} field
 * @param {{ lang: import('../figures/words.js').Lang, say: Say, onChange: (field: Field, value: any) => void }} options
 */
function control(field, { lang, say, onChange }) {
  const { name, start, range, choices, unit } = field;
  const id = `setting-${name}`;
  const label = make('label', { for: id }, say(name));
  if (choices) {
    const written = new Intl.NumberFormat(lang, { maximumSignificantDigits: 3 });
    const text = (/** @type {number | string} */ choice) => {
      if (typeof choice === 'number') return written.format(choice);
      return LABELS.includes(choice) ? nameOf(lang, choice) : say(choice);
    };
    const options = choices.map((choice) => make('option', { value: String(choice) }, text(choice)));
    const select = make(
      'select',
      { id, onchange: () => onChange(field, choices[select.selectedIndex]) },
      ...options,
    );
    return {
      row: make('div', { class: 'setting', 'data-setting': name }, label, select),
      show: (/** @type {Values} */ values) => {
        select.value = String(values[name]);
      },
    };
  }
  if (range) {
    const [min, max, step] = range;
    const written = new Intl.NumberFormat(lang, unit === 'fraction' ? { style: 'percent' } : {});
    const output = make('output', { for: id });
    const input = make('input', {
      ...{ id, type: 'range', min, max, step },
      oninput: () => write(Number(input.value)),
      onchange: () => onChange(field, rounded(Number(input.value))),
    });
    const write = (/** @type {number} */ value) => {
      output.textContent = written.format(value);
      input.setAttribute('aria-valuetext', written.format(value));
    };
    return {
      row: make('div', { class: 'setting', 'data-setting': name }, label, input, output),
      show: (/** @type {Values} */ values) => {
        input.value = String(values[name]);
        write(Number(values[name]));
      },
    };
  }
  const box = make('input', { id, type: 'checkbox', onchange: () => onChange(field, box.checked) });
  box.checked = Boolean(start);
  return {
    row: make('div', { class: 'setting switch', 'data-setting': name }, box, label),
    show: (/** @type {Values} */ values) => {
      box.checked = Boolean(values[name]);
    },
  };
}

/** A slider's tenths add up to more digits than they have. @param {number} value */
const rounded = (value) => Math.round(value * 1000) / 1000;
