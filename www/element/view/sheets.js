/** The styles of each shadow tree; a document that it moves to forgets them. @type {WeakMap<ShadowRoot, Set<string>>} */
const worn = new WeakMap();
/** A constructed sheet belongs to one document, where all elements share it. @type {WeakMap<Document, Map<string, CSSStyleSheet>>} */
const sheets = new WeakMap();

/**
 * Gives a shadow tree its styles, again in whatever document it stands. Constructed, so that a CSP needs no inline styles.
 * @param {ShadowRoot} root
 * @param {string} [css] to be added
 */
export function dress(root, css) {
  const styles = worn.get(root) ?? new Set();
  worn.set(root, css ? styles.add(css) : styles);
  const { ownerDocument } = root;
  const view = /** @type {typeof globalThis | null} */ (ownerDocument.defaultView);
  if (!view) return; // a document that nobody sees
  const made = sheets.get(ownerDocument) ?? new Map();
  sheets.set(ownerDocument, made);
  root.adoptedStyleSheets = [...styles].map((css) => {
    if (!made.has(css)) {
      made.set(css, new view.CSSStyleSheet());
      made.get(css).replaceSync(css);
    }
    return made.get(css);
  });
}
