import './element.js';
import { language } from './i18n.js';

/** @import { ExpressionMeter } from './element.js' */

export const NAMES = ['source', 'classes'];

/** The element of this page. */
export const meter = /** @type {ExpressionMeter} */ (document.querySelector('expression-meter'));

/** What the address asks for. */
export const options = new URL(location.href).searchParams;

/** Hands what the address asks for to the element. @returns {'en' | 'fr'} the language to use */
export function follow() {
  for (const name of NAMES) {
    const value = options.get(name);
    if (value) meter.setAttribute(name, value);
  }
  return language(options.get('lang') ?? navigator.language);
}
