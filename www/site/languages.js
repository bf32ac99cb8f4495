// The links that change a page's language without leaving it.
import { remember } from './address.js';

const links = /** @type {HTMLElement} */ (document.querySelector('.languages'));

/** @param {string} lang */
function mark(lang) {
  for (const link of links.querySelectorAll('a')) {
    if (link.hreflang === lang) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}

/** The page's language is marked. @param {(lang: string) => void} speak @param {boolean} [shown] */
export function offerLanguages(speak, shown = true) {
  mark(document.documentElement.lang);
  links.hidden = !shown;
  links.addEventListener('click', (event) => {
    const lang = /** @type {Element} */ (event.target).getAttribute('hreflang');
    if (!lang) return;
    event.preventDefault(); // the camera goes on while the words change
    remember('lang', lang);
    speak(lang);
    mark(lang);
  });
}
