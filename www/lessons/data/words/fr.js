// The words of the lesson on the data, in French.

/** @type {Record<keyof typeof import('./en.js').words, string>} */
export const words = {
  intro:
    'Un réseau ne sait que ce que ses images lui montrent. Comptez-les classe par classe avant tout entraînement : à quel point les classes sont déséquilibrées, ce que rapporte déjà une réponse paresseuse, quelles lignes sont abîmées, quelles images figurent deux fois.',
  question:
    'FER2013 compte 28 709 images d’entraînement en sept classes. Combien portent l’étiquette « dégoût » ?',
  answer1: 'environ 4 100, un septième',
  answer2: 'environ 1 400',
  answer3: '436',
  why: 'Soit 1,5 %, dix-sept fois moins que la joie. L’article n’en a pris qu’une partie : 176. Un réseau peut ignorer toute la classe sans presque rien perdre en exactitude.',
  set: 'Images',
  articleSet: 'celles de l’article',
  fer2013: 'FER2013',
  ownSet: 'les vôtres',
  split: 'Partition',
  Training: 'Training (entraînement)',
  PublicTest: 'PublicTest (validation)',
  PrivateTest: 'PrivateTest (test)',

  counts: 'Combien d’images par classe',
  countsTotal:
    '{n} images. La classe la plus fournie, « {most} », en a {times} fois plus que la moins fournie, « {least} ».',
  countsEven: '{n} images, à peu près autant dans chaque classe.',
  countsMissing: '{n} images. Aucune pour : {missing}.',
  noOwn: 'Vos propres données ne sont pas encore là : déposez-les plus bas.',
  noSplit: 'Ces données n’ont aucune image dans cette partition.',
  always: 'Ce que rapporte une réponse paresseuse',
  who: 'réponse',
  right: 'juste',
  alwaysSeven: 'toujours « {label} »',
  alwaysThree: 'trois groupes : toujours « {label} »',
  chance: 'l’une des {n} au hasard',
  alwaysNote:
    'Un réseau se mesure à partir de son propre « toujours la plus fournie », pas à partir de 0. Avec trois groupes, ce repère est bien plus haut : le même pourcentage vaut moins.',

  rare: 'Ce que signifient 176 images de dégoût',
  rareLede:
    'Le réseau de l’article a vu 176 images de dégoût sur 11 484 ; celui de la page, 436 sur 28 709. Tous deux ont été interrogés sur les mêmes 56 images. Dans un lot de 64 images de l’article, il n’y a aucun dégoût {none} du temps.',
  recallOf: 'rappel (trouvées, parmi celles ainsi étiquetées)',
  found: 'trouvées',
  rareRow: '{label}, entraîné sur {n}',
  rareArticle: 'Le réseau de l’article',
  rarePage: 'Le réseau de la page',
  recall: 'S’il trouvait cette part du dégoût',
  accuracyWould: 'L’exactitude serait de {accuracy} ; la moyenne des sept rappels, de {macro}.',
  rareNote:
    'De 0 à 100 %, l’exactitude ne bouge que de 1,6 point, car seules 56 des 3 589 images sont en jeu ; la moyenne des rappels bouge de 14,3 points. L’exactitude cache les classes rares : regardez chaque classe.',

  drop: 'Vos propres données',
  faults: 'Lignes illisibles : {bad}',
  faultsMore: '… et {n} autres.',
  faultsNone: 'Toutes les lignes sont lisibles.',
  duplicates: 'Images présentes plusieurs fois',
  where: 'où',
  pictures: 'images',
  otherLabel: 'avec une autre étiquette',
  inside: 'de nouveau dans {split}',
  across: 'de {split}, déjà dans {before}',
  duplicatesNone: 'Aucune image ne figure deux fois.',
  duplicatesNote:
    'Une image de test qui figure aussi dans Training teste la mémoire, pas la lecture : notez le réseau sans elle. La même image sous deux étiquettes est un bruit d’étiquetage qu’aucun réseau ne peut surmonter.',
  browse: 'Les regarder',
  label: 'Étiquette',
  pageOf: '{from} à {to} sur {n}',
  previous: 'Précédentes',
  next: 'Suivantes',
  lineOf: '{label}, ligne {line}',
  pictureOf: '{label}, image {line}',
  failed: 'Les rapports n’ont pas pu être chargés. Rechargez la page.',
};
