// Every face detector behind one shape: a camera's frame in, the middle of the face out.
import init, { Detector, Frame } from '../../www/pkg/mimique.js';
import { hasRelaxedSimd } from '../../www/worker/relaxed-simd.js';
import { HEIGHT, WIDTH, scene } from './scene.js';

/** @typedef {{ x: number, y: number }} Point in pixels of the frame */
/** @typedef {{ x: number, y: number, width: number, height: number }} Box */
/** @typedef {{ name: string, run: () => any, middle: (result: any) => Point, free: () => void }} Finder */

const MODULES = '/bench/node_modules';
const MEDIAPIPE = `${MODULES}/@mediapipe/tasks-vision`;
const TFJS = '/target/bench/page/tfjs-face.js'; // as bench/bundle.mjs made it

const SIDE = 128; // of the network's input
const SECONDS = 1 / 30; // from one frame of the camera to the next

/**
 * mimique first, then the peers. Without MediaPipe's model there is no MediaPipe.
 * @param {{ weights: ArrayBuffer, model?: ArrayBuffer }} given
 * @returns {Promise<Finder[]>}
 */
export async function finders({ weights, model }) {
  const { canvas, context } = await scene();
  const frame = context.getImageData(0, 0, WIDTH, HEIGHT);
  const small = shrunk(canvas);
  const all = [...(await mimique(weights, frame)), await tfjs(weights, small)];
  return model ? [...all, ...(await mediapipe(model, frame, small))] : all;
}

/** The whole frame as the network sees it in a first look: a square, black above and below. @param {HTMLCanvasElement} frame */
function shrunk(frame) {
  const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
    new OffscreenCanvas(SIDE, SIDE).getContext('2d')
  );
  const height = (SIDE * HEIGHT) / WIDTH;
  context.fillRect(0, 0, SIDE, SIDE);
  context.imageSmoothingQuality = 'high';
  context.drawImage(frame, 0, (SIDE - height) / 2, SIDE, height);
  return context.getImageData(0, 0, SIDE, SIDE);
}

/** Where a point of that square, in shares of its side, lies in the frame. @param {Point} point @returns {Point} */
const inFrame = ({ x, y }) => ({ x: x * WIDTH, y: y * WIDTH - (WIDTH - HEIGHT) / 2 });

/** NaN where there is no face. @param {Partial<Box> | null | undefined} box @returns {Point} */
const middleOf = (box) => {
  const { x = NaN, y = NaN, width = NaN, height = NaN } = box ?? {};
  return { x: x + width / 2, y: y + height / 2 };
};

/**
 * What ships, in the build that the page gets: a face that is followed, its frame in the memory of wasm already or copied
 * there each time, and the look at a whole frame, which is two passes.
 * @param {ArrayBuffer} weights
 * @param {ImageData} image
 * @returns {Promise<Finder[]>}
 */
async function mimique(weights, image) {
  await init({ module_or_path: `/www/pkg/mimique${hasRelaxedSimd() ? '_relaxed' : ''}_bg.wasm` });
  const copied = () => new Frame(new Uint8Array(image.data.buffer), WIDTH, HEIGHT);
  const frame = copied();
  /** @param {string} name @param {(detector: Detector, seconds: number) => Box | null} look @returns {Finder} */
  const finder = (name, look) => {
    const detector = new Detector(new Uint8Array(weights));
    let seconds = 0; // a camera's clock: engines take turns, and a face is forgotten after a second
    const run = () => look(detector, (seconds += SECONDS));
    return { name, run, middle: middleOf, free: () => detector.free() };
  };
  return [
    finder('mimique', (detector, seconds) => detector.track(frame, seconds)),
    finder('mimique-with-copy', (detector, seconds) => {
      const frame = copied();
      const face = detector.track(frame, seconds);
      frame.free();
      return face;
    }),
    finder('mimique-whole-frame', (detector) => detector.detect(frame)[0]),
  ];
}

/** The network alone, its input ready. @param {ArrayBuffer} weights @param {ImageData} small @returns {Promise<Finder>} */
async function tfjs(weights, { data }) {
  const peer = await import(TFJS);
  await peer.start(`${MODULES}/@tensorflow/tfjs-backend-wasm/dist/`);
  const { run, middle, free } = peer.load(weights);
  const input = Float32Array.from(
    data.filter((_, i) => i % 4 < 3),
    (value) => value / 127.5 - 1,
  );
  return { name: 'tfjs-network', run: () => run(input), middle: (maps) => inFrame(middle(maps)), free };
}

/**
 * One pass over a picture on the processor. MediaPipe takes every picture through WebGL and reads it back, a third of its time
 * where there is no graphics card: it is also given the frame shrunk to the network's input, so that little is left of that.
 * @param {ArrayBuffer} model
 * @param {ImageData} frame
 * @param {ImageData} small
 * @returns {Promise<Finder[]>}
 */
async function mediapipe(model, frame, small) {
  const { FaceDetector, FilesetResolver } = await import(`${MEDIAPIPE}/vision_bundle.mjs`);
  const files = await FilesetResolver.forVisionTasks(`${MEDIAPIPE}/wasm`);
  /** @param {string} name @param {ImageData} image @param {(middle: Point) => Point} place @returns {Promise<Finder>} */
  const finder = async (name, image, place) => {
    const detector = await FaceDetector.createFromOptions(files, {
      baseOptions: { modelAssetBuffer: new Uint8Array(model), delegate: 'CPU' },
      runningMode: 'IMAGE',
    });
    /** @param {any} found */
    const middle = ({ detections }) => {
      const { originX: x, originY: y, ...size } = detections[0]?.boundingBox ?? {};
      return place(middleOf({ x, y, ...size }));
    };
    return { name, run: () => detector.detect(image), middle, free: () => detector.close() };
  };
  return [
    await finder('mediapipe', frame, (middle) => middle),
    await finder('mediapipe-small', small, ({ x, y }) => inFrame({ x: x / SIDE, y: y / SIDE })),
  ];
}
