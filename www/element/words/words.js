// The words of the element, in English and French. `meter.texts` overrides any of them.

/** @import { Figures } from '../../types.d.ts' */
/** @typedef {Record<string, string>} Texts */
/** @typedef {keyof typeof words} WordKey */

/** @satisfies {Record<string, [en: string, fr: string]>} */
const labels = {
  anger: ['anger', 'colère'],
  disgust: ['disgust', 'dégoût'],
  fear: ['fear', 'peur'],
  happiness: ['happiness', 'joie'],
  sadness: ['sadness', 'tristesse'],
  surprise: ['surprise', 'surprise'],
  neutral: ['neutral', 'neutre'],
  positive: ['positive', 'positif'],
  negative: ['negative', 'négatif'],
};

/** @satisfies {Record<string, [en: string, fr: string]>} */
const words = {
  ...labels,
  nearest: ['Nearest FER2013 label', 'Étiquette FER2013 la plus proche'],
  people: ['What ten people would say', 'Ce que diraient dix personnes'],
  tenSay: ['Of ten people, {n} would say', 'Sur dix personnes, {n}'],
  tenSayGroup: ['Of ten people, {n} would say something', 'Sur dix personnes, {n} quelque chose de'],
  // From one to ten.
  counts: [
    'about one|about two|about three|about four|about five|about six|about seven|about eight|about nine|nearly all',
    'environ une dirait|environ deux diraient|environ trois diraient|environ quatre diraient|environ cinq diraient|environ six diraient|environ sept diraient|environ huit diraient|environ neuf diraient|presque toutes diraient',
  ],
  unsure: ['Unsure: it could be called', 'Incertain : on pourrait dire'],
  either: ['{label} or {second}', '{label} ou {second}'],
  waiting: ['No reading yet', 'Pas encore de lecture'],
  bars: ['Probability of each label', 'Probabilité de chaque étiquette'],
  barsOfVotes: ['Share of people who would say each word', 'Part des personnes qui diraient chaque mot'],
  face: ['What the network sees: 48 × 48 grey pixels', 'Ce que voit le réseau : 48 × 48 pixels gris'],
  noFace: ['No face found', 'Aucun visage trouvé'],
  figure: [
    'Right on {percent} of {n} pictures it never trained on.',
    'Juste sur {percent} des {n} images jamais vues à l’entraînement.',
  ],
  figureOfVotes: [
    'Says what most of ten people said for {percent} of {n} pictures it never trained on.',
    'Dit ce qu’ont dit la plupart de dix personnes pour {percent} de {n} images jamais vues à l’entraînement.',
  ],
  noticeOfVotes: [
    'A bar is how many people would call such a picture so, not what a person feels.',
    'Une barre dit combien de personnes nommeraient ainsi une telle image, pas ce que ressent une personne.',
  ],
  notice: [
    'A label is the nearest in FER2013: the word that people gave to such a picture, not what a person feels.',
    'L’étiquette la plus proche dans FER2013 : le mot que des gens ont donné à ce genre d’image, pas ce que ressent une personne.',
  ],

  source: ['Source', 'Source'],
  sample: ['Sample', 'Exemple'],
  camera: ['Camera', 'Caméra'],
  photo: ['Photo', 'Photo'],
  classes: ['Labels', 'Étiquettes'],
  seven: ['7 classes', '7 classes'],
  three: ['3 groups', '3 groupes'],
  answer: ['Answer', 'Réponse'],
  votes: ['Ten people', 'Dix personnes'],
  label: ['FER2013 label', 'Étiquette FER2013'],
  stop: ['Stop', 'Arrêter'],
  switchCamera: ['Switch camera', 'Changer de caméra'],
  mirror: ['Mirror', 'Miroir'],
  allFaces: ['All {n} faces', 'Les {n} visages'],
  model: ['About the model', 'À propos du modèle'],
  startCamera: ['Start the camera', 'Allumer la caméra'],
  cameraPoster: ['The pictures stay on this machine.', 'Les images restent sur cet appareil.'],
  choosePhoto: ['Choose a photo', 'Choisir une photo'],
  photoPoster: [
    'Or drop one here, or paste it. It stays on this machine.',
    'Ou déposez-la ici, ou collez-la. Elle reste sur cet appareil.',
  ],
  startSample: ['Read the sample', 'Lire l’exemple'],
  retry: ['Try again', 'Réessayer'],
  loading: ['Loading the network…', 'Chargement du réseau…'],
  askingCamera: [
    'Waiting for the camera: your browser may be asking you to allow it.',
    'En attente de la caméra : le navigateur vous demande peut-être de l’autoriser.',
  ],
  paused: ['Paused', 'En pause'],
  hint: ['Drag the box round the face.', 'Faites glisser le cadre autour du visage.'],
  box: [
    'Box round the face. Arrow keys move it, plus and minus resize it, Escape puts it back.',
    'Cadre du visage. Les flèches le déplacent, plus et moins le redimensionnent, Échap le remet en place.',
  ],
  sampleAlt: [
    'Portrait of astronaut Eileen Collins (NASA, public domain)',
    'Portrait de l’astronaute Eileen Collins (NASA, domaine public)',
  ],
  photoAlt: ['Your photo', 'Votre photo'],
  videoAlt: ['Camera picture', 'Image de la caméra'],
};

