// Pictures of one's own by camera: by hold or countdown, in bursts that can be undone.
import { make, paint } from '../dom.js';
import { LessonSource } from '../lessons/shell/source.js';
import { sayer } from '../lessons/shell/words.js';
import { MOST_LABELS, MOST_PICTURES, count, gathered, missing, remove } from './bursts.js';
import { OwnKeeper, labels } from './own-keeping.js';
import { words } from './own-words.js';
import { changes } from './store.js';

/** @typedef {import('./bursts.js').Label} Label */

/** Milliseconds that a countdown's burst lasts. */
const BURST = 2000;
/** Pictures of a label that are shown, the newest. */
const SHOWN = 12;
/** Keys that hold as the pointer does. */
const KEYS = [' ', 'Enter'];

/**
 * @param {{ lang: import('../figures/words.js').Lang, onGiven: (given: import('./run.js').Given) => Promise<void> }} options
 */
export function own({ lang, onGiven }) {
  const say = sayer(lang, words);
  const plural = new Intl.PluralRules(lang);
  /** @param {number} n @param {'Picture' | 'Burst'} what */
  const counted = (n, what) =>
    plural.select(n) === 'one' ? say(`one${what}`, { n }) : say(`many${what}s`, { n });
  const source = new LessonSource();
  source.speak(lang);
  const message = make('p', { class: 'quiet', role: 'status' });
  const keeper = new OwnKeeper(labels, (error) => {
    const isFull = /** @type {{ name?: string }} */ (error)?.name === 'QuotaExceededError';
    message.textContent = say(isFull ? 'full' : 'notKept');
  });
  const rows = make('div', { class: 'own-labels' });
  const seconds = make(
    'select',
    { id: 'own-wait', onchange: () => show() },
    ...[3, 5, 10].map((n) => make('option', { value: n }, `${n}`)),
  );
  const add = make(
    'button',
    {
      type: 'button',
      onclick: () => {
        labels.push(fresh(say('another', { n: labels.length + 1 })));
        keeper.changed();
        show();
      },
    },
    say('addLabel'),
  );
  const learn = make('button', { type: 'button', class: 'play', onclick: give }, say('learn'));
  /** The burst that is being taken. @type {{ label: Label, burst: Uint8Array[] } | null} */
  let taking = null;
  const timers = new Set();

  source.addEventListener('look', () => {
    const crop = source.latest?.prediction.crop;
    if (!taking || !crop || source.kind !== 'camera' || count(taking.label) >= MOST_PICTURES) return;
    if (taking.burst.length === 0) taking.label.bursts.push(taking.burst);
    taking.burst.push(Uint8Array.from(crop));
    keeper.changed(taking.label);
    redraw(taking.label);
  });
  source.addEventListener('fault', () => stop()); // what was taken until the camera ended stays
  for (const event of ['forgotten', 'own']) changes.addEventListener(event, anew);

  /** Shows labels that are others. @param {Event} [event] */
  function anew(event) {
    taking = null;
    if (event?.type === 'forgotten') labels.length = 0;
    if (labels.length === 0) labels.push(fresh(say('first')), fresh(say('second')));
    show();
  }

  /** @param {Label} label */
  function start(label) {
    if (source.kind !== 'camera') message.textContent = say('needCamera');
    else if (!taking) taking = { label, burst: [] };
    redraw(label);
  }

  function stop() {
    const label = taking?.label;
    taking = null;
    if (label) redraw(label);
    told();
  }

  /** @param {Label} label @param {HTMLButtonElement} button */
  function countDown(label, button) {
    const end = performance.now() + 1000 * Number(seconds.value);
    button.disabled = true;
    const tick = () => {
      const left = Math.ceil((end - performance.now()) / 1000);
      if (left > 0) {
        button.textContent = say('inSeconds', { n: left });
        later(tick, 200);
        return;
      }
      start(label);
      later(() => {
        stop();
        show();
      }, BURST);
    };
    tick();
  }

  /** @param {() => void} work @param {number} milliseconds */
  function later(work, milliseconds) {
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, milliseconds);
    timers.add(timer);
  }

  async function give() {
    const found = missing(labels);
    if (found) {
      told();
      return;
    }
    try {
      await onGiven(gathered(say('mine'), labels));
    } catch (error) {
      message.textContent = /** @type {Error} */ (error).message;
    }
  }

  function told() {
    const found = missing(labels);
    const unchecked = labels.every(({ bursts }) => bursts.length < 2);
    message.textContent = found ? say(found.code, { name: found.name }) : unchecked ? say('unchecked') : '';
    learn.disabled = found !== null;
  }

  /** @type {Map<Label, { show: () => void, row: HTMLElement }>} */
  const shown = new Map();
  const redraw = (/** @type {Label} */ label) => shown.get(label)?.show();

  function show() {
    shown.clear();
    labels.forEach((label, i) => shown.set(label, rowOf(label, i)));
    rows.replaceChildren(...[...shown.values()].map(({ row }) => row));
    add.disabled = labels.length >= MOST_LABELS;
    told();
  }

  /** @param {Label} label @param {number} i */
  function rowOf(label, i) {
    const name = make('input', {
      type: 'text',
      class: 'field',
      maxlength: 30,
      value: label.name,
      'aria-label': say('nameOf', { n: i + 1 }),
      oninput: () => {
        label.name = name.value;
        keeper.changed();
        told();
      },
    });
    const hold = make('button', { type: 'button', class: 'hold' }, say('hold'));
    hold.addEventListener('pointerdown', (event) => {
      hold.setPointerCapture(event.pointerId);
      start(label);
    });
    for (const end of ['pointerup', 'pointercancel', 'blur']) hold.addEventListener(end, stop);
    hold.addEventListener('keydown', (event) => {
      if (!KEYS.includes(event.key)) return;
      event.preventDefault();
      if (!event.repeat) start(label);
    });
    hold.addEventListener('keyup', (event) => KEYS.includes(event.key) && stop());
    const after = make(
      'button',
      { type: 'button', onclick: () => countDown(label, after) },
      say('after', { n: seconds.value }),
    );
    const undo = make(
      'button',
      {
        type: 'button',
        onclick: () => {
          label.bursts.pop();
          keeper.changed(label);
          show();
        },
      },
      say('undo'),
    );
    const drop = make(
      'button',
      {
        type: 'button',
        class: 'plain',
        onclick: () => {
          labels.splice(labels.indexOf(label), 1);
          keeper.changed();
          show();
        },
      },
      say('dropLabel'),
    );
    const held = make('p', { class: 'quiet held' });
    const thumbnails = make('div', { class: 'faces' });
    const row = make(
      'div',
      { class: 'own-label' },
      make('div', { class: 'buttons' }, name, hold, after, undo, drop),
      held,
      thumbnails,
    );
    const draw = () => {
      hold.textContent = say(taking?.label === label ? 'taking' : 'hold');
      undo.disabled = label.bursts.length === 0;
      const pictures = counted(count(label), 'Picture');
      const bursts = counted(label.bursts.length, 'Burst');
      held.textContent = say('held', { pictures, bursts });
      const newest = label.bursts.flat().slice(-SHOWN);
      thumbnails.replaceChildren(...newest.map((picture) => thumbnail(label, picture)));
    };
    draw();
    return { row, show: draw };
  }

  /** @param {Label} label @param {Uint8Array} picture */
  function thumbnail(label, picture) {
    const text = say('removeOne', { name: label.name });
    const canvas = make('canvas', { width: 48, height: 48, 'aria-hidden': 'true' });
    paint(canvas, Uint8ClampedArray.from(picture));
    const onclick = () => {
      remove(label, picture);
      keeper.changed(label);
      redraw(label);
      told();
    };
    return make(
      'button',
      { type: 'button', class: 'picture', title: text, 'aria-label': text, onclick },
      canvas,
    );
  }

  anew();
  return {
    section: make(
      'section',
      { class: 'own', 'data-part': 'own' },
      make('h2', {}, say('own')),
      make('p', { class: 'lede' }, say('ownLede')),
      source.element,
      rows,
      make('div', { class: 'setting' }, make('label', { for: 'own-wait' }, say('wait')), seconds),
      make('div', { class: 'buttons' }, add, learn),
      message,
    ),
    /** Asks for the camera. */
    start: () => source.start('camera', true),
    close() {
      timers.forEach((timer) => clearTimeout(timer));
      for (const event of ['forgotten', 'own']) changes.removeEventListener(event, anew);
      keeper.close();
      source.close();
    },
  };
}

/** @param {string} name @returns {Label} */
const fresh = (name) => ({ name, bursts: [] });
