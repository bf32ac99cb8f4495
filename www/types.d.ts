// The public types of mimique. Pixels are counted from the top left of the frame.

export interface FaceBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface FoundFace extends FaceBox {
  /** The detector's score, or null for a box that was given or assumed. */
  score: number | null;
  /** Right eye, left eye, nose, mouth, right ear, left ear, as the person has them; none without a detector. */
  keypoints: { x: number; y: number }[];
}

export interface Square {
  /** The left and top edge, before it is turned. */
  x: number;
  y: number;
  side: number;
  /** By how much it is turned about its centre, clockwise, in radians: the roll of a face beyond FER2013's. */
  roll: number;
}

/** One of a network's answers: FER2013's one label, or how many of ten people would say each word. */
export type Head = 'label' | 'votes';

export interface Answer {
  /** The label with the highest probability, as the checkpoint spells it ("happiness"). */
  label: string;
  /** Calibrated probabilities, in the order of `labels`; of `votes`, shares of the people. */
  probabilities: Float32Array;
  logits: Float32Array;
}

/** The answer of the head `label`, with that of the head `votes` in it. */
export interface Prediction extends Answer {
  labels: string[];
  /** What share of ten people would say each word; null from a checkpoint without that head. */
  votes: Answer | null;
  /** Where the face is in the frame. */
  face: FoundFace;
  /** How many faces were found in a picture; 1 for a frame of a video and where nobody looked. */
  faces: number;
  /** What was cut out of the frame; may reach outside it. */
  square: Square;
  /** The 48×48 grey face that the network saw, row by row. */
  crop: Uint8ClampedArray;
}

export interface Group {
  label: string;
  /** Indices into the classifier's labels. */
  members: number[];
}

export interface Figures {
  split: string;
  n: number;
  /** Fractions from 0 to 1. */
  accuracy: number;
  macro_f1?: number;
  ece?: number;
  loss?: number;
  /** Pictures, where it is another number than `n`. */
  groups_n?: number;
  groups_accuracy?: number;
  /** When the answer is "unsure", of the labels and of the three groups. */
  unsure?: Unsure;
  groups_unsure?: Unsure;
}

/** When a network is unsure, and what that buys, measured on the same pictures. Fractions from 0 to 1. */
export interface Unsure {
  /** The largest probability, or share, below which no label is called the answer: half as many answers are wrong then. */
  below: number;
  /** Share of the pictures that are answered. */
  answered: number;
  /** Share of these whose answer is right. */
  accuracy: number;
}

/** Figures of the head `votes`: `accuracy` is agreement with the majority, on the `n` pictures that have one. */
export interface VotesFigures extends Figures {
  cross_entropy?: number;
  /** Mean absolute difference between predicted and counted share. */
  share_error?: number;
}

/** What a checkpoint says of itself. One made elsewhere may lack any of it. */
export interface Metadata {
  name?: string;
  labels?: string[];
  parameters?: number;
  mflop?: number;
  heads?: Head[];
  /** Of the head `label`. */
  figures?: Figures;
  /** The second head; null in a checkpoint without it. */
  votes?: { temperature: number; figures: VotesFigures | null } | null;
  licence?: string;
  source?: string;
  [more: string]: unknown;
}

export interface Activation {
  name: string;
  /** [channels, height, width] or [n]. */
  shape: number[];
  data: Float32Array;
}

export type FrameSource =
  HTMLVideoElement | HTMLImageElement | HTMLCanvasElement | ImageBitmap | ImageData | Blob;

/** An address, or bytes. A `Response` is read to its end. */
export type WeightsFile = string | URL | ArrayBuffer | Uint8Array | Blob | Response;

export interface LoadOptions {
  /** A checkpoint. Default: the LeNet that ships with mimique. */
  weights?: WeightsFile;
  /** The face detector's weights. Default: the detector that ships with mimique. */
  detector?: WeightsFile;
  /**
   * Where the WebAssembly is, for bundlers that do not follow `new URL(…, import.meta.url)`: `mimique/wasm/mimique_bg.wasm`, or
   * `mimique/wasm/mimique_relaxed_bg.wasm` where every browser has relaxed SIMD. Default: beside the package's scripts, the
   * one of both that the browser can run.
   */
  wasm?: string | URL;
  /** Where the worker's script is (`mimique/worker.js`), for the same bundlers. Default: beside the package's scripts. */
  worker?: string | URL;
  signal?: AbortSignal;
}

export interface ClassifyOptions {
  /** Look for the face in the frame; without, the largest centred square is taken for it. Default: true. The detector is
   * downloaded when a frame first needs it. Square pictures of up to 64 pixels are taken for faces already. */
  detect?: boolean;
  /** The face's box, when it is known: from forehead to chin and from ear to ear. */
  face?: FaceBox | null;
  signal?: AbortSignal;
}

export interface Classifier {
  readonly labels: string[];
  readonly groups: Group[];
  readonly metadata: Metadata;
  /**
   * Reads one frame; null when it holds no face. One frame is in flight at a time and one may wait: a newer call
   * takes the place of the one that waits, whose promise rejects with an `AbortError`.
   */
  classify(source: FrameSource, options?: ClassifyOptions): Promise<Prediction | null>;
  /** All faces of a picture, the largest and most central first. */
  detect(source: FrameSource, options?: { signal?: AbortSignal }): Promise<FoundFace[]>;
  /** What every layer of the network makes of a face (`prediction.crop`). */
  activations(crop: Uint8ClampedArray, options?: { signal?: AbortSignal }): Promise<Activation[]>;
  /** The `probabilities` of many faces in one call: `crops` are theirs of 2304 grey values, one after the other, and so are the
   * rows of the answer, of as many values as there are labels. */
  probabilities(crops: Uint8ClampedArray, options?: { signal?: AbortSignal }): Promise<Float32Array>;
  /** Frees the weights. Calls that wait for an answer reject with an `AbortError`, later ones with the code `closed`. */
  close(): void;
}

