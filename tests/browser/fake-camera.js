import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const WIDTH = 640;
const HEIGHT = 480;
const folder = join(tmpdir(), `mimique-camera-${process.pid}`);

/** The film that Chromium plays as a camera; it is opened only when the camera is. */
export const film = join(folder, 'camera.y4m');

/** Switches for a Chromium with a camera that shows the film, and that is allowed without a question. */
export const switches = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${film}`,
];

/**
 * Makes the film from the sample, in the middle of a 640×480 frame.
 * @param {import('@playwright/test').Browser} browser
 * @param {number} [rate] frames a second
 */
export async function makeFilm(browser, rate = 30) {
  const page = await browser.newPage();
  const rgba = await page.evaluate(
    async ({ sample, width, height }) => {
      const bytes = Uint8Array.from(atob(sample), (c) => c.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
      const context = new OffscreenCanvas(width, height).getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = '#808080';
      context.fillRect(0, 0, width, height);
      context.drawImage(image, (width - height) / 2, 0, height, height);
      let text = '';
      for (const byte of context.getImageData(0, 0, width, height).data) text += String.fromCharCode(byte);
      return btoa(text);
    },
    { sample: readFileSync('www/sample.jpg').toString('base64'), width: WIDTH, height: HEIGHT },
  );
  await page.close();
  const frame = Buffer.concat([Buffer.from('FRAME\n'), yuv420(Buffer.from(rgba, 'base64'))]);
  const header = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${rate}:1 Ip A1:1 C420jpeg\n`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(film, Buffer.concat([header, frame, frame, frame]));
}

export const removeFilm = () => rmSync(folder, { recursive: true, force: true });

/** BT.601, the colour differences taken from every second pixel of every second row. @param {Buffer} rgba */
function yuv420(rgba) {
  const luma = Buffer.alloc(WIDTH * HEIGHT);
  const [u, v] = [Buffer.alloc(luma.length / 4), Buffer.alloc(luma.length / 4)];
  for (let i = 0; i < luma.length; i++) {
    const [r, g, b] = rgba.subarray(4 * i, 4 * i + 3);
    luma[i] = 16 + (65.738 * r + 129.057 * g + 25.064 * b) / 256;
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
    if (x % 2 || y % 2) continue;
    const j = (y / 2) * (WIDTH / 2) + x / 2;
    u[j] = 128 + (-37.945 * r - 74.494 * g + 112.439 * b) / 256;
    v[j] = 128 + (112.439 * r - 94.154 * g - 18.285 * b) / 256;
  }
  return Buffer.concat([luma, u, v]);
}
