// What a camera sees: the sample's portrait in the middle of a grey frame, its face about 166 pixels wide.
export const WIDTH = 640;
export const HEIGHT = 480;

/** The frame, drawn on a canvas. */
export async function scene() {
  const canvas = Object.assign(document.createElement('canvas'), { width: WIDTH, height: HEIGHT });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const portrait = new Image();
  portrait.src = '/www/sample.jpg';
  await portrait.decode();
  context.fillStyle = '#808080';
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.drawImage(portrait, (WIDTH - HEIGHT) / 2, 0, HEIGHT, HEIGHT);
  return { canvas, context };
}
