// What is kept of a run, offered again, taken along as a file and deleted.
import { make } from '../dom.js';
import { percent1 } from '../figures/words.js';
import { Unfit, packed, unpacked } from './project.js';
import { bringOwn, labels } from './own-keeping.js';
import { forget, isMine, keep, keepSeen, kept, seen } from './store.js';

/** @typedef {import('./store.js').Kept} Kept */

/** What was kept when the page came, or broke off since. @type {Kept | undefined} */
let last = await kept().catch(() => undefined);

/**
 * @param {{ lang: import('../figures/words.js').Lang, say: import('../lessons/shell/words.js').Say,
 *   run: import('./run.js').Run, epochs: (count: number) => string, onAgain: (run: import('./project.js').Project['run']) => Promise<void> }} options
 */
export function keeping({ lang, say, run, epochs, onAgain }) {
  const restore = make('div', { class: 'restore', 'data-part': 'keeping', hidden: true });
  const told = make('p', { class: 'quiet', role: 'status' }, isMine ? '' : say('otherTab'));
  const out = make('button', { type: 'button', onclick: take }, say('takeAlong'));
  const pick = make('input', { type: 'file', class: 'unseen', id: 'project', accept: '.mimique' });
  pick.addEventListener('change', async () => {
    const file = pick.files?.[0];
    pick.value = '';
    if (!file) return;
    try {
      const project = unpacked(new Uint8Array(await file.arrayBuffer()));
      await keepSeen(project.opened);
      if (project.own.length) await bringOwn(project.own);
      await onAgain(project.run);
      told.textContent = say('broughtBack', { name: file.name });
    } catch (error) {
      const why = error instanceof Unfit ? say(error.message) : /** @type {Error} */ (error).message;
      told.textContent = say('notBrought', { name: file.name, why });
    }
  });
  const clear = make('button', { type: 'button', class: 'forget', onclick: remove }, say('forget'));

  /** The run as it stands after its last epoch. @returns {Kept | null} */
  function current() {
    const { latest, history, given, base } = run;
    return latest && { values: { ...run.values }, history, state: latest.state, given, base };
  }

  async function save() {
    const now = current();
    if (!now || run.isStale || !isMine) return;
    try {
      await keep(now);
      told.textContent = say('kept');
    } catch (error) {
      const isFull = /** @type {{ name?: string }} */ (error)?.name === 'QuotaExceededError';
      told.textContent = say(isFull ? 'keptFull' : 'notKept');
    }
  }

  function take() {
    const { values, given, base } = run;
    const trained = run.isStale ? null : current();
    const now = trained ?? { values: { ...values }, history: [], state: null, given, base };
    const href = URL.createObjectURL(packed({ run: now, own: labels, opened: [...seen] }));
    make('a', { href, download: 'lab.mimique' }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  }

  async function remove() {
    await forget().catch(() => {});
    last = undefined;
    offer();
    told.textContent = say('forgotten');
  }

  function offer() {
    restore.hidden = !last || (run.steps > 0 && run.phase !== 'failed');
    if (!last || restore.hidden) return;
    const { epoch, validation } = last.history[last.history.length - 1];
    const percent = percent1(lang)(validation.accuracy);
    const again = () => {
      restore.hidden = true;
      if (last) onAgain(last);
    };
    restore.replaceChildren(
      make('p', {}, say('restore', { epochs: epochs(epoch), percent })),
      make('button', { type: 'button', onclick: again }, say('restoreIt')),
    );
  }

  function refresh() {
    // What stood after the last good epoch is offered when a run breaks off.
    if (run.phase === 'failed') last = current() ?? last;
    offer();
  }

  const bring = make('label', { for: 'project', class: 'button' }, say('bringBack'));
  return {
    restore,
    section: make(
      'section',
      { class: 'keeping', 'data-part': 'keeping' },
      told,
      make('div', { class: 'buttons' }, out, pick, bring, clear),
    ),
    refresh,
    save,
  };
}
