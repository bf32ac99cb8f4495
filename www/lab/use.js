// What was trained, put to use: in the element, and as a file.
import { make } from '../dom.js';
import '../element.js';

/**
 * @param {{ lang: string, say: import('../lessons/shell/words.js').Say, run: import('./run.js').Run, address: () => string }} options
 */
export function use({ lang, say, run, address }) {
  const place = make('div', { class: 'meter' });
  /** @type {string | null} */
  let url = null;

  const checkpoint = async () => {
    const bytes = await run.trainer.call('checkpoint', { name: 'lab', address: address() });
    return new Blob([bytes], { type: 'application/octet-stream' });
  };

  async function read() {
    const before = url;
    url = URL.createObjectURL(await checkpoint());
    const meter = place.querySelector('expression-meter');
    if (meter) meter.setAttribute('weights', url);
    else place.replaceChildren(beside('yours', { weights: url }), beside('shipped', {}));
    now.textContent = say('useAgain');
    if (before) URL.revokeObjectURL(before);
  }

  /** A reader with its name above. @param {string} name @param {Record<string, string>} attributes */
  const beside = (name, attributes) =>
    make(
      'figure',
      {},
      make('figcaption', {}, say(name)),
      make('expression-meter', { source: 'sample', controls: 'source', lang, ...attributes }),
    );

  async function save() {
    const href = URL.createObjectURL(await checkpoint());
    make('a', { href, download: 'lab.safetensors' }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  }

  const now = make('button', { type: 'button', class: 'use-now', onclick: read }, say('useNow'));
  const file = make('button', { type: 'button', class: 'save', onclick: save }, say('save'));
  return {
    section: make(
      'section',
      { class: 'use', 'data-part': 'use' },
      make('h2', {}, say('use')),
      make('p', { class: 'lede' }, say('useHint')),
      make('div', { class: 'buttons' }, now, file),
      place,
    ),
    stop: () => place.querySelectorAll('expression-meter').forEach((meter) => meter.stop()),
    refresh() {
      now.disabled = file.disabled = run.steps === 0 || run.phase === 'failed';
    },
  };
}
