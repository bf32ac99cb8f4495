import { SPLITS } from '../../data/collection.js';
import { evaluate } from '../../data/evaluate.js';
import { DataSource } from '../../data/source.js';
import { checkSize } from '../../client/errors.js';
import { loadClassifier } from '../../client/classifier.js';
import { make } from '../../dom.js';
import { percent1, whole } from '../../figures/words.js';
import { choice } from '../shell/controls.js';
import { loadNamed, toldError } from '../shell/checkpoints.js';
import { wilson } from '../shell/reports.js';
import { words } from './words.js';
import { sayer, shellWords } from '../shell/words.js';

/** @typedef {import('../../data/evaluate.js').Evaluated} Evaluated */
/** @typedef {import('../shell/reports.js').Figures} Figures */
/** @typedef {import('../../data/evaluate.js').Answers & { report: Figures }} Own */
/** @typedef {keyof Evaluated} Truth what being right means: saying the one label, or what most people say */

class OtherLabels extends Error {
  /** @param {string[]} file @param {string[]} network */
  constructor(file, network) {
    super('the data has other labels than the network');
    this.values = { file: file.join(', '), network: network.join(', ') };
  }
}

/** The name of a checkpoint that the visitor gave. */
export const GIVEN = 'yours';

/** Has networks read a dropped dataset. Fires `evaluated` when there are other answers, `given` for another checkpoint. */
export class OwnEvaluation extends EventTarget {
  element = make('div', { class: 'own' });
  /** A checkpoint of the visitor's own. @type {File | null} */
  given = null;
  split = 1;
  /** @type {Map<string, Evaluated>} */
  #results = new Map();
  #data = new DataSource();
  /** @type {import('../../figures/words.js').Lang} */
  #lang = 'en';
  /** The networks that are asked for. @type {() => string[]} */
  #wanted;
  #run = new AbortController();
  #running = false;
  #splits = make('div');
  #work = make('div', { class: 'state', 'data-control': 'evaluate' });
  #message = make('p', { class: 'message', role: 'status' });
  #progress = make('progress', { max: 1, value: '0' });
  #far = make('p', { class: 'far' });
  /** @type {(say: import('../shell/words.js').Say) => string} */
  #told = () => '';

  /** @param {() => string[]} wanted */
  constructor(wanted) {
    super();
    this.#wanted = wanted;
    this.#data.addEventListener('data', () => this.#forget());
  }

  /** @param {string} name @param {Truth} truth @returns {Own | null} what a network made of the data */
  of(name, truth) {
    const answers = this.#results.get(name)?.[truth];
    return answers ? { ...answers, report: reportOf(answers) } : null;
  }

  /** Whether a network has read the data. @param {string} name */
  has(name) {
    return this.#results.has(name);
  }

  get opened() {
    return this.#data.opened;
  }

