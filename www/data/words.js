// What the reader says, in both languages.
import { held } from '../figures/words.js';
import { fill } from '../element/words/words.js';

/** @typedef {import('../figures/words.js').Lang} Lang */
/** @typedef {[en: string, fr: string]} Both */

/** @type {Record<string, Both>} */
const WORDS = {
  own: ['Your own data', 'Vos propres données'],
  give: [
    'Give Kaggle’s fer2013.csv (or .csv.gz), a zip of it, or a folder split/label/picture; beside it, if you have it, FER+’s fer2013new.csv.',
    'Donnez le fer2013.csv de Kaggle (ou .csv.gz), un zip de ce fichier, ou un dossier partition/étiquette/image ; et à côté, si vous l’avez, le fer2013new.csv de FER+.',
  ],
  expected: [
    'Drop Kaggle’s fer2013.csv here (.csv, .csv.gz or .zip), or a folder split/label/picture of 48 × 48 face crops. It stays in this page.',
    'Déposez ici le fer2013.csv de Kaggle (.csv, .csv.gz ou .zip), ou un dossier partition/étiquette/image de visages recadrés en 48 × 48. Rien ne quitte cette page.',
  ],
  summaryVotes: ['With people’s votes on each.', 'Avec les votes des gens sur chacune.'],
  file: ['Choose a file…', 'Choisir un fichier…'],
  folder: ['Choose a folder…', 'Choisir un dossier…'],
  reading: ['Reading…', 'Lecture…'],
  far: ['{rows} rows, about {seconds} s left', '{rows} lignes, encore {seconds} s environ'],
  cancel: ['Cancel', 'Annuler'],
  cancelled: [
    'Cancelled: what was there before is still there.',
    'Annulé : ce qui était là auparavant y est toujours.',
  ],
  summary: ['{name}: {rows} rows, {n} pictures.', '{name} : {rows} lignes, {n} images.'],
  summaryBad: ['Left out, as they cannot be read: {bad}.', 'Écartées, car illisibles : {bad}.'],
  summaryShrunk: [
    'Not 48 × 48 pixels, so that their middle square was scaled: {shrunk}. A network reads close-up face crops; whole photographs it will misread.',
    'D’une autre taille que 48 × 48 pixels, donc réduites à leur carré central : {shrunk}. Le réseau lit des visages recadrés de près ; il lira mal des photographies entières.',
  ],
  summaryBeyond: [
    'Counted and left out, as a page holds 60,000 pictures: {beyond}. The command line takes them all.',
    'Comptées mais écartées, car une page contient 60 000 images : {beyond}. La ligne de commande les prend toutes.',
  ],
};

/** @param {Lang} lang @returns {(key: string, values?: Record<string, unknown>) => string} */
export const dataSay =
  (lang) =>
  (key, values = {}) =>
    worded(lang, WORDS[key], values);

