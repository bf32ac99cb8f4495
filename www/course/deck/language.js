import { language } from '../../element/words/words.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */

/** @returns {Lang} what the address asks for, else the visitor's */
export const wantedLanguage = () =>
  language(new URL(location.href).searchParams.get('lang') ?? navigator.language);

/**
 * Turns the page to a language: the words in sight, titles and labels, the address.
 * @param {Lang} lang
 */
export function turnTo(lang) {
  const root = document.documentElement;
  root.lang = lang;
  const own = (/** @type {string} */ kind, /** @type {Element} */ of) =>
    of.getAttribute(`data-${kind}-${lang}`) ?? '';
  document.title = own('title', root) || document.title;
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll('body [data-title-en]')
  ))
    element.title = own('title', element);
  for (const element of document.querySelectorAll('[data-label-en]'))
    element.ariaLabel = own('label', element);
  for (const link of document.querySelectorAll('.languages a')) {
    if (link.getAttribute('hreflang') === lang) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}

/** Calls back with the language that the visitor chooses, and keeps it in the address. @param {(lang: Lang) => void} act */
export function onChoice(act) {
  document.querySelector('.languages')?.addEventListener('click', (event) => {
    const lang = /** @type {Element} */ (event.target).getAttribute('hreflang');
    if (!lang) return;
    event.preventDefault(); // the slide and its camera go on while the words change
    const url = new URL(location.href);
    url.searchParams.set('lang', lang);
    history.replaceState(history.state, '', url);
    act(language(lang));
  });
}

/** Light or dark, where the address asks for one. @returns {'light' | 'dark' | null} */
export function followTheme() {
  const theme = new URL(location.href).searchParams.get('theme');
  if (theme !== 'light' && theme !== 'dark') return null;
  document.documentElement.dataset.theme = theme;
  return theme;
}
