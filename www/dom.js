/**
 * Makes an element. Attributes go through `setAttribute`, functions become listeners (`onclick`); no HTML is ever
 * parsed, so that a strict CSP with Trusted Types holds.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes] undefined, null and false are left out
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false)
      element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/**
 * Draws what the network sees.
 * @param {HTMLCanvasElement} canvas 48 × 48
 * @param {Uint8ClampedArray} crop 48 × 48 grey values
 */
export function paint(canvas, crop) {
  const pixels = new ImageData(48, 48);
  const words = new Uint32Array(pixels.data.buffer);
  for (let i = 0; i < words.length; i++) words[i] = 0xff000000 | (crop[i] * 0x010101);
  canvas.getContext('2d')?.putImageData(pixels, 0, 0);
}
