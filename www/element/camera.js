import { fault } from '../client/errors.js';
import { pacer } from './pacer.js';

/** @typedef {Pick<MediaTrackConstraints, 'deviceId' | 'facingMode'> | { after: string }} Choice `after`: the next one in the list */

/** @type {Record<string, 'camera-denied' | 'camera-absent' | 'camera-busy'>} */
const CODES = {
  NotAllowedError: 'camera-denied',
  SecurityError: 'camera-denied',
  NotFoundError: 'camera-absent',
  OverconstrainedError: 'camera-absent',
  NotReadableError: 'camera-busy',
  AbortError: 'camera-busy',
};

/** Without a frame for so long, a camera is said to send none. */
const SILENCE_MS = 3000;

/** A camera that plays in a video until its signal is aborted, which lets go of it at once. */
export class Camera {
  /** How many cameras there are, once that is known. */
  count = 0;
  #video;
  #track;
  #signal;
  #onChange;
  #paused = false;
  #followed = false;
  /** As it was told; what `track.muted` says at the start is wrong in WebKitGTK, and frames that do not come tell as much. */
  #muted = false;
  #frameless = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * Asks for a camera and plays it.
   * @param {HTMLVideoElement} video in the document already (iOS)
   * @param {Choice} choice
   * @param {{ signal: AbortSignal, onEnded: () => void, onChange: () => void }} owner is told when the camera goes away by
   *   itself, and when it falls silent or `count` is known
   */
  static async open(video, choice, owner) {
    const { signal } = owner;
    const stream = await ask(await constraint(choice));
    if (signal.aborted) release(stream); // given after all, to nobody
    signal.throwIfAborted();
    const camera = new Camera(video, stream, owner);
    await video.play().catch(() => {
      signal.throwIfAborted();
      throw fault('camera-failed', 'the video does not play');
    });
    signal.throwIfAborted();
    return camera;
  }

  /**
   * @param {HTMLVideoElement} video
   * @param {MediaStream} stream
   * @param {Parameters<typeof Camera.open>[2]} owner
   */
  constructor(video, stream, { signal, onEnded, onChange }) {
    this.#video = video;
    this.#signal = signal;
    this.#onChange = onChange;
    this.#track = stream.getVideoTracks()[0];
    video.srcObject = stream;
    signal.addEventListener('abort', () => {
      release(stream);
      clearTimeout(this.#timer);
      if (video.srcObject === stream) video.srcObject = null;
    });
    this.#track.addEventListener('ended', onEnded, { signal });
    for (const type of ['mute', 'unmute']) {
      this.#track.addEventListener(
        type,
        () => {
          this.#muted = type === 'mute';
          onChange();
        },
        { signal },
      );
    }
    // By the browser (iOS does, in the background), by a move in the document or by the page.
    video.addEventListener('pause', () => this.#play(), { signal });
    cameras().then(({ length }) => {
      this.count = length;
      if (!signal.aborted) onChange();
    });
  }

  /** It sends no frames: the system took it, its shutter is closed, or it hangs. */
  get silent() {
    return this.#muted || this.#frameless;
  }

  /** A camera at the back shows the world; any other faces the visitor, who expects a mirror. */
  get facesVisitor() {
    return this.#track.getSettings().facingMode !== 'environment';
  }

  /** The other side of a phone, or the next one in the list. @returns {Choice} */
  get next() {
    const { deviceId, facingMode } = this.#track.getSettings();
    if (facingMode === 'user') return { facingMode: 'environment' };
    if (facingMode === 'environment') return { facingMode: 'user' };
    return { after: deviceId ?? '' };
  }

  /** Holds the camera without looking at it: the frames are not delivered. @param {boolean} paused */
  pause(paused) {
    this.#paused = paused;
    this.#track.enabled = !paused;
    if (this.#followed) this.#hear();
    this.#play();
  }

  /**
   * Calls back for frames, for one at a time.
   * @param {() => Promise<void>} act
   * @param {{ readonly maxFps: number }} [settings] at most so many per second
   */
  follow(act, settings = { maxFps: Infinity }) {
    const due = pacer();
    let busy = false;
    this.#followed = true;
    this.#hear();
    eachFrame(this.#video, this.#signal, async (now) => {
      this.#hear();
      if (this.#paused || this.silent || busy || !due(now, settings.maxFps)) return;
      busy = true;
      await act();
      busy = false;
    });
  }

  #play() {
    if (!this.#paused && !this.#signal.aborted) this.#video.play().catch(() => {});
  }

  /** A frame has come; the next one is waited for. */
  #hear() {
    clearTimeout(this.#timer);
    if (!this.#paused) this.#timer = setTimeout(() => this.#tell(true), SILENCE_MS);
    this.#tell(false);
  }

  /** @param {boolean} frameless */
  #tell(frameless) {
    if (this.#frameless === frameless) return;
    this.#frameless = frameless;
    this.#onChange();
  }
}

/** @param {Choice} choice @returns {Promise<MediaTrackConstraints>} */
async function constraint(choice) {
  if (!('after' in choice)) return choice;
  const ids = (await cameras()).map(({ deviceId }) => deviceId);
  const id = ids[(ids.indexOf(choice.after) + 1) % ids.length];
  return id ? { deviceId: { exact: id } } : { facingMode: 'user' };
}

/** @param {MediaTrackConstraints} choice */
async function ask(choice) {
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

/** All cameras; none where the browser does not tell, which harms no camera that works. */
const cameras = async () => {
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return devices.filter(({ kind }) => kind === 'videoinput');
};

/** @param {MediaStream} stream */
const release = (stream) => stream.getTracks().forEach((track) => track.stop());

/**
 * Calls back for every new frame of a video that plays, or for every repaint where that is not to be had.
 * @param {HTMLVideoElement} video
 * @param {AbortSignal} signal
 * @param {(nowMs: number) => void} act
 */
function eachFrame(video, signal, act) {
  let byFrame = 'requestVideoFrameCallback' in video;
  let heard = false;
  const ask = () => (byFrame ? video.requestVideoFrameCallback(tick) : requestAnimationFrame(tick));
  /** @param {number} now */
  const tick = (now) => {
    if (signal.aborted) return;
    heard = true;
    act(now);
    ask();
  };
  ask();
  // WebKitGTK has the call and may never make it, although the video goes on.
  const began = video.currentTime;
  setTimeout(() => {
    if (heard || signal.aborted || video.currentTime <= began) return;
    byFrame = false;
    ask();
  }, 1000);
}
