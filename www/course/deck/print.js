// On paper a widget is a picture of itself on the sample, whatever its source: nobody is asked for a camera to print.
import { make } from '../../dom.js';
import { HEIGHT, WIDTH, drawStill, reading, widgetOf } from '../snippets/still.js';
import { say } from '../words/say.js';

/** Puts a picture in the place of every widget. */
export async function drawStills() {
  await Promise.all([...document.querySelectorAll('.widget')].map(drawn));
  document.documentElement.dataset.printable = '';
}

/** @param {Element} widget */
async function drawn(widget) {
  const frame = /** @type {HTMLIFrameElement} */ (widget.querySelector('iframe'));
  const lang = document.documentElement.lang === 'fr' ? 'fr' : 'en';
  frame.src = (frame.dataset.src ?? '').replace('source=camera', 'source=sample').replace('autostart=', '');
  const meter = await widgetOf(frame);
  meter.start(); // it would wait until it is seen
  await reading(meter);
  // Twice the size, so that it is sharp on paper.
  const canvas = make('canvas', {
    width: 2 * WIDTH,
    height: 2 * HEIGHT,
    role: 'img',
    'aria-label': frame.title,
  });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.scale(2, 2);
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const { theme } = document.documentElement.dataset;
  drawStill(context, meter, { lang, dark: theme ? theme === 'dark' : dark });
  const live = say(lang, 'liveInSlides');
  widget.append(make('figure', { class: 'still' }, canvas, make('figcaption', {}, live)));
  widget.classList.add('drawn');
  frame.removeAttribute('src');
}
