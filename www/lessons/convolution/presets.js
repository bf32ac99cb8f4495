import { make } from '../../dom.js';
import { about } from '../../figures/checkpoint.js';
import { rounded } from './convolve.js';
import { PRESETS, preset, presetOf } from './kernels.js';

const CHECKPOINTS = {
  learnedArticle: new URL('../../../models/lenet5-article.safetensors', import.meta.url),
  learnedPage: new URL('../../../models/lenet.safetensors', import.meta.url),
};

/** @typedef {{ key: string, n: number, kernel: number[] }} Learned */

/** @type {Promise<Map<string, Learned>> | null} */
let loading = null;

/** The first layers of both networks, loaded once somebody looks for them. */
const learnedKernels = () =>
  (loading ??= load().catch((error) => {
    loading = null;
    throw error;
  }));

async function load() {
  /** @type {Map<string, Learned>} */
  const learned = new Map();
  for (const [key, url] of Object.entries(CHECKPOINTS)) {
    const { kernel: side, filters } = await about(url);
    for (let n = 0; n * side * side < filters.length; n++) {
      const kernel = [...filters.subarray(n * side * side, (n + 1) * side * side)].map(rounded);
      learned.set(`${key}-${n + 1}`, { key, n: n + 1, kernel });
    }
  }
  return learned;
}

/** A choice among kernels: designed by hand, learned, or one's own. */
export class PresetChoice {
  element;
  #select;
  #handmade;
  #learnedGroup;
  #say;
  /** @type {Map<string, Learned>} */
  #learned = new Map();
  /** @type {number[]} */
  #kernel = [];

  /**
   * @param {import('../shell/words.js').Say} say
   * @param {(kernel: number[]) => void} onChoice
   * @param {(error: unknown) => void} onError
   */
  constructor(say, onChoice, onError) {
    this.#say = say;
    this.#handmade = PRESETS.map((name) => make('option', { value: name }, say(name)));
    this.#learnedGroup = make('optgroup', { label: say('learned') });
    this.#select = make(
      'select',
      { 'aria-label': say('preset') },
      make('optgroup', { label: say('handmade') }, ...this.#handmade),
      this.#learnedGroup,
      make('option', { value: 'own', hidden: true }, say('own')),
    );
    this.#select.addEventListener('change', () => {
      const name = this.#select.value;
      onChoice(this.#learned.get(name)?.kernel ?? preset(name, Math.sqrt(this.#kernel.length)));
    });
    this.element = make('div', { class: 'preset', 'data-control': 'preset' }, this.#select);
    learnedKernels().then((learned) => this.#add(learned), onError);
  }

  /** @param {Map<string, Learned>} learned */
  #add(learned) {
    this.#learned = learned;
    const options = [...learned].map(([value, { key, n }]) =>
      make('option', { value }, this.#say(key, { n })),
    );
    this.#learnedGroup.replaceChildren(...options);
    this.show(this.#kernel);
  }

  /** Says which kernel is in use. @param {number[]} kernel */
  show(kernel) {
    this.#kernel = kernel;
    const known = [...this.#learned].find(([, learned]) => String(learned.kernel) === String(kernel));
    this.#select.value = presetOf(kernel) ?? known?.[0] ?? 'own';
  }
}
