// The words of what every lesson has: the shell round it, its source, its guess.
import { held } from '../../figures/words.js';
import { fill } from '../../element/words/words.js';

/** @typedef {import('../../figures/words.js').Lang} Lang */
/** @typedef {Record<string, [en: string, fr: string]>} Words */
/** @typedef {(key: string, values?: Record<string, unknown>) => string} Say */

/** @type {Words} */
export const shellWords = {
  lessons: ['Lessons', 'Leçons'],
  lede: [
    'See a convolutional network think, on your own face. Everything runs in this page; no picture leaves this machine.',
    'Voyez un réseau convolutif penser, sur votre propre visage. Tout se passe dans cette page ; aucune image ne quitte cet appareil.',
  ],
  title: ['{lesson} · mimique', '{lesson} · mimique'],
  back: ['All lessons', 'Toutes les leçons'],
  next: ['Next: {lesson}', 'Suite : {lesson}'],
  done: ['done', 'fait'],
  refused: [
    'The address asks for {name}={value}, which this lesson does not have: the usual is shown.',
    'L’adresse demande {name}={value}, que cette leçon n’a pas : la valeur habituelle est affichée.',
  ],
  unknown: [
    'There is no lesson “{name}”. These are all:',
    'La leçon « {name} » n’existe pas. Les voici toutes :',
  ],
  failed: [
    'This lesson could not be loaded. Load the page again.',
    'La leçon n’a pas pu être chargée. Rechargez la page.',
  ],

  // The checkpoints that ship with mimique.
  lenet: ['the page’s network', 'le réseau de la page'],
  'lenet-tiny': ['the tiny one', 'le tout petit'],
  'lenet5-article': ['LeNet-5, as in the article', 'LeNet-5, comme dans l’article'],
  'lenet5-article-3': ['LeNet-5, three groups', 'LeNet-5, trois groupes'],

  saveAs: ['Save this figure as {format}', 'Enregistrer cette figure en {format}'],

  guessFirst: ['Guess first', 'Devinez d’abord'],
  right: ['Yes. {why}', 'Oui. {why}'],
  wrong: ['No: “{answer}”. {why}', 'Non : « {answer} ». {why}'],

  source: ['Picture', 'Image'],
  sample: ['Sample', 'Exemple'],
  camera: ['Camera', 'Caméra'],
  photo: ['Photo…', 'Photo…'],
  freeze: ['Freeze', 'Figer'],
  frozen: ['Frozen', 'Figée'],
  startCamera: ['Start the camera', 'Allumer la caméra'],
  stays: ['Pictures stay on this machine.', 'Les images restent sur cet appareil.'],
  loading: ['Loading the network…', 'Chargement du réseau…'],
  asking: [
    'Waiting for the camera: your browser may be asking you to allow it.',
    'En attente de la caméra : le navigateur vous demande peut-être de l’autoriser.',
  ],
  noFace: ['No face found.', 'Aucun visage trouvé.'],
  middle: [
    'No face found: the middle of the picture is taken for one.',
    'Aucun visage trouvé : le milieu de l’image en tient lieu.',
  ],
  wholeAlt: ['The picture, with a frame round the face', 'L’image, avec un cadre autour du visage'],
  faceAlt: ['The face as the network gets it', 'Le visage tel que le reçoit le réseau'],
  faceCaption: ['48 × 48 grey pixels', '48 × 48 pixels gris'],
};

/** Words of a table in a language. @param {Lang} lang @param {...Words} tables @returns {Say} */
export function sayer(lang, ...tables) {
  const words = Object.assign({}, ...tables);
  return (key, values = {}) => held(fill(words[key][lang === 'fr' ? 1 : 0], values));
}