/** Why the whole was refused. @type {Record<string, Both>} */
const REFUSALS = {
  columns: [
    'Expected a CSV file with the columns emotion, pixels and Usage; it begins with “{got}”.',
    'Un fichier CSV avec les colonnes emotion, pixels et Usage était attendu ; celui-ci commence par « {got} ».',
  ],
  'long-line': [
    'Line {line} has more than 65,536 bytes: a picture’s has at most 9,216.',
    'La ligne {line} dépasse 65 536 octets : celle d’une image en a 9 216 au plus.',
  ],
  'many-lines': [
    'It has more than {most} lines, thirty times FER2013’s: reading was stopped.',
    'Il compte plus de {most} lignes, trente fois FER2013 : la lecture a été arrêtée.',
  ],
  'empty-file': ['The file is empty.', 'Le fichier est vide.'],
  'no-pictures': [
    'None of the {rows} rows is a picture with its label.',
    'Aucune des {rows} lignes n’est une image avec son étiquette.',
  ],
  kind: ['“{got}” is not a dataset.', '« {got} » n’est pas un jeu de données.'],
  unlabelled: [
    'These {pictures} pictures have no labels: expected one folder per label, with at least two labels. If they are photographs, cut the faces out first, 48 × 48 pixels each.',
    'Ces {pictures} images n’ont pas d’étiquette : un dossier par étiquette était attendu, et au moins deux étiquettes. Si ce sont des photographies, découpez d’abord les visages, 48 × 48 pixels chacun.',
  ],
  'many-labels': [
    'More than {most} labels: “{got}” is one too many. Give larger classes.',
    'Plus de {most} étiquettes : « {got} » est de trop. Regroupez les classes.',
  ],
  'zip-bomb': [
    'It unpacks to more than {most} MB, which no such dataset does: reading was stopped.',
    'Une fois décompressé, il dépasse {most} Mo, ce qu’aucun jeu de ce type n’atteint : la lecture a été arrêtée.',
  ],
  'zip-files': [
    'The zip holds more than {most} files: reading was stopped.',
    'Le zip contient plus de {most} fichiers : la lecture a été arrêtée.',
  ],
  'zip-empty': [
    'The zip “{got}” holds neither a CSV file nor pictures.',
    'Le zip « {got} » ne contient ni fichier CSV ni images.',
  ],
  'zip-damaged': ['The zip is damaged or incomplete.', 'Le zip est endommagé ou incomplet.'],
  'gz-damaged': ['The .gz file is damaged or incomplete.', 'Le fichier .gz est endommagé ou incomplet.'],
  'votes-large': [
    'The table of votes is larger than {most} MB: reading was stopped.',
    'La table des votes dépasse {most} Mo : la lecture a été arrêtée.',
  ],
  'votes-usage': [
    'Votes, line {line}: expected Training, PublicTest or PrivateTest, got “{got}”.',
    'Votes, ligne {line} : Training, PublicTest ou PrivateTest attendu, « {got} » trouvé.',
  ],
  'votes-count': [
    'Votes, line {line}: expected a count of votes, got “{got}”.',
    'Votes, ligne {line} : un nombre de votes était attendu, « {got} » trouvé.',
  ],
  'votes-alone': [
    'These are votes, and the pictures that they are on are not here yet.',
    'Ce sont des votes, mais les images qu’ils concernent ne sont pas encore là.',
  ],
  'votes-folder': [
    'The votes were not taken: they are on the seven expressions of a fer2013.csv, and the data here has other labels.',
    'Les votes n’ont pas été pris : ils portent sur les sept expressions d’un fer2013.csv, or ces données ont d’autres étiquettes.',
  ],
  'votes-rows': [
    'The votes were not taken. Rows of votes: {got}; rows of data: {rows}. Give the fer2013new.csv of this fer2013.csv, whole.',
    'Les votes n’ont pas été pris. Lignes de votes : {got} ; lignes de données : {rows}. Donnez le fer2013new.csv de ce fer2013.csv, entier.',
  ],
  'votes-split': [
    'The votes were not taken: row {row} is {got} there, but {data} in the data. Both files must have the same rows in the same order.',
    'Les votes n’ont pas été pris : la ligne {row} y est {got}, mais {data} dans les données. Les deux fichiers doivent avoir les mêmes lignes dans le même ordre.',
  ],
  'votes-none': [
    'The votes were not taken: nobody voted for one of the seven expressions on any of the {n} pictures.',
    'Les votes n’ont pas été pris : personne n’a voté pour l’une des sept expressions, sur aucune des {n} images.',
  ],
  'votes-order': [
    'The votes were not taken: their majority agrees with {percent}% of the labels, no more than by chance. Both files must have the same rows in the same order.',
    'Les votes n’ont pas été pris : leur majorité s’accorde avec {percent} % des étiquettes, pas plus que par hasard. Les deux fichiers doivent avoir les mêmes lignes dans le même ordre.',
  ],
  unreadable: ['It could not be read ({got}).', 'La lecture a échoué ({got}).'],
};

/** What is wrong with a row. @type {Record<string, Both>} */
const FAULTS = {
  emotion: ['expected an emotion of 0 to 6, got “{got}”', 'emotion de 0 à 6 attendue, « {got} » trouvé'],
  grey: [
    'expected grey values of 0 to 255, got “{got}” as value {at}',
    'valeurs de gris de 0 à 255 attendues, « {got} » trouvé en position {at}',
  ],
  count: ['expected 2,304 grey values, got {got}', '2 304 valeurs de gris attendues, {got} trouvées'],
  usage: [
    'expected Training, PublicTest or PrivateTest, got “{got}”',
    'Training, PublicTest ou PrivateTest attendu, « {got} » trouvé',
  ],
  votes: ['expected a count of votes, got “{got}”', 'nombre de votes attendu, « {got} » trouvé'],
  picture: [
    'cannot be opened as a picture, or is larger than 32 MB',
    'ne peut pas être ouverte comme image, ou dépasse 32 Mo',
  ],
  unlabelled: ['lies in no folder that names its label', 'n’est dans aucun dossier qui donne son étiquette'],
};

/** @param {Lang} lang @param {Both} both @param {Record<string, unknown>} values */
const worded = (lang, both, values) => held(fill(both[lang === 'fr' ? 1 : 0], values));

/** @param {Lang} lang @param {{ code: string, values?: Record<string, string | number> }} refusal */
export function refusalText(lang, { code, values = {} }) {
  const number = new Intl.NumberFormat(lang);
  const written = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'number' ? number.format(value) : value,
    ]),
  );
  const why = worded(lang, REFUSALS[code] ?? REFUSALS.unreadable, written);
  // The pictures that votes are refused for are there.
  return code.startsWith('votes-') && code !== 'votes-alone' ? why : `${why} ${dataSay(lang)('give')}`;
}

/** Where a fault is and what it is. @param {Lang} lang @param {import('./collection.js').Fault} fault */
export function faultText(lang, { line, file, code, got, at }) {
  const place = line === undefined ? `${file}` : `${lang === 'fr' ? 'ligne' : 'line'} ${line}`;
  return held(`${place}${lang === 'fr' ? ' : ' : ': '}`) + worded(lang, FAULTS[code], { got, at });
}
