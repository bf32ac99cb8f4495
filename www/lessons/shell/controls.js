// What a lesson is worked with. Each control has one name, by which an address may hide it.
import { make } from '../../dom.js';

let count = 0;

/**
 * A few choices side by side, one of which is taken; arrow keys go from one to the next.
 * @param {string} name
 * @param {string} label
 * @param {[value: string, text: string][]} choices
 * @param {string} chosen
 * @param {(value: string) => void} onChoice
 */
export function choice(name, label, choices, chosen, onChoice) {
  const group = `choice-${count++}`;
  const options = choices.map(([value, text]) =>
    make(
      'label',
      {},
      make('input', {
        type: 'radio',
        name: group,
        value,
        checked: value === chosen,
        onchange: () => onChoice(value),
      }),
      make('span', {}, text),
    ),
  );
  return make(
    'fieldset',
    { class: 'choice', 'data-control': name },
    make('legend', {}, label),
    make('div', { class: 'choices' }, ...options),
  );
}

/**
 * One of a list, with the list's name above it.
 * @param {string | undefined} name
 * @param {string} label
 * @param {[value: string, text: string][]} options
 * @param {string} chosen
 * @param {(value: string) => void} onChoice
 */
export function select(name, label, options, chosen, onChoice) {
  const list = make(
    'select',
    { onchange: () => onChoice(list.value) },
    ...options.map(([value, text]) => make('option', { value, selected: value === chosen }, text)),
  );
  return make('label', { class: 'labelled', 'data-control': name }, make('span', {}, label), list);
}

/**
 * A value between two ends, with its number beside it.
 * @param {string} name
 * @param {string} label
 * @param {{ value: number, min: number, max: number, step: number, text: (value: number) => string }} range
 * @param {(value: number) => void} onInput
 */
export function slider(name, label, { value, min, max, step, text }, onInput) {
  const id = `slider-${count++}`;
  const output = make('output', { for: id }, text(value));
  const input = make('input', { id, type: 'range', min, max, step, value: String(value) });
  const show = () => {
    const now = Number(input.value);
    output.textContent = text(now);
    input.setAttribute('aria-valuetext', text(now));
    input.style.setProperty('--at', String((now - min) / (max - min)));
  };
  input.addEventListener('input', () => {
    show();
    onInput(Number(input.value));
  });
  input.addEventListener('change', show); // a lesson that moves the slider says so by this event
  show();
  return make(
    'div',
    { class: 'slider', 'data-control': name },
    make('label', { for: id }, label),
    output,
    input,
  );
}

/**
 * @param {string} name
 * @param {string} text
 * @param {() => void} onClick
 * @param {{ label?: string, pressed?: boolean }} [more] `label`: where the text is a mere sign
 */
export const button = (name, text, onClick, { label, pressed } = {}) =>
  make(
    'button',
    {
      type: 'button',
      'data-control': name,
      ...{
        'aria-label': label,
        title: label,
        'aria-pressed': pressed === undefined ? undefined : String(pressed),
      },
      onclick: onClick,
    },
    text,
  );

/** @param {string} name @param {string} label @param {boolean} on @param {(on: boolean) => void} onChange */
export function toggle(name, label, on, onChange) {
  const input = make('input', { type: 'checkbox', role: 'switch', checked: on });
  input.addEventListener('change', () => onChange(input.checked));
  return make('label', { class: 'toggle', 'data-control': name }, input, make('span', {}, label));
}
