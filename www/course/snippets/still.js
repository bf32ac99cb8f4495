// A picture of a widget with its bars, for decks that cannot show a live page, and for paper. It is drawn from what the widget
// shows: nothing is read again, and nothing leaves the machine.
import { elementWords, held } from '../../figures/words.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */
/** @typedef {import('../../element.js').ExpressionMeter} ExpressionMeter */
/** @typedef {{ lang: Lang, dark?: boolean, grown?: number }} Look `grown`: how far the bars have grown, from 0 to 1 */

export const WIDTH = 1280;
export const HEIGHT = 720;
const FONT = 'Inter, "Helvetica Neue", "Segoe UI", Roboto, Arial, sans-serif';
// As in page.css and styles.js: a canvas resolves no light-dark().
const COLOURS = {
  light: {
    paper: '#f7f6f2',
    ink: '#16171a',
    muted: '#5c5f66',
    track: '#e6e4de',
    bar: '#7e8088',
    accent: '#002fa7',
  },
  dark: {
    paper: '#0f1013',
    ink: '#f2f1ee',
    muted: '#a3a5ac',
    track: '#26282e',
    bar: '#787c85',
    accent: '#8fa8ff',
  },
};

/**
 * @param {CanvasRenderingContext2D} context of a canvas of 1280 × 720
 * @param {ExpressionMeter} meter one that shows a reading
 * @param {Look} look
 */
export function drawStill(context, meter, { lang, dark = false, grown = 1 }) {
  const colours = COLOURS[dark ? 'dark' : 'light'];
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.textBaseline = 'alphabetic';
  picture(context, meter, { x: 56, y: 56, side: 520 });
  const write = writer(context, colours);
  const root = /** @type {ShadowRoot} */ (meter.shadowRoot);
  const face = root.querySelector('canvas[part=face]');
  const [left, right] = [632, 1224];
  const rows = [...root.querySelectorAll('[part=bar]')].map((row) => ({
    name: row.getAttribute('aria-label') ?? '',
    share: Number(row.getAttribute('aria-valuenow')) / 100,
    percent: row.getAttribute('aria-valuetext') ?? '',
    most: row.classList.contains('most'),
  }));
  const top = rows.find(({ most }) => most);
  if (face instanceof inside(meter).HTMLCanvasElement) {
    context.imageSmoothingEnabled = false;
    context.drawImage(face, right - 128, 56, 128, 128);
    context.imageSmoothingEnabled = true;
  }
  write(elementWords[lang].nearest, left, 76, { size: 22, colour: colours.muted });
  if (top) {
    write(top.name.charAt(0).toUpperCase() + top.name.slice(1), left, 136, { size: 58, bold: true });
    write(top.percent, left, 182, { size: 32, colour: colours.muted });
  }
  const step = Math.min(72, 376 / rows.length);
  rows.forEach(({ name, share, percent, most }, i) => {
    const y = 208 + (376 - step * rows.length) / 2 + step * (i + 0.5);
    const style = { size: 26, bold: most, colour: most ? colours.ink : colours.muted };
    write(name, left, y + 9, style);
    const [from, length] = [left + 150, right - left - 240];
    const height = Math.min(28, step * 0.6);
    context.fillStyle = colours.track;
    context.fillRect(from, y - height / 2, length, height);
    context.fillStyle = most ? colours.accent : colours.bar;
    context.fillRect(from, y - height / 2, length * share * grown, height);
    write(percent, right, y + 9, { ...style, align: 'right' });
  });
  notice(write, context, lang, colours.muted);
}

/** The line without which no such picture should go about. @type {(write: Write, context: CanvasRenderingContext2D, lang: Lang, colour: string) => void} */
function notice(write, context, lang, colour) {
  context.font = `22px ${FONT}`;
  const lines = [''];
  for (const word of held(elementWords[lang].notice).split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (context.measureText(longer).width > WIDTH - 112 - 130) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  lines.forEach((line, i) => write(line, 56, 638 + 30 * i, { size: 22, colour }));
  write('mimique', WIDTH - 56, 638 + 30 * (lines.length - 1), { size: 22, bold: true, align: 'right' });
}

/** @typedef {ReturnType<typeof writer>} Write */
/** @param {CanvasRenderingContext2D} context @param {{ ink: string }} colours */
function writer(context, { ink }) {
  /**
   * @param {string} text
   * @param {number} x
   * @param {number} y
   * @param {{ size: number, bold?: boolean, colour?: string, align?: CanvasTextAlign }} style
   */
  return (text, x, y, { size, bold = false, colour = ink, align = 'left' }) => {
    context.font = `${bold ? '700 ' : ''}${size}px ${FONT}`;
    context.fillStyle = colour;
    context.textAlign = align;
    context.fillText(text, x, y);
  };
}

/** The window of a widget, which may be one of an iframe. @param {Element} element */
const inside = (element) => /** @type {Window & typeof globalThis} */ (element.ownerDocument.defaultView);

/**
 * What stands on the stage, with the box round the face.
 * @param {CanvasRenderingContext2D} context
 * @param {ExpressionMeter} meter
 * @param {{ x: number, y: number, side: number }} place
 */
function picture(context, meter, { x, y, side }) {
  const stage = meter.shadowRoot?.querySelector('[part=video]:not([hidden])');
  const { HTMLVideoElement: Video, HTMLCanvasElement: Canvas } = inside(meter);
  if (!(stage instanceof Video || stage instanceof Canvas)) return;
  const [width, height] =
    stage instanceof Video ? [stage.videoWidth, stage.videoHeight] : [stage.width, stage.height];
  const least = Math.min(width, height);
  if (!least) return;
  const scale = side / least;
  const [left, top] = [(width - least) / 2, (height - least) / 2];
  context.save();
  context.beginPath();
  context.rect(x, y, side, side);
  context.clip();
  context.translate(x, y);
  if (stage instanceof Video && meter.mirrored) {
    context.translate(side, 0);
    context.scale(-1, 1);
  }
  context.drawImage(stage, left, top, least, least, 0, 0, side, side);
  const face = meter.prediction?.face;
  if (face) {
    const box = [face.x - left, face.y - top, face.width, face.height].map((v) => v * scale);
    context.lineWidth = 3;
    context.strokeStyle = '#fff';
    context.strokeRect(box[0], box[1], box[2], box[3]);
  }
  context.restore();
}

/** The widget of a frame, once it is alive. @param {HTMLIFrameElement} frame @returns {Promise<ExpressionMeter>} */
export async function widgetOf(frame) {
  const find = () => frame.contentDocument?.querySelector('expression-meter');
  while (!find()) await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  await frame.contentWindow?.customElements.whenDefined('expression-meter');
  return /** @type {ExpressionMeter} */ (find());
}

/** Resolves once a widget shows a reading. @param {ExpressionMeter} meter */
export const reading = (meter) =>
  meter.prediction
    ? Promise.resolve()
    : new Promise((resolve) => meter.addEventListener('expression-change', resolve, { once: true }));
