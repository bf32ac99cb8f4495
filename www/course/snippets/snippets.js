// www/course/snippets.html: the widget chosen by hand, and what to copy for it.
import { make } from '../../dom.js';
import { offerExports } from './exports.js';
import { followTheme, onChoice, turnTo, wantedLanguage } from '../deck/language.js';
import { addressOf, snippets } from './snippet-texts.js';
import { say } from '../words/say.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */

const page = new URL('../../embed.html', location.href);
const form = /** @type {HTMLFormElement} */ (document.querySelector('.builder'));
const preview = /** @type {HTMLIFrameElement} */ (document.querySelector('.preview'));
const status = /** @type {HTMLElement} */ (document.querySelector('[role=status]'));
const places = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-snippet]'));
const copies = [...places].map((code) => {
  const button = make('button', { type: 'button', class: 'copy', onclick: () => copy(code, button) });
  code.parentElement?.after(button);
  return button;
});
/** @type {Lang} */
let lang = wantedLanguage();

/** @returns {import('./snippet-texts.js').Choice} */
function chosen() {
  const data = new FormData(form);
  const text = (/** @type {string} */ name) => String(data.get(name) ?? '');
  const controls = data.getAll('controls').join(',');
  const all = data.getAll('controls').length === form.querySelectorAll('[name=controls]').length;
  return {
    source: text('source'),
    classes: text('classes'),
    answer: text('answer'),
    lang: text('lang'),
    theme: text('theme'),
    controls: all ? null : controls,
    autostart: data.has('autostart'),
  };
}

function update() {
  const choice = chosen();
  /** @type {HTMLElement} */ (form.querySelector('.camera-only')).hidden = choice.source !== 'camera';
  const address = addressOf(page, choice);
  const own = /** @type {Lang} */ (choice.lang || lang);
  const texts = snippets(address, choice, say(own, 'frame'));
  for (const place of places) place.textContent = texts[place.dataset.snippet ?? ''];
  // Without a choice of its own the preview speaks the page's language, as the visitor's would.
  const shown = addressOf(page, { ...choice, lang: choice.lang || lang });
  if (preview.src !== shown) preview.src = shown;
}

/** @param {Lang} wanted */
function speak(wanted) {
  const own = /** @type {RadioNodeList} */ (form.elements.namedItem('lang'));
  if (!own.value || own.value === lang) own.value = wanted;
  lang = wanted;
  turnTo(lang);
  for (const button of copies) button.textContent = say(lang, 'copy');
  update();
}

/** @param {HTMLElement} code @param {HTMLElement} button */
async function copy(code, button) {
  try {
    await navigator.clipboard.writeText(code.textContent ?? '');
    button.textContent = say(lang, 'copied');
  } catch {
    // Browsers refuse it on a plain http page: what is selected can still be copied by hand.
    getSelection()?.selectAllChildren(code);
    button.textContent = say(lang, 'selected');
  }
  status.textContent = button.textContent;
}

followTheme();
offerExports(preview, () => lang);
form.addEventListener('change', update);
onChoice(speak);
speak(lang);