/** @param {Record<string, [string, string]>} words @param {0 | 1} column @returns {Texts} */
const column = (words, column) =>
  Object.fromEntries(Object.entries(words).map(([key, pair]) => [key, pair[column]]));

/** Every word by language. */
export const languages = { en: column(words, 0), fr: column(words, 1) };

/** Adds the words for what can go wrong, which most visitors never need; without them an error's own message has to do. */
export async function loadErrorWords() {
  const module = await import('./errors.js').catch(() => null);
  if (!module) return;
  const { errorWords, notices } = module;
  Object.assign(languages.en, column({ ...errorWords, ...notices }, 0));
  Object.assign(languages.fr, column({ ...errorWords, ...notices }, 1));
}

/**
 * @param {string | null | undefined} wanted a language tag such as `fr-CA`
 * @returns {'en' | 'fr'}
 */
export const language = (wanted) => (wanted?.toLowerCase().startsWith('fr') ? 'fr' : 'en');

/** The language of an element: its own, or that of the nearest one around it, or the visitor's. @param {Element} element */
export function languageOf(element) {
  for (let at = element; ; at = /** @type {ShadowRoot} */ (at.getRootNode()).host) {
    const around = at.closest('[lang]');
    if (around) return language(around.getAttribute('lang') || navigator.language);
    if (!('host' in at.getRootNode())) return language(navigator.language);
  }
}

/**
 * @param {'en' | 'fr'} lang
 * @param {Partial<Texts>} overrides
 * @returns {Texts}
 */
export const wordsIn = (lang, overrides) => /** @type {Texts} */ ({ ...languages[lang], ...overrides });

/**
 * What a label is called: the page's own word for it, or the language's; else the label as the checkpoint spells it.
 * @param {string} label
 * @param {Texts} texts
 * @returns {string}
 */
export const wordFor = (label, texts) =>
  Object.hasOwn(texts, label) && (Object.hasOwn(labels, label) || !Object.hasOwn(languages.en, label))
    ? texts[label]
    : label;

/**
 * What a reading is called: one word, or two where the network is unsure.
 * @param {Pick<import('../reading.js').Shown, 'label' | 'second' | 'unsure'>} shown
 * @param {Texts} texts
 */
export const nameOf = ({ label, second, unsure }, texts) => {
  const name = wordFor(label, texts);
  return unsure ? fill(texts.either, { label: name, second: wordFor(second, texts) }) : name;
};

/**
 * @param {string} text
 * @param {Record<string, any>} values
 */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (hole, name) => `${values[name] ?? hole}`);

/**
 * @param {Texts} texts
 * @param {import('../../client/errors.js').Fault} error
 */
export const errorText = (texts, error) =>
  fill(texts[error.code.replace('detector', 'weights')] ?? texts.other ?? '{message}', error);

/**
 * @param {string} lang
 * @returns {(fraction: number) => string} 0.62 → "62 %"
 */
export function percentIn(lang) {
  const format = new Intl.NumberFormat(lang, { style: 'percent' });
  return (fraction) => format.format(fraction);
}

/**
 * How good the checkpoint is, in a sentence; empty when it does not say.
 * @param {Figures | null | undefined} figures
 * @param {{ lang: string, groups: boolean, text: string }} options
 */
export function figureSentence(figures, { lang, groups, text }) {
  const accuracy = groups ? figures?.groups_accuracy : figures?.accuracy;
  if (!figures || accuracy === undefined) return '';
  const n = (groups && figures.groups_n) || figures.n;
  return fill(text, { percent: percentIn(lang)(accuracy), n: new Intl.NumberFormat(lang).format(n) });
}

/**
 * The share of people as a number of ten: what stands before the word that they would say.
 * @param {number} share
 * @param {Texts} texts
 * @param {boolean} groups the word is a group's
 */
export const tenSay = (share, texts, groups) =>
  fill(groups ? texts.tenSayGroup : texts.tenSay, {
    n: texts.counts.split('|')[Math.max(0, Math.round(10 * share) - 1)],
  });
