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

export interface LoadOptions {
  /** A checkpoint: its URL or its bytes. Default: the LeNet that ships with mimique. */
  weights?: string | URL | ArrayBuffer;
  /** The face detector's weights: their URL or their bytes. Default: the detector that ships with mimique. */
  detector?: string | URL | ArrayBuffer;
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
  /** Frees the weights. Calls that wait for an answer reject with an `AbortError`, later ones with the code `closed`. */
  close(): void;
}

/** Loads a checkpoint in a worker. Rejects with an `Error` that has a kebab-case `code`. */
export function loadClassifier(options?: LoadOptions): Promise<Classifier>;

/**
 * Words of a page's own, by the key of the element's: a label, a message, an error's code. Labels of a checkpoint of your own
 * are keys, too: `const texts: Record<string, string> = { … }`.
 */
export interface Texts extends Partial<
  Record<import('./element/words/words.js').WordKey | import('./element/words/errors.js').ErrorKey, string>
> {}

export type MeterSource = 'camera' | 'photo' | 'sample';
/** `ready`: the network is loaded and a still picture, if any, is read; `running`: camera frames are being read. */
export type MeterState = 'idle' | 'loading' | 'ready' | 'running' | 'error';

export interface ReadingDetail {
  /** Whose answer it is. */
  answer: Head;
  label: string;
  probability: number;
  probabilities: Float32Array;
  face: FoundFace;
}

export interface MeterEvents {
  'expression-ready': CustomEvent<{ labels: string[] }>;
  /** One for every reading that is shown. */
  'expression-change': CustomEvent<ReadingDetail>;
  'expression-error': CustomEvent<{ code: string; message: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    'expression-meter': import('./element.js').ExpressionMeter;
  }
  interface GlobalEventHandlersEventMap extends MeterEvents {}
}
