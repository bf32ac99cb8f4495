// The words of the reader of datasets, in French.

/** @type {Record<keyof typeof import('./en.js').words, string>} */
export const words = {
  own: 'Vos propres données',
  give: 'Donnez le fer2013.csv de Kaggle (ou .csv.gz), un zip de ce fichier, ou un dossier partition/étiquette/image ; et à côté, si vous l’avez, le fer2013new.csv de FER+.',
  expected:
    'Déposez ici le fer2013.csv de Kaggle (.csv, .csv.gz ou .zip), ou un dossier partition/étiquette/image de visages recadrés en 48 × 48. Rien ne quitte cette page.',
  summaryVotes: 'Avec les votes des gens sur chacune.',
  file: 'Choisir un fichier…',
  folder: 'Choisir un dossier…',
  reading: 'Lecture…',
  far: '{rows} lignes, encore {seconds} s environ',
  cancel: 'Annuler',
  cancelled: 'Annulé : ce qui était là auparavant y est toujours.',
  summary: '{name} : {rows} lignes, {n} images.',
  summaryBad: 'Écartées, car illisibles : {bad}.',
  summaryShrunk:
    'D’une autre taille que 48 × 48 pixels, donc réduites à leur carré central : {shrunk}. Le réseau lit des visages recadrés de près ; il lira mal des photographies entières.',
  summaryBeyond:
    'Comptées mais écartées, car une page contient 60 000 images : {beyond}. La ligne de commande les prend toutes.',

  line: 'ligne {line}',
  at: '{place} : {fault}',
};

/** @type {Record<keyof typeof import('./en.js').refusals, string>} */
export const refusals = {
  columns:
    'Un fichier CSV avec les colonnes emotion, pixels et Usage était attendu ; celui-ci commence par « {got} ».',
  'long-line': 'La ligne {line} dépasse 65 536 octets : celle d’une image en a 9 216 au plus.',
  'many-lines': 'Il compte plus de {most} lignes, trente fois FER2013 : la lecture a été arrêtée.',
  'empty-file': 'Le fichier est vide.',
  'no-pictures': 'Aucune des {rows} lignes n’est une image avec son étiquette.',
  kind: '« {got} » n’est pas un jeu de données.',
  unlabelled:
    'Ces {pictures} images n’ont pas d’étiquette : un dossier par étiquette était attendu, et au moins deux étiquettes. Si ce sont des photographies, découpez d’abord les visages, 48 × 48 pixels chacun.',
  'many-labels': 'Plus de {most} étiquettes : « {got} » est de trop. Regroupez les classes.',
  'zip-bomb':
    'Une fois décompressé, il dépasse {most} Mo, ce qu’aucun jeu de ce type n’atteint : la lecture a été arrêtée.',
  'zip-files': 'Le zip contient plus de {most} fichiers : la lecture a été arrêtée.',
  'zip-empty': 'Le zip « {got} » ne contient ni fichier CSV ni images.',
  'zip-damaged': 'Le zip est endommagé ou incomplet.',
  'gz-damaged': 'Le fichier .gz est endommagé ou incomplet.',
  'votes-large': 'La table des votes dépasse {most} Mo : la lecture a été arrêtée.',
  'votes-usage': 'Votes, ligne {line} : Training, PublicTest ou PrivateTest attendu, « {got} » trouvé.',
  'votes-count': 'Votes, ligne {line} : un nombre de votes était attendu, « {got} » trouvé.',
  'votes-alone': 'Ce sont des votes, mais les images qu’ils concernent ne sont pas encore là.',
  'votes-folder':
    'Les votes n’ont pas été pris : ils portent sur les sept expressions d’un fer2013.csv, or ces données ont d’autres étiquettes.',
  'votes-rows':
    'Les votes n’ont pas été pris. Lignes de votes : {got} ; lignes de données : {rows}. Donnez le fer2013new.csv de ce fer2013.csv, entier.',
  'votes-split':
    'Les votes n’ont pas été pris : la ligne {row} y est {got}, mais {data} dans les données. Les deux fichiers doivent avoir les mêmes lignes dans le même ordre.',
  'votes-none':
    'Les votes n’ont pas été pris : personne n’a voté pour l’une des sept expressions, sur aucune des {n} images.',
  'votes-order':
    'Les votes n’ont pas été pris : leur majorité s’accorde avec {percent} % des étiquettes, pas plus que par hasard. Les deux fichiers doivent avoir les mêmes lignes dans le même ordre.',
  unreadable: 'La lecture a échoué ({got}).',
};

/** @type {Record<keyof typeof import('./en.js').faults, string>} */
export const faults = {
  emotion: 'emotion de 0 à 6 attendue, « {got} » trouvé',
  grey: 'valeurs de gris de 0 à 255 attendues, « {got} » trouvé en position {at}',
  count: '2 304 valeurs de gris attendues, {got} trouvées',
  usage: 'Training, PublicTest ou PrivateTest attendu, « {got} » trouvé',
  votes: 'nombre de votes attendu, « {got} » trouvé',
  picture: 'ne peut pas être ouverte comme image, ou dépasse 32 Mo',
  unlabelled: 'n’est dans aucun dossier qui donne son étiquette',
};
