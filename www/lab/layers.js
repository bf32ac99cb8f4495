// What goes on in the layers, in words.

/** Gradients that are further apart than this: the small ones' layer hardly learns beside the others. */
const FAR = 100;
/** Share of a layer's values above 0 below which it is silent. */
const SILENT = 0.05;

/**
 * @param {{ activations: { name: string, share: number }[], gradients: [name: string, size: number][] }} found
 * @param {import('../figures/words.js').Lang} lang
 * @param {import('../lessons/shell/words.js').Say} say
 * @returns {string[]} sentences
 */
export function inWords({ activations, gradients }, lang, say) {
  const weights = gradients
    .filter(([name, size]) => name.endsWith('.weight') && size > 0)
    .map(([name, size]) => ({ layer: name.slice(0, -'.weight'.length), size }))
    .sort((a, b) => a.size - b.size);
  const silent = activations
    .filter(({ share }) => share < SILENT)
    .map(({ name: layer }) => say('asleep', { layer }));
  if (weights.length < 2) return silent;
  const [small, large] = [weights[0], weights[weights.length - 1]];
  const ratio = new Intl.NumberFormat(lang, { maximumSignificantDigits: 2 }).format(large.size / small.size);
  const far = large.size > FAR * small.size;
  return [
    say(far ? 'gradientsFar' : 'gradientsNear', { ratio, large: large.layer, small: small.layer }),
    ...silent,
  ];
}