  /** @param {import('../../figures/words.js').Lang} lang */
  speak(lang) {
    this.#lang = lang;
    this.#data.speak(lang);
    this.#message.textContent = this.#told(this.#say);
    this.#progress.setAttribute('aria-label', this.#say('evaluating'));
    this.element.replaceChildren(this.#data.element, this.#splits, this.#work, this.#message);
    this.refresh();
  }

  /** Ends whatever runs. */
  close() {
    this.#data.close();
    this.#run.abort();
  }

  /** Takes a checkpoint of the visitor's own. @param {File} file */
  async give(file) {
    try {
      checkSize(file.size);
      const classifier = await loadClassifier({ weights: file });
      classifier.close();
      this.#run.abort();
      this.given = file;
      this.#results.delete(GIVEN);
      this.#tell((say) => say('givenThere', { file: file.name }));
      this.dispatchEvent(new Event('given'));
    } catch (error) {
      const text = await toldError(error, this.#lang);
      this.#tell(() => text);
    }
  }

  /** The buttons, as they hold now. */
  refresh() {
    const say = this.#say;
    const opened = this.opened;
    if (!opened) {
      this.#splits.replaceChildren();
      this.#work.replaceChildren();
      return;
    }
    const { splits } = opened.dataset;
    const present = SPLITS.map((_, split) => split).filter((split) => splits.includes(split));
    if (!present.includes(this.split)) this.split = present[0];
    const choices = present.map((split) => /** @type {[string, string]} */ ([String(split), SPLITS[split]]));
    const onSplit = (/** @type {string} */ value) => {
      this.split = Number(value);
      this.#forget();
    };
    this.#splits.replaceChildren(choice('split', say('split'), choices, String(this.split), onSplit));
    const names = this.#wanted().map((name) => this.#nameOf(name));
    const start = make(
      'button',
      { type: 'button', class: 'primary', onclick: () => this.#evaluate() },
      say(names.length > 1 ? 'evaluateBoth' : 'evaluateOne', { first: names[0], second: names[1] }),
    );
    const cancel = make('button', { type: 'button', onclick: () => this.#run.abort() }, say('cancel'));
    const had = this.#work.contains(document.activeElement);
    this.#work.replaceChildren(...(this.#running ? [this.#progress, this.#far, cancel] : [start]));
    if (had) (this.#running ? cancel : start).focus(); // the button that had it is gone
  }

  get #say() {
    return sayer(this.#lang, shellWords, words);
  }

  /** @param {string} name */
  #nameOf(name) {
    return name === GIVEN ? (this.given?.name ?? '') : this.#say(name);
  }

  #forget() {
    this.#run.abort();
    this.#results.clear();
    this.#running = false;
    this.#tell(() => '');
    this.refresh();
    this.dispatchEvent(new Event('evaluated'));
  }

  /** @param {(say: import('../shell/words.js').Say) => string} told */
  #tell(told) {
    this.#told = told;
    this.#message.textContent = told(this.#say);
  }

  async #evaluate() {
    this.#run = new AbortController();
    const { signal } = this.#run;
    this.#running = true;
    this.#progress.value = 0;
    this.#far.textContent = '';
    this.refresh();
    try {
      const names = this.#wanted().filter((name) => !this.#results.has(name));
      for (const [i, name] of names.entries()) await this.#evaluateOne(name, i, names.length, signal);
      if (!signal.aborted) this.#tell((say) => this.#summary(say));
    } catch (error) {
      if (signal.aborted) this.#tell((say) => say('cancelled'));
      else if (error instanceof OtherLabels) this.#tell((say) => say('otherLabels', error.values));
      else {
        const text = await toldError(error, this.#lang);
        this.#tell(() => text);
      }
    }
    if (signal !== this.#run.signal) return;
    this.#running = false;
    this.refresh();
    this.dispatchEvent(new Event('evaluated'));
  }

  /** @param {string} name @param {number} nth @param {number} all @param {AbortSignal} signal */
  async #evaluateOne(name, nth, all, signal) {
    const { dataset } = /** @type {import('../../data/source.js').Opened} */ (this.opened);
    this.#tell((say) => say('evaluatingThis', { name: this.#nameOf(name) }));
    const classifier = await (name === GIVEN
      ? loadClassifier({ weights: /** @type {File} */ (this.given), signal })
      : loadNamed(name));
    try {
      signal.throwIfAborted();
      const start = performance.now();
      const onProgress = (/** @type {number} */ done, /** @type {number} */ of) => {
        this.#progress.value = (nth + done / of) / all;
        const left = ((performance.now() - start) / done) * (of * (all - nth) - done);
        const number = whole(this.#lang);
        const values = { done: number(done), of: number(of), seconds: number(Math.ceil(left / 1000)) };
        this.#far.textContent = this.#say('far', values);
      };
      const evaluated = await evaluate(classifier, dataset, this.split, { signal, onProgress });
      if (evaluated) this.#results.set(name, evaluated);
      else throw new OtherLabels(dataset.labels, classifier.labels);
    } finally {
      classifier.close();
    }
  }

  /** @param {import('../shell/words.js').Say} say */
  #summary(say) {
    const among = (/** @type {Truth} */ truth) => {
      const all = [...this.#results].flatMap(([name, evaluated]) => {
        const measured = evaluated[truth]?.measured;
        return measured ? [{ name, measured }] : [];
      });
      const scores = all.map(({ name, measured }) =>
        say('scored', { name: this.#nameOf(name), accuracy: percent1(this.#lang)(measured.accuracy) }),
      );
      return { n: whole(this.#lang)(all[0]?.measured.n ?? 0), scores: scores.join(', ') };
    };
    const [label, majority] = [among('label'), among('majority')];
    const told = say('evaluatedAll', { ...label, split: SPLITS[this.split] });
    return majority.scores ? `${told} ${say('evaluatedVotes', majority)}` : told;
  }
}

/** @param {import('../../data/evaluate.js').Answers} answers @returns {Figures} */
function reportOf({ measured }) {
  const right = measured.confusion.reduce((sum, row, i) => sum + row[i], 0);
  return { ...measured, intervals: { accuracy: wilson(right, measured.n) } };
}
