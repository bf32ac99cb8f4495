import { loadClassifier } from '../../client/classifier.js';
import { withCode } from '../../client/errors.js';
import { errorText, languages, loadErrorWords } from '../../element/words/words.js';

/** The checkpoints that ship with mimique. */
export const NETWORKS = /** @type {Record<string, URL>} */ ({
  'lenet5-article': new URL('../../../models/lenet5-article.safetensors', import.meta.url),
  lenet: new URL('../../../models/lenet.safetensors', import.meta.url),
  'lenet-tiny': new URL('../../../models/lenet-tiny.safetensors', import.meta.url),
  'lenet5-article-3': new URL('../../../models/lenet5-article-3.safetensors', import.meta.url),
});

/** @param {string} name one of `NETWORKS` */
export const loadNamed = (name) => loadClassifier({ weights: NETWORKS[name] });

/** What went wrong, for a visitor. @param {unknown} error @param {'en' | 'fr'} lang */
export async function toldError(error, lang) {
  await loadErrorWords(lang);
  return errorText(languages[lang] ?? {}, withCode(error));
}
