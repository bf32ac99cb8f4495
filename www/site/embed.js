// embed.html in a slide: reveal.js tells an iframe when its slide comes and goes.
import { keepOffline } from './offline.js';
import { chosenLanguage, follow, meter, options } from './address.js';

document.documentElement.lang = meter.lang = chosenLanguage();
follow();
// Only a trainer who asked for it finds the camera on when the slide comes.
const autostart = options.has('autostart') && options.get('autostart') !== 'false';

addEventListener('message', ({ data, source }) => {
  if (source !== parent) return;
  if (data === 'slide:stop') meter.stop();
  if (data === 'slide:start' && (autostart || meter.source !== 'camera')) meter.start();
});
keepOffline('./');
