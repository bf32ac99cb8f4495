import { make } from '../../dom.js';

/** @import { Head, MeterSource } from '../../types.d.ts' */
/** @typedef {import('./view.js').Model} Model */
/**
 * @typedef {object} Handlers what the visitor can ask for
 * @property {(source: MeterSource) => void} onSource a source's button; for `photo`, choose a file
 * @property {(classes: '7' | '3') => void} onClasses
 * @property {(answer: Head) => void} onAnswer
 * @property {() => void} onStart
 * @property {() => void} onStop
 * @property {() => void} onSwitch
 * @property {() => void} onMirror
 * @property {() => void} onFaces every face of the picture, a card each; or put them away
 * @property {() => void} onModel what the checkpoint says of itself
 */

/** Of each group, what can be chosen and the key of its word, if it is another. */
const SOURCES = [['sample'], ['camera'], ['photo']];
const CLASSES = [
  ['7', 'seven'],
  ['3', 'three'],
];
const ANSWERS = [['votes'], ['label']];

/** The buttons that `controls` adds: sources and labels above, what concerns the camera on the picture. */
export class Controls {
  #sources;
  #classes;
  #answers;
  #stop;
  #switch;
  #mirror;
  #faces;

  /** @param {Handlers} handlers */
  constructor(handlers) {
    /** @param {() => void} onclick */
    const pill = (onclick) => button({ class: 'pill', onclick });
    this.#sources = new Group(SOURCES, handlers.onSource);
    this.#classes = new Group(CLASSES, handlers.onClasses);
    this.#answers = new Group(ANSWERS, handlers.onAnswer);
    this.#stop = pill(handlers.onStop);
    this.#switch = pill(handlers.onSwitch);
    this.#mirror = pill(handlers.onMirror);
    this.#faces = pill(handlers.onFaces);
    this.model = button({ class: 'link', onclick: handlers.onModel });
    const groups = [this.#sources, this.#answers, this.#classes].map(({ element }) => element);
    this.toolbar = make('div', { class: 'toolbar' }, ...groups);
    this.onStage = make('div', { class: 'on-stage' }, this.#stop, this.#switch, this.#mirror, this.#faces);
  }

  /** @param {Model} model */
  render({
    texts,
    source,
    classes,
    answer,
    hasVotes,
    shows,
    ownGroups,
    live,
    cameras,
    mirrored,
    faces,
    cards,
  }) {
    this.#sources.show(texts, texts.source, source, shows('source'));
    this.#answers.show(texts, texts.answer, answer, hasVotes && shows('answer'));
    this.#classes.show(texts, texts.classes, classes, !ownGroups && shows('classes'));
    set(this.#stop, texts.stop);
    set(this.#switch, texts.switchCamera);
    set(this.#mirror, texts.mirror, mirrored);
    set(this.#faces, texts.allFaces.replace('{n}', `${faces}`));
    set(this.model, texts.model);
    this.#stop.hidden = !live || !shows('stop');
    this.#switch.hidden = !live || cameras < 2 || !shows('switch');
    this.#mirror.hidden = !live || !shows('mirror');
    this.#faces.hidden = live || faces < 2 || !shows('faces');
    this.model.hidden = !shows('model');
    this.#faces.setAttribute('aria-expanded', `${cards}`);
    for (const bar of [this.toolbar, this.onStage])
      bar.hidden = [...bar.children].every((each) => /** @type {HTMLElement} */ (each).hidden);
  }
}

/** Buttons of which one is pressed. */
class Group {
  #buttons;

  /** @param {string[][]} choices @param {(value: any) => void} onChoice */
  constructor(choices, onChoice) {
    this.#buttons = choices.map(([value, word = value]) => {
      return { value, word, element: button({ onclick: () => onChoice(value) }) };
    });
    const elements = this.#buttons.map(({ element }) => element);
    this.element = make('div', { class: 'segments', role: 'group' }, ...elements);
  }

  /** @param {Model['texts']} texts @param {string} label @param {string} chosen @param {boolean} shown */
  show(texts, label, chosen, shown) {
    this.element.hidden = !shown;
    this.element.setAttribute('aria-label', label);
    for (const { value, word, element } of this.#buttons) set(element, texts[word], value === chosen);
  }
}

/** @param {Record<string, any>} attributes */
export const button = (attributes) => make('button', { type: 'button', part: 'button', ...attributes });

/**
 * @param {HTMLElement} element
 * @param {string} text
 * @param {boolean} [pressed]
 */
function set(element, text, pressed) {
  element.textContent = text;
  if (pressed !== undefined) element.setAttribute('aria-pressed', `${pressed}`);
}
