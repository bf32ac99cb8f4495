import '../element.js';
import { NAMES } from '../element/attributes.js';
import { LONGEST_TOLD, isSize, unknownIn } from './unknown.js';
import { language } from '../element/words/words.js';

/** @import { ExpressionMeter } from '../element.js' */

/** The element of this page. */
export const meter = /** @type {ExpressionMeter} */ (document.querySelector('expression-meter'));

/** What the address asks for: every attribute of the element by its name, `lang` and `theme`. */
export const options = new URL(location.href).searchParams;

/**
 * Hands what the address asks for to the element, and what the visitor changes to the address: a link leads back to it.
 * Anybody writes a link, so it names files of this site alone: a stranger's checkpoint would show a stranger's words as a
 * reading. (The page's CSP does not reach the worker that fetches the checkpoint.)
 */
export function follow() {
  meter.unknown = unknownIn(options);
  const size = Number(options.get('size'));
  if (isSize(size)) document.documentElement.style.setProperty('--size', `${size}`);
  for (const name of NAMES) {
    const value = options.get(name);
    if (name === 'weights' && value !== null && !isOwn(value)) {
      meter.refused = value.slice(0, LONGEST_TOLD);
    } else if (value !== null) meter.setAttribute(name, value);
  }
  const theme = options.get('theme');
  if (theme) document.documentElement.dataset.theme = theme;
  new MutationObserver((changes) => {
    for (const { attributeName: name } of changes) if (name) remember(name, meter.getAttribute(name));
  }).observe(meter, { attributeFilter: NAMES });
}

/** Whether an address leads to a file of this site. @param {string} address */
function isOwn(address) {
  if (!URL.canParse(address, document.baseURI)) return false;
  const { protocol, origin } = new URL(address, document.baseURI);
  return /^https?:$/.test(protocol) && origin === location.origin;
}

/** The language that the address asks for, or the visitor's. */
export const chosenLanguage = () => language(options.get('lang') ?? navigator.language);

/**
 * Keeps a choice in the address.
 * @param {string} name
 * @param {string | null} value
 */
export function remember(name, value) {
  const url = new URL(location.href);
  if (url.searchParams.get(name) === value) return;
  if (value !== null) url.searchParams.set(name, value);
  else if (name === 'controls') url.searchParams.set(name, 'false');
  else url.searchParams.delete(name);
  history.replaceState(null, '', url);
}

/** Does what can wait until the element has its network, with scripts that are loaded then. @param {() => Promise<unknown>} act */
export const later = (act) =>
  meter.addEventListener('expression-ready', () => act().catch(() => {}), { once: true });
