// Where a run begins: with fresh weights, or with a checkpoint's.
import { make } from '../dom.js';
import { NETWORKS } from '../lessons/shell/checkpoints.js';

/** The shipped networks, smallest first. */
const SHIPPED = ['lenet-tiny', 'lenet'];

/**
 * @param {{ say: import('../lessons/shell/words.js').Say, run: import('./run.js').Run }} options
 */
export function beginning({ say, run }) {
  const told = make('p', { class: 'quiet', role: 'status' });
  const pick = make('input', { type: 'file', class: 'unseen', id: 'base', accept: '.safetensors' });
  pick.addEventListener('change', async () => {
    const file = pick.files?.[0];
    pick.value = '';
    if (file) begin(file.name, await file.arrayBuffer());
  });
  const lastOnly = make('input', { type: 'checkbox', id: 'last-only', onchange: () => layers() });
  const only = make(
    'div',
    { class: 'setting switch' },
    lastOnly,
    make('label', { for: 'last-only' }, say('lastOnly')),
  );
  const shipped = SHIPPED.map((name) =>
    make('button', { type: 'button', onclick: () => load(name) }, say(`shipped-${name}`)),
  );
  const fresh = make('button', { type: 'button', onclick: () => run.beginWith(null) }, say('beginFresh'));

  /** @param {string} name */
  async function load(name) {
    try {
      const response = await fetch(NETWORKS[name]);
      if (!response.ok) throw new Error(`${response.status}`);
      begin(`${name}.safetensors`, await response.arrayBuffer());
    } catch (error) {
      told.textContent = say('beginBad', { name, why: /** @type {Error} */ (error).message });
    }
  }

  /** @param {string} name @param {ArrayBuffer} bytes */
  async function begin(name, bytes) {
    const base = { name, bytes: new Uint8Array(bytes), lastOnly: lastOnly.checked };
    try {
      await run.trainer.call('fits', { weights: base.bytes });
      run.beginWith(base);
    } catch (error) {
      told.textContent = say('beginBad', { name, why: /** @type {Error} */ (error).message });
    }
  }

  function layers() {
    if (run.base) run.beginWith({ ...run.base, lastOnly: lastOnly.checked });
  }

  function refresh() {
    const { base } = run;
    only.hidden = fresh.hidden = !base;
    if (base) lastOnly.checked = base.lastOnly;
    told.textContent = base ? say('beginsWith', { name: base.name }) : '';
  }

  const open = make('label', { for: 'base', class: 'button' }, say('beginFile'));
  return {
    nodes: [
      make('p', { class: 'begins' }, say('begins')),
      make('div', { class: 'buttons' }, ...shipped, pick, open, fresh),
      only,
      told,
    ],
    refresh,
  };
}