/**
 * Every `code` of a rejection and of `expression-error`, and what it means. (A call that its signal ends, or a newer frame,
 * rejects with the signal's reason, an `AbortError` by default, which has no such code.)
 */
export interface ErrorCodes {
  /** The visitor or the browser did not allow the camera. */
  'camera-denied': string;
  /** There is no camera. */
  'camera-absent': string;
  /** Another program uses the camera. */
  'camera-busy': string;
  /** The camera stopped while it was read. */
  'camera-unplugged': string;
  /** The page is neither https nor localhost. */
  'camera-insecure': string;
  /** A page around this one, or a `Permissions-Policy`, forbids the camera. */
  'camera-blocked': string;
  /** The camera did not start, for another reason. */
  'camera-failed': string;
  /** A file is no picture that the browser can open. */
  'photo-unreadable': string;
  /** The photo at `src` could not be fetched. */
  'photo-unreachable': string;
  /** No frame could be taken from the source: a broken image, a video without a picture, pixels that were given away. */
  'source-unreadable': string;
  /** The picture is of another site that did not allow its use: `crossorigin="anonymous"`, and CORS on its server. */
  'source-tainted': string;
  /** An address cannot be parsed. */
  address: string;
  /** The server has no such checkpoint (4xx). */
  'weights-missing': string;
  /** The checkpoint could not be fetched (network, 5xx), or its bytes could not be read. */
  'weights-unreachable': string;
  /** A web page came in place of the checkpoint. */
  'weights-html': string;
  /** A page's address asked for a checkpoint of another site. */
  'weights-foreign': string;
  /** The same three for the face detector's weights. */
  'detector-missing': string;
  'detector-unreachable': string;
  'detector-html': string;
  /** The same three for the WebAssembly. */
  'engine-missing': string;
  'engine-unreachable': string;
  'engine-html': string;
  /** The WebAssembly arrived incomplete. */
  'engine-damaged': string;
  /** The browser has no WebAssembly with SIMD. */
  'engine-unsupported': string;
  /** The browser keeps pages from a picture's pixels, or alters them, and there is no other way to them. */
  'pixels-blocked': string;
  /** The network stopped unexpectedly and was replaced: call again. */
  'engine-crashed': string;
  /** The worker's script could not be loaded or has ended. */
  'worker-failed': string;
  /** There are no workers here: on a server, or in a worker. */
  'no-worker': string;
  /** The classifier was closed. */
  closed: string;
  /** An attribute, or the page's address, says what is not known. */
  'attribute-unknown': string;
  /** The element reads pictures only while it is in a page. */
  'not-in-page': string;
  /** `answer="votes"` with a checkpoint that has no such head. */
  'head-missing': string;
  /** A file is larger than any checkpoint that is read. */
  'checkpoint-too-large': string;
  /** A file is no safetensors file. */
  'not-safetensors': string;
  /** The checkpoint's metadata lacks a key, or says what is not expected. */
  'checkpoint-metadata': string;
  /** The network that the checkpoint describes cannot be built, or asks for too much. */
  architecture: string;
  /** The checkpoint's labels are none, or another number than its logits. */
  labels: string;
  /** The checkpoint's heads are not as expected. */
  head: string;
  /** A tensor is missing, unknown, of another shape or type, or holds what is no finite number. */
  'tensor-missing': string;
  'tensor-unknown': string;
  'tensor-shape': string;
  'tensor-type': string;
  'tensor-not-finite': string;
  /** A frame has no pixels, or too many. */
  frame: string;
  /** A face's box has no finite size, or lies outside the frame. */
  'face-box': string;
  /** A face is not 48 × 48 pixels. */
  face: string;
  /** The computation failed. */
  candle: string;
  /** Anything else, with its message. */
  unexpected: string;
}
export type ErrorCode = keyof ErrorCodes;

/** Loads a checkpoint in a worker. Rejects with an `Error` that has one of the `ErrorCodes` as its `code`. */
export function loadClassifier(options?: LoadOptions): Promise<Classifier>;

/** Words of a page's own, by the element's key or a label of your own: `const texts: Record<string, string> = { … }`. */
export interface Texts extends Partial<
  Record<import('./element/words/words.js').WordKey | import('./element/words/words.js').ErrorKey, string>
> {}

export type MeterSource = 'camera' | 'photo' | 'sample';
/** `ready`: the network is loaded and a still picture, if any, is read; `running`: camera frames are being read. */
export type MeterState = 'idle' | 'loading' | 'ready' | 'running' | 'error';

export interface ReadingDetail {
  /** Whose answer it is. */
  answer: Head;
  label: string;
  probability: number;
  /** The label that comes next. */
  second: string;
  /** `probability` is below the checkpoint's threshold (`Figures.unsure`): neither label is to be called the answer. */
  unsure: boolean;
  probabilities: Float32Array;
  face: FoundFace;
}

export interface MeterEvents {
  'expression-ready': CustomEvent<{ labels: string[] }>;
  /** One for every reading that is shown. */
  'expression-change': CustomEvent<ReadingDetail>;
  'expression-error': CustomEvent<{ code: ErrorCode; message: string }>;
  /** No face is found any more, or a picture holds none: what was read before no longer holds. */
  'expression-lost': CustomEvent<{}>;
}

declare global {
  interface HTMLElementTagNameMap {
    'expression-meter': import('./element.js').ExpressionMeter;
  }
  interface GlobalEventHandlersEventMap extends MeterEvents {}
}
