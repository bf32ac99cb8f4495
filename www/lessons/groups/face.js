// The article's two networks, asked about the face in sight.
import { barList } from '../../figures/bars.js';
import { nameOf } from '../../figures/words.js';
import { loadNamed } from '../shell/checkpoints.js';
import { imageOf } from '../shell/look.js';

/** @typedef {{ labels: string[], probabilities: ArrayLike<number> }} Answer */

/** Bars of an answer, the highest strong. @param {import('../../figures/words.js').Lang} lang @param {Answer} answer */
export function answers(lang, { labels, probabilities }) {
  const percent = new Intl.NumberFormat(lang, { style: 'percent' }).format;
  const most = Math.max(...Array.from(probabilities));
  return barList(
    labels.map((label, i) => ({
      name: nameOf(lang, label),
      share: probabilities[i],
      text: percent(probabilities[i]),
      strong: probabilities[i] === most,
    })),
  );
}

/** Fires `read` when there is an answer to the newest face, or none will come. */
export class FaceReader extends EventTarget {
  /** @type {{ seven: Answer, summed: Answer, three: Answer } | null} */
  predictions = null;
  failed = false;
  /** @type {Promise<import('../../types.d.ts').Classifier[]> | null} */
  #loading = null;
  /** @type {Uint8ClampedArray | null} the newest face that waits */
  #waiting = null;
  #busy = false;
  #closed = false;

  /** @param {Uint8ClampedArray} crop */
  async read(crop) {
    this.#waiting = crop;
    if (this.#busy) return;
    this.#busy = true;
    try {
      this.#loading ??= Promise.all(['lenet5-article', 'lenet5-article-3'].map(loadNamed));
      const [seven, three] = await this.#loading;
      while (this.#waiting && !this.#closed) {
        const face = imageOf(this.#waiting);
        this.#waiting = null;
        const [of7, of3] = await Promise.all(
          [seven, three].map((each) => each.classify(face, { detect: false })),
        );
        if (!of7 || !of3 || this.#closed) continue;
        this.failed = false;
        this.predictions = { seven: of7, summed: summed(of7, seven.groups), three: of3 };
        this.dispatchEvent(new Event('read'));
      }
    } catch {
      if (this.#closed) return;
      this.#loading = null; // the next face tries again
      this.failed = true;
      this.dispatchEvent(new Event('read'));
    } finally {
      this.#busy = false;
    }
  }

  close() {
    this.#closed = true;
    this.#loading?.then((all) => all.forEach((each) => each.close())).catch(() => {});
  }
}

/** The groups' probabilities, by sums over their members. @param {Answer} answer @param {import('../../types.d.ts').Group[]} groups */
export const summed = ({ probabilities }, groups) => ({
  labels: groups.map(({ label }) => label),
  probabilities: groups.map(({ members }) => members.reduce((sum, i) => sum + probabilities[i], 0)),
});
