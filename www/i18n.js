// The words of the element, in English and French. `meter.texts` overrides any of them.

import { fault } from './errors.js';

/** @import { Figures } from './types.d.ts' */
/** @typedef {Record<string, string>} Texts */

/** @type {Record<string, [en: string, fr: string]>} */
const words = {
  anger: ['anger', 'colère'],
  disgust: ['disgust', 'dégoût'],
  fear: ['fear', 'peur'],
  happiness: ['happiness', 'joie'],
  sadness: ['sadness', 'tristesse'],
  surprise: ['surprise', 'surprise'],
  neutral: ['neutral', 'neutre'],
  positive: ['positive', 'positif'],
  negative: ['negative', 'négatif'],

  nearest: ['Nearest label', 'Étiquette la plus proche'],
  waiting: ['No reading yet', 'Pas encore de lecture'],
  bars: ['Probability of each label', 'Probabilité de chaque étiquette'],
  face: ['What the network sees: 48 × 48 grey pixels', 'Ce que voit le réseau : 48 × 48 pixels gris'],
  noFace: ['No face found', 'Aucun visage trouvé'],
  figure: [
    'Right on {percent} of {n} pictures it never trained on.',
    'Juste pour {percent} de {n} images jamais vues à l’entraînement.',
  ],
  notice: [
    'A label is the nearest in FER2013: what people called such a picture, not what a person feels.',
    'L’étiquette la plus proche dans FER2013 : ce qu’on a dit d’une telle image, pas ce que ressent une personne.',
  ],

  source: ['Source', 'Source'],
  sample: ['Sample', 'Exemple'],
  camera: ['Camera', 'Caméra'],
  photo: ['Photo', 'Photo'],
  classes: ['Labels', 'Étiquettes'],
  seven: ['7 classes', '7 classes'],
  three: ['3 groups', '3 groupes'],
  stop: ['Stop', 'Arrêter'],
  switchCamera: ['Switch camera', 'Changer de caméra'],
  mirror: ['Mirror', 'Miroir'],
  allFaces: ['All {n} faces', 'Les {n} visages'],
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

  'camera-denied': [
    'The camera was not allowed. Allow it beside the address bar and try again, or use a photo.',
    'La caméra n’a pas été autorisée. Autorisez-la près de la barre d’adresse, ou prenez une photo.',
  ],
  'camera-absent': [
    'No camera was found. Plug one in and try again, or use a photo.',
    'Aucune caméra trouvée. Branchez-en une et réessayez, ou prenez une photo.',
  ],
  'camera-busy': [
    'Another program is using the camera. Close it and try again, or use a photo.',
    'Un autre logiciel utilise la caméra. Fermez-le et réessayez, ou prenez une photo.',
  ],
  'camera-unplugged': [
    'The camera has stopped: it was unplugged or taken back. Reconnect it, or use a photo.',
    'La caméra s’est arrêtée : débranchée ou reprise. Rebranchez-la, ou prenez une photo.',
  ],
  'camera-insecure': [
    'Browsers give the camera only to https or localhost pages. Open this page so, or use a photo.',
    'Le navigateur réserve la caméra aux pages https ou localhost. Sinon, une photo convient.',
  ],
  'camera-blocked': [
    'The page around this one blocks the camera: its iframe needs allow="camera". A photo works.',
    'La page qui contient celle-ci bloque la caméra : son iframe demande allow="camera". Une photo convient.',
  ],
  'camera-failed': [
    'The camera could not be started. Try again, or use a photo.',
    'La caméra n’a pas pu démarrer. Réessayez, ou prenez une photo.',
  ],
  'photo-unreadable': [
    'This file could not be opened as a picture. Try a JPEG or a PNG.',
    'Ce fichier ne s’ouvre pas comme une image. Essayez un JPEG ou un PNG.',
  ],
  'photo-unreachable': [
    'The photo could not be fetched. Check its address, or choose another one.',
    'La photo n’a pas pu être chargée. Vérifiez son adresse, ou choisissez-en une autre.',
  ],
  'weights-missing': [
    'The checkpoint is not where it should be. Check its address, then try again.',
    'Le modèle n’est pas à l’adresse prévue. Vérifiez-la, puis réessayez.',
  ],
  'weights-unreachable': [
    'The checkpoint could not be fetched. Check the connection, then try again.',
    'Le modèle n’a pas pu être chargé. Vérifiez la connexion, puis réessayez.',
  ],
  'weights-html': [
    'A web page came in place of the checkpoint. Check its address, then try again.',
    'Une page web est arrivée à la place du modèle. Vérifiez son adresse, puis réessayez.',
  ],
  'engine-missing': [
    'A part of this page (WebAssembly) is missing on the server.',
    'Une partie de cette page (WebAssembly) manque sur le serveur.',
  ],
  'engine-unreachable': [
    'A part of this page could not be fetched. Check the connection, then try again.',
    'Une partie de cette page n’a pas pu être chargée. Vérifiez la connexion, puis réessayez.',
  ],
  'engine-html': [
    'A web page came in place of the WebAssembly file. Check how the site is installed.',
    'Une page web est arrivée à la place du fichier WebAssembly. Vérifiez l’installation du site.',
  ],
  'engine-unsupported': [
    'This browser is too old to run the network. Update it, or try another one.',
    'Ce navigateur est trop ancien pour faire tourner le réseau. Mettez-le à jour ou changez-en.',
  ],
  'engine-crashed': [
    'The network stopped unexpectedly and was replaced. Try again.',
    'Le réseau s’est arrêté de façon inattendue et a été remplacé. Réessayez.',
  ],
  'worker-failed': [
    'The network could not be started. Try again, or reload the page.',
    'Le réseau n’a pas pu démarrer. Réessayez, ou rechargez la page.',
  ],
  other: ['This did not work: {message}', 'Cela n’a pas marché : {message}'],
};

/** @param {0 | 1} column @returns {Texts} */
const column = (column) =>
  Object.fromEntries(Object.entries(words).map(([key, pair]) => [key, pair[column]]));
const [en, fr] = [column(0), column(1)];

/** Every word by language. */
export const languages = { en, fr };

/**
 * @param {string | null | undefined} wanted a language tag such as `fr-CA`
 * @returns {'en' | 'fr'}
 */
export const language = (wanted) => (wanted?.toLowerCase().startsWith('fr') ? 'fr' : 'en');

/** The language of an element: its own, or that of the nearest one around it, or the visitor's. @param {Element} element */
export const languageOf = (element) =>
  language(element.closest('[lang]')?.getAttribute('lang') || navigator.language);

/**
 * @param {'en' | 'fr'} lang
 * @param {Partial<Texts>} overrides
 * @returns {Texts}
 */
export const wordsIn = (lang, overrides) => /** @type {Texts} */ ({ ...languages[lang], ...overrides });

/**
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (hole, name) => `${values[name] ?? hole}`);

/** An error that the words above explain. @param {string} code */
export const explained = (code) => fault(code, en[code]);

/**
 * @param {Texts} texts
 * @param {import('./errors.js').Fault} error
 */
export const errorText = (texts, error) =>
  texts[error.code.replace('detector', 'weights')] ?? fill(texts.other, { message: error.message });

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
 * @param {Figures | undefined} figures
 * @param {{ lang: string, groups: boolean, text: string }} options
 */
export function figureSentence(figures, { lang, groups, text }) {
  const accuracy = groups ? figures?.groups_accuracy : figures?.accuracy;
  if (!figures || accuracy === undefined) return '';
  return fill(text, { percent: percentIn(lang)(accuracy), n: new Intl.NumberFormat(lang).format(figures.n) });
}
