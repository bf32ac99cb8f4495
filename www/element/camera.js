import { fault } from '../client/errors.js';

/** @typedef {Pick<MediaTrackConstraints, 'deviceId' | 'facingMode'>} Choice */

/** @type {Record<string, 'camera-denied' | 'camera-absent' | 'camera-busy'>} */
const CODES = {
  NotAllowedError: 'camera-denied',
  SecurityError: 'camera-denied',
  NotFoundError: 'camera-absent',
  OverconstrainedError: 'camera-absent',
  NotReadableError: 'camera-busy',
  AbortError: 'camera-busy',
};

/** One camera at a time in one video element, which must be in the document before it starts (iOS). */
export class Camera {
  /** How many cameras there are; known once one has started. */
  count = 0;
  #video;
  #onEnded;
  /** @type {MediaStream | null} */
  #stream = null;
  /** @type {Choice} */
  #choice = { facingMode: 'user' };

  /**
   * @param {HTMLVideoElement} video
   * @param {() => void} onEnded the camera went away by itself
   */
  constructor(video, onEnded) {
    this.#video = video;
    this.#onEnded = onEnded;
  }

  get running() {
    return this.#stream !== null;
  }

  /** A camera at the back shows the world; any other faces the visitor, who expects a mirror. */
  get facesVisitor() {
    return this.#settings().facingMode !== 'environment';
  }

  /**
   * Asks for the camera and plays it.
   * @param {AbortSignal} signal
   */
  async start(signal) {
    this.stop();
    const choice = this.#choice;
    this.#choice = { facingMode: 'user' }; // what the next try falls back to, should this one fail
    const stream = await open(choice);
    this.#choice = choice;
    if (signal.aborted) release(stream);
    signal.throwIfAborted();
    this.#stream = stream;
    stream.getVideoTracks()[0].addEventListener('ended', () => {
      if (this.#stream === stream) this.#onEnded();
    });
    this.#video.srcObject = stream;
    await this.#video.play().catch(() => {
      signal.throwIfAborted();
      throw fault('camera-failed', 'the video does not play');
    });
    this.count = (await cameras()).length;
    signal.throwIfAborted();
  }

  stop() {
    if (!this.#stream) return;
    release(this.#stream);
    this.#stream = null;
    this.#video.srcObject = null;
  }

  /** Chooses the next camera, for the next `start`: the other side of a phone, or the next in the list. */
  async chooseNext() {
    const { deviceId, facingMode } = this.#settings();
    if (facingMode === 'user') this.#choice = { facingMode: 'environment' };
    else if (facingMode === 'environment') this.#choice = { facingMode: 'user' };
    else {
      const ids = (await cameras()).map((camera) => camera.deviceId);
      const next = ids[(ids.indexOf(deviceId ?? '') + 1) % ids.length];
      this.#choice = next ? { deviceId: { exact: next } } : { facingMode: 'user' };
    }
  }

  /**
   * Holds the camera without looking at it: the frames are not delivered.
   * @param {boolean} paused
   */
  pause(paused) {
    for (const track of this.#stream?.getVideoTracks() ?? []) track.enabled = !paused;
    // A video that was paused by the browser itself (iOS does, in the background) has to be played again.
    if (!paused && this.#stream) this.#video.play().catch(() => {});
  }

  #settings() {
    return this.#stream?.getVideoTracks()[0]?.getSettings() ?? {};
  }
}

/** @param {Choice} choice */
async function open(choice) {
  if (!globalThis.isSecureContext) throw fault('camera-insecure', 'a camera needs https or localhost');
  const { permissionsPolicy, featurePolicy } = /** @type {any} */ (document);
  if ((permissionsPolicy ?? featurePolicy)?.allowsFeature('camera') === false)
    throw fault('camera-blocked', 'the iframe needs allow="camera"');
  try {
    const video = { ...choice, width: { ideal: 640 }, height: { ideal: 480 } };
    return await navigator.mediaDevices.getUserMedia({ audio: false, video });
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    throw fault(CODES[name] ?? 'camera-failed', `${name}: ${message}`);
  }
}

const cameras = async () =>
  (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');

/** @param {MediaStream} stream */
const release = (stream) => stream.getTracks().forEach((track) => track.stop());

/**
 * Calls back for every new frame of a video that plays, or for every repaint where that is not to be had.
 * @param {HTMLVideoElement} video
 * @param {AbortSignal} signal
 * @param {(nowMs: number) => void} act
 */
export function eachFrame(video, signal, act) {
  const byFrame = 'requestVideoFrameCallback' in video;
  const ask = () => (byFrame ? video.requestVideoFrameCallback(tick) : requestAnimationFrame(tick));
  /** @param {number} now */
  const tick = (now) => {
    if (signal.aborted) return;
    act(now);
    ask();
  };
  ask();
}
