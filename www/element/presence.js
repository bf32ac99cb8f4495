/**
 * Tells whether an element can be seen: near the screen, and in a tab that is not hidden.
 * @param {Element} element
 * @param {(seen: boolean) => void} onChange
 * @returns {() => void} stops watching
 */
export function watchPresence(element, onChange) {
  let near = false;
  const tell = () => onChange(near && !document.hidden);
  const observer = new IntersectionObserver(
    (entries) => {
      near = entries.at(-1)?.isIntersecting ?? false;
      tell();
    },
    { rootMargin: '100px' },
  );
  observer.observe(element);
  document.addEventListener('visibilitychange', tell);
  return () => {
    observer.disconnect();
    document.removeEventListener('visibilitychange', tell);
  };
}
