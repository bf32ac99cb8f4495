/**
 * Tells whether an element can be seen: near the screen, and in a tab that is not hidden.
 * @param {Element} element
 * @param {(seen: boolean) => void} onChange
 * @param {AbortSignal} signal stops watching
 */
export function watchPresence(element, onChange, signal) {
  const { ownerDocument } = element;
  let near = false;
  const tell = () => onChange(near && !ownerDocument.hidden);
  const observer = new IntersectionObserver(
    (entries) => {
      near = entries.at(-1)?.isIntersecting ?? false;
      tell();
    },
    { rootMargin: '100px' },
  );
  observer.observe(element);
  ownerDocument.addEventListener('visibilitychange', tell, { signal });
  signal.addEventListener('abort', () => observer.disconnect());
}

/**
 * Tells when a `lang` changes on an element or round it, through the shadow trees that it stands in.
 * @param {Element} element
 * @param {() => void} onChange
 * @param {AbortSignal} signal stops watching
 */
export function watchLanguage(element, onChange, signal) {
  const observer = new MutationObserver(onChange);
  signal.addEventListener('abort', () => observer.disconnect());
  for (let root = element.getRootNode(); ; root = /** @type {ShadowRoot} */ (root).host.getRootNode()) {
    observer.observe(root, { attributeFilter: ['lang'], subtree: true });
    if (!('host' in root)) return;
  }
}
