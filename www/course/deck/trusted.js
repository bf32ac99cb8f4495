// reveal.js fills elements through innerHTML, which Trusted Types forbid. It is let through with exactly what it writes in this
// deck: nothing (it empties elements so), and its own arrows, which the deck hides.

/** @typedef {{ createPolicy(name: string, rules: { createHTML(html: string): string | null }): unknown }} TrustedTypes */

const arrows = [
  ['left', 'previous slide'],
  ['right', 'next slide'],
  ['up', 'above slide'],
  ['down', 'below slide'],
].map(
  ([way, label]) =>
    `<button class="navigate-${way}" aria-label="${label}"><div class="controls-arrow"></div></button>`,
);
const known = ['', arrows.join('')];

/** Call before reveal.js starts. */
export function trustReveal() {
  const { trustedTypes } = /** @type {{ trustedTypes?: TrustedTypes }} */ (
    /** @type {unknown} */ (globalThis)
  );
  trustedTypes?.createPolicy('default', {
    createHTML: (html) => (known.includes(html.replace(/\s*\n\s*/g, '')) ? html : null),
  });
}
