// A figure as a picture of its own, in the language that it is shown in. Figures are drawn by HTML, SVG and canvases: each box,
// line of text and drawing is written down where the browser has put it.
import { svg } from './svg.js';

/** Pixels round a figure, and a PNG's pixels over those of the page. */
const [MARGIN, SHARPNESS] = [16, 2];
/** What a drawing's looks are made of. */
const LOOKS = [
  ...[
    'fill',
    'fill-opacity',
    'stroke',
    'stroke-width',
    'stroke-opacity',
    'stroke-dasharray',
    'stroke-linejoin',
  ],
  ...['paint-order', 'opacity', 'font-family', 'font-size', 'font-weight', 'font-style', 'text-anchor'],
];

/** @typedef {{ left: number, top: number }} Origin */

/** The figure as a drawing without a stylesheet. @param {Element} figure @returns {SVGElement} */
export function pictureOf(figure) {
  const { left, top, width, height } = figure.getBoundingClientRect();
  const [w, h] = [Math.ceil(width) + 2 * MARGIN, Math.ceil(height) + 2 * MARGIN];
  const origin = { left: left - MARGIN, top: top - MARGIN };
  return svg(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width: w, height: h, viewBox: `0 0 ${w} ${h}` },
    svg('rect', { width: w, height: h, fill: paper(figure) }),
    ...drawn(figure, origin),
  );
}

/** @param {Element} element @param {Origin} origin @returns {SVGElement[]} */
function drawn(element, origin) {
  const style = getComputedStyle(element);
  const { left, top, width, height } = element.getBoundingClientRect();
  const hidden = style.display === 'none' || style.visibility === 'hidden' || style.clipPath !== 'none';
  if (hidden || element.matches('details, .unseen') || width * height === 0) return [];
  const place = { x: left - origin.left, y: top - origin.top, width, height };
  if (element instanceof HTMLCanvasElement) {
    const image = svg('image', { href: element.toDataURL(), ...place, preserveAspectRatio: 'none' });
    if (style.imageRendering === 'pixelated') image.setAttribute('image-rendering', 'pixelated');
    return [image];
  }
  if (element instanceof SVGSVGElement) return [inlined(element, place)];
  const nodes = [...element.childNodes].flatMap((node) =>
    node instanceof Element ? drawn(node, origin) : node instanceof Text ? written(node, style, origin) : [],
  );
  return [...boxes(style, place), ...nodes];
}

/** A box's ground and its border. @param {CSSStyleDeclaration} style @param {{ x: number, y: number, width: number, height: number }} place */
function boxes(style, place) {
  const { x, y, width, height } = place;
  const rx = parseFloat(style.borderTopLeftRadius) || 0;
  const round = style.borderTopLeftRadius.endsWith('%') ? Math.min(width, height) / 2 : rx;
  const all = visible(style.backgroundColor)
    ? [svg('rect', { ...place, rx: round, fill: style.backgroundColor })]
    : [];
  // The rules of an axis are a ground that repeats (figures.css).
  const rule = style.backgroundImage.match(/rgba?\([^)]*\)/)?.[0];
  const every = rule ? parseFloat(style.backgroundSize) / 100 : NaN;
  for (let at = 0; rule && every > 0.01 && at < 0.999; at += every)
    all.push(svg('path', { d: `M${x + at * width + 0.5} ${y}v${height}`, stroke: rule }));
  const sides = /** @type {const} */ ([
    ['Top', `M${x} ${y}h${width}`],
    ['Right', `M${x + width} ${y}v${height}`],
    ['Bottom', `M${x} ${y + height}h${width}`],
    ['Left', `M${x} ${y}v${height}`],
  ]);
  for (const [side, d] of sides) {
    const [line, colour] = [parseFloat(style[`border${side}Width`]), style[`border${side}Color`]];
    if (line > 0 && visible(colour)) all.push(svg('path', { d, stroke: colour, 'stroke-width': line }));
  }
  return all;
}

/** The lines of a text, as they are broken. @param {Text} text @param {CSSStyleDeclaration} style @param {Origin} origin */
function written(text, style, origin) {
  const range = document.createRange();
  /** @type {{ words: string, left: number, top: number, bottom: number }[]} */
  const lines = [];
  for (let i = 0; i < text.data.length; i++) {
    range.setStart(text, i);
    range.setEnd(text, i + 1);
    const rect = range.getBoundingClientRect();
    if (rect.width === 0 && rect.height === 0) continue;
    const last = lines.at(-1);
    if (last && Math.abs(last.top - rect.top) < 2) last.words += text.data[i];
    else lines.push({ words: text.data[i], left: rect.left, top: rect.top, bottom: rect.bottom });
  }
  const size = parseFloat(style.fontSize);
  return lines
    .filter(({ words }) => words.trim())
    .map(({ words, left, top, bottom }) =>
      svg(
        'text',
        {
          x: left - origin.left,
          y: (top + bottom) / 2 - origin.top + 0.35 * size, // where letters stand, near enough
          fill: style.color,
          ...Object.fromEntries(
            LOOKS.filter((name) => name.startsWith('font')).map((name) => [
              name,
              style.getPropertyValue(name),
            ]),
          ),
        },
        words.replace(/\s+/g, ' ').trimEnd(),
      ),
    );
}

/** A drawing whose looks are its own. @param {SVGSVGElement} drawing @param {Record<string, number>} place */
function inlined(drawing, place) {
  const copy = /** @type {SVGSVGElement} */ (drawing.cloneNode(true));
  const copies = [copy, ...copy.querySelectorAll('*')];
  [drawing, ...drawing.querySelectorAll('*')].forEach((original, i) => {
    const style = getComputedStyle(original);
    for (const name of LOOKS) copies[i].setAttribute(name, style.getPropertyValue(name));
    for (const name of ['class', 'role', 'tabindex', 'aria-label', 'aria-details', 'aria-pressed'])
      copies[i].removeAttribute(name);
  });
  for (const [name, value] of Object.entries(place)) copy.setAttribute(name, String(value));
  return copy;
}

/** @param {string} colour as the browser gives it */
const visible = (colour) => colour !== 'transparent' && !/[,/]\s*0\)$/.test(colour);

/** The ground that a figure stands on. @param {Element} figure @returns {string} */
function paper(figure) {
  const colour = getComputedStyle(figure).backgroundColor;
  if (visible(colour)) return colour;
  return figure.parentElement ? paper(figure.parentElement) : '#fff';
}

/** @param {Element} figure @param {'svg' | 'png'} format @returns {Promise<Blob>} */
export async function pictureFile(figure, format) {
  const picture = pictureOf(figure);
  const file = new Blob([new XMLSerializer().serializeToString(picture)], { type: 'image/svg+xml' });
  if (format === 'svg') return file;
  const image = new Image();
  image.src = URL.createObjectURL(file);
  try {
    await image.decode();
    const canvas = new OffscreenCanvas(SHARPNESS * image.naturalWidth, SHARPNESS * image.naturalHeight);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob();
  } finally {
    URL.revokeObjectURL(image.src);
  }
}
