// The words of what every lesson has: the shell round it, its source, its guess, in French.

/** @type {Record<keyof typeof import('./en.js').words, string>} */
export const words = {
  lessons: 'Leçons',
  lede: 'Voyez un réseau convolutif penser, sur votre propre visage. Tout se passe dans cette page ; aucune image ne quitte cet appareil.',
  title: '{lesson} · mimique',
  back: 'Toutes les leçons',
  next: 'Suite : {lesson}',
  done: 'fait',
  refused: 'L’adresse demande {name}={value}, que cette leçon n’a pas : la valeur habituelle est affichée.',
  unknown: 'La leçon « {name} » n’existe pas. Les voici toutes :',
  failed: 'La leçon n’a pas pu être chargée. Rechargez la page.',

  lenet: 'le réseau de la page',
  'lenet-tiny': 'le tout petit',
  'lenet5-article': 'LeNet-5, comme dans l’article',
  'lenet5-article-3': 'LeNet-5, trois groupes',

  saveAs: 'Enregistrer cette figure en {format}',

  guessFirst: 'Devinez d’abord',
  right: 'Oui. {why}',
  wrong: 'Non : « {answer} ». {why}',

  source: 'Image',
  sample: 'Exemple',
  camera: 'Caméra',
  photo: 'Photo…',
  freeze: 'Figer',
  frozen: 'Figée',
  startCamera: 'Allumer la caméra',
  stays: 'Les images restent sur cet appareil.',
  loading: 'Chargement du réseau…',
  asking: 'En attente de la caméra : le navigateur vous demande peut-être de l’autoriser.',
  noFace: 'Aucun visage trouvé.',
  middle: 'Aucun visage trouvé : le milieu de l’image en tient lieu.',
  wholeAlt: 'L’image, avec un cadre autour du visage',
  faceAlt: 'Le visage tel que le reçoit le réseau',
  faceCaption: '48 × 48 pixels gris',

  'title-neuron': 'Un neurone',
  'about-neuron':
    'Une somme pondérée et une courbe tracent une droite. Déplacez-la, faites-la apprendre point par point, et voyez sa limite.',
  'title-convolution': 'La convolution',
  'about-convolution':
    'Un petit tableau de nombres parcourt votre visage et trouve des contours. Changez le tableau.',
  'title-network': 'Dans le réseau',
  'about-network':
    'Toutes les couches, en direct. Ouvrez un nombre et suivez-le jusqu’aux pixels de votre visage.',
  'title-data': 'Les données',
  'about-data':
    'Comptez avant d’entraîner : classes inégales, lignes abîmées, images en double. Déposez les vôtres.',
  'title-results': 'Les résultats',
  'about-results':
    'Ce que cache un seul pourcentage : quelle étiquette est prise pour quelle autre, et la part du hasard.',
  'title-seven-or-three': 'Sept ou trois',
  'about-seven-or-three':
    'Un problème plus simple donne un meilleur score. Est-il mieux lu ? Et ce qu’un annotateur, ou dix personnes, font d’un score.',
  'title-what-fools-it': 'Ce qui le trompe',
  'about-what-fools-it':
    'Tournez, assombrissez, floutez ou masquez votre visage, et regardez bouger la réponse. Même quand rien ne change.',
};
