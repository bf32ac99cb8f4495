/** What the decks read best comes first: PowerPoint and Keynote play MP4 everywhere. */
const FORMATS = [
  'video/mp4;codecs=avc1.42E01F',
  'video/webm;codecs=vp9',
  'video/webm;codecs=vp8',
  'video/webm',
];

/** The best format that this browser records; undefined where it records none. */
export const format = () =>
  typeof MediaRecorder === 'undefined' || !('captureStream' in HTMLCanvasElement.prototype)
    ? undefined
    : FORMATS.find((type) => MediaRecorder.isTypeSupported(type));

/**
 * Films a canvas.
 * @param {HTMLCanvasElement} canvas
 * @param {number} seconds
 * @param {(time: number) => void} draw draws the canvas as it is after that many seconds
 * @returns {Promise<Blob>}
 */
export async function film(canvas, seconds, draw) {
  draw(0);
  const stream = canvas.captureStream(30);
  const recorder = new MediaRecorder(stream, { mimeType: format(), videoBitsPerSecond: 4e6 });
  /** @type {Blob[]} */
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const ended = new Promise((resolve, reject) => {
    recorder.onstop = resolve;
    recorder.onerror = reject;
  });
  recorder.start();
  const start = performance.now();
  await new Promise((resolve) => {
    const step = () => {
      const time = (performance.now() - start) / 1000;
      draw(Math.min(time, seconds));
      if (time < seconds) requestAnimationFrame(step);
      else resolve(undefined);
    };
    requestAnimationFrame(step);
  });
  recorder.stop();
  await ended;
  for (const track of stream.getTracks()) track.stop();
  return new Blob(parts, { type: recorder.mimeType.split(';')[0] });
}
