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

const SOURCES = /** @type {const} */ (['sample', 'camera', 'photo']);
const CLASSES = /** @type {const} */ ([
  ['7', 'seven'],
  ['3', 'three'],
]);

const ANSWERS = /** @type {const} */ (['votes', 'label']);

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
    this.#sources = SOURCES.map((source) => button({ onclick: () => handlers.onSource(source) }));
    this.#classes = CLASSES.map(([classes]) => button({ onclick: () => handlers.onClasses(classes) }));
    this.#answers = ANSWERS.map((answer) => button({ onclick: () => handlers.onAnswer(answer) }));
    this.#stop = button({ class: 'pill', onclick: handlers.onStop });
    this.#switch = button({ class: 'pill', onclick: handlers.onSwitch });
    this.#mirror = button({ class: 'pill', onclick: handlers.onMirror });
    this.#faces = button({ class: 'pill', onclick: handlers.onFaces });
    this.model = button({ class: 'link', onclick: handlers.onModel });
    this.sourceGroup = make('div', { class: 'segments', role: 'group' }, ...this.#sources);
    this.classGroup = make('div', { class: 'segments', role: 'group' }, ...this.#classes);
    this.answerGroup = make('div', { class: 'segments', role: 'group' }, ...this.#answers);
    this.toolbar = make('div', { class: 'toolbar' }, this.sourceGroup, this.answerGroup, this.classGroup);
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
    this.sourceGroup.hidden = !shows('source');
    this.sourceGroup.setAttribute('aria-label', texts.source);
    this.#sources.forEach((element, i) => set(element, texts[SOURCES[i]], SOURCES[i] === source));
    this.classGroup.hidden = ownGroups || !shows('classes');
    this.answerGroup.hidden = !hasVotes || !shows('answer');
    this.answerGroup.setAttribute('aria-label', texts.answer);
    this.#answers.forEach((element, i) => set(element, texts[ANSWERS[i]], ANSWERS[i] === answer));
    this.toolbar.hidden = this.sourceGroup.hidden && this.classGroup.hidden && this.answerGroup.hidden;
    this.classGroup.setAttribute('aria-label', texts.classes);
    this.#classes.forEach((element, i) => set(element, texts[CLASSES[i][1]], CLASSES[i][0] === classes));
    set(this.#stop, texts.stop);
    set(this.#switch, texts.switchCamera);
    set(this.#mirror, texts.mirror, mirrored);
    set(this.#faces, texts.allFaces.replace('{n}', `${faces}`));
    set(this.model, texts.model);
    this.#stop.hidden = !live || !shows('stop');
    this.#switch.hidden = !live || cameras < 2 || !shows('switch');
    this.#mirror.hidden = !live || !shows('mirror');
    this.#faces.hidden = live || faces < 2 || !shows('faces');
    this.onStage.hidden = [this.#stop, this.#switch, this.#mirror, this.#faces].every(({ hidden }) => hidden);
    this.model.hidden = !shows('model');
    this.#faces.setAttribute('aria-expanded', `${cards}`);
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
