// embed.html in a slide: reveal.js tells an iframe when its slide comes and goes.
import { chosenLanguage, follow, later, meter, options } from './address.js';

/** @param {string} lang */
const speak = (lang) => (document.documentElement.lang = meter.lang = lang);

speak(chosenLanguage());
follow();
// In a frame the slides around it have a language already: it is offered where the list asks for it.
if (typeof meter.controls === 'string' && meter.shows('language'))
  import('./languages.js').then(({ offerLanguages }) => offerLanguages(speak)).catch(() => {});
// Only a trainer who asked for it finds the camera on when the slide comes.
const autostart = options.has('autostart') && options.get('autostart') !== 'false';

addEventListener('message', ({ data, source }) => {
  if (source !== parent) return;
  if (data === 'slide:stop') meter.stop();
  if (data === 'slide:start' && (autostart || meter.source !== 'camera')) meter.start();
});
// A frame that nobody sends messages (Slidev makes it when its slide comes, a plain page has it from the start) starts when it is
// seen first.
if (autostart && meter.source === 'camera') {
  new IntersectionObserver((entries, observer) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    if (meter.state === 'idle') meter.start();
  }).observe(meter);
}
later(async () => (await import('./offline.js')).keepOffline('./'));
