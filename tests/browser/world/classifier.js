// Stands in for www/client/classifier.js: the same promises, held until the test gives them, and no worker.
import { aborted, fault, within } from '../../../www/client/errors.js';
import { world } from './world.js';

/** A file that a test writes for a checkpoint holds its name; `bad` is refused. @param {string | Blob | undefined} weights */
const nameOf = async (weights) =>
  weights instanceof Blob ? new TextDecoder().decode(await weights.arrayBuffer()) : weights || 'default';

/** @param {{ weights?: any, signal?: AbortSignal }} [options] */
export async function loadClassifier({ weights, signal } = {}) {
  signal?.throwIfAborted();
  const name = await within(nameOf(weights), signal);
  const classifier = new Classifier(name);
  try {
    await within(world.held('load'), signal);
    if (name === 'bad') throw fault('not-safetensors', 'expected a checkpoint, got bad bytes');
    return classifier;
  } catch (error) {
    classifier.close();
    throw error;
  }
}

class Classifier {
  labels = ['anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise', 'neutral'];
  groups = [
    { label: 'positive', members: [3] },
    { label: 'negative', members: [0, 1, 2, 4] },
    { label: 'neutral', members: [5, 6] },
  ];
  #life = new AbortController();
  /** @type {((reason: unknown) => void)[]} */
  #waiting = [];

  /** @param {string} name */
  constructor(name) {
    this.metadata = { name, votes: null };
    world.open.add(this);
  }

  /** A newer frame takes the place of the one that waits, as in the client. @param {any} source @param {any} [options] */
  classify(source, { face, signal } = {}) {
    const width = source.videoWidth ?? source.width;
    const superseded = new Promise((_, reject) => {
      if (this.#waiting.length > 1)
        this.#waiting.pop()?.(aborted('a newer frame took the place of this one'));
      this.#waiting.push(reject);
    });
    const reject = this.#waiting.at(-1);
    const answer = world.held('classify').finally(() => {
      this.#waiting = this.#waiting.filter((each) => each !== reject);
    });
    return within(Promise.race([answer, superseded]), this.#life.signal, signal).then(() =>
      world.prediction(this, width, face),
    );
  }

  /** @param {any} source @param {any} [options] */
  detect(source, { signal } = {}) {
    const boxes = [0, 1].map((x) => ({ ...world.box(source.width), x, keypoints: [] }));
    return within(world.held('detect'), this.#life.signal, signal).then(() => boxes);
  }

  close() {
    this.#life.abort(aborted('the classifier was closed'));
    world.open.delete(this);
  }
}
