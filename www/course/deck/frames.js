// The widgets of the deck: embed.html in iframes. They get the deck's language, theme and opt-in; nobody's camera starts without.

/** @typedef {import('../../figures/words.js').Lang} Lang */

const frames = /** @type {HTMLIFrameElement[]} */ ([
  ...document.querySelectorAll('iframe[data-src], iframe[src]'),
]);

/**
 * @param {{ lang: Lang, theme: string | null, autostart: boolean }} options
 */
export function address({ lang, theme, autostart }) {
  for (const frame of frames) {
    const [page, query] = (frame.dataset.src ?? '').split('?');
    const options = new URLSearchParams(query);
    options.set('lang', lang);
    if (theme) options.set('theme', theme);
    if (autostart && options.get('source') === 'camera') options.set('autostart', '');
    frame.dataset.src = `${page}?${options}`;
    translate(frame, lang);
  }
}

/** A widget that is running goes on while its words change. @param {HTMLIFrameElement} frame @param {Lang} lang */
function translate(frame, lang) {
  frame.contentWindow?.postMessage(`lang:${lang}`, '*'); // to a lesson
  const inside = frame.contentDocument;
  const meter = inside?.querySelector('expression-meter');
  if (!inside || !meter) return;
  inside.documentElement.lang = meter.lang = lang;
}

/**
 * Whoever clicked into a widget still leaves the slide with the remote control, whose keys then go to the widget.
 * @param {(key: string) => boolean} act whether the key was one of the deck's
 */
export function onKey(act) {
  for (const frame of frames) {
    frame.addEventListener('load', () =>
      frame.contentWindow?.addEventListener('keydown', (event) => {
        if (!act(event.key)) return;
        event.preventDefault();
        focus();
      }),
    );
  }
}

/** Without reveal.js: a widget is loaded when it comes near the screen, and its camera freed when it has left it. */
export function watch() {
  const seen = new WeakSet();
  const tell = (/** @type {HTMLIFrameElement} */ frame) =>
    frame.contentWindow?.postMessage(seen.has(frame) ? 'slide:start' : 'slide:stop', '*');
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const frame = /** @type {HTMLIFrameElement} */ (target);
      if (isIntersecting) seen.add(frame);
      else seen.delete(frame);
      if (frame.hasAttribute('src')) tell(frame);
      else if (isIntersecting) frame.src = frame.dataset.src ?? '';
    }
  });
  for (const frame of frames) {
    frame.addEventListener('load', () => tell(frame));
    observer.observe(frame);
  }
}
