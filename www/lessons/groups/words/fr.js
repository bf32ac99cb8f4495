// The words of the lesson on seven or three classes, in French.

/** @type {Record<keyof typeof import('./en.js').words, string>} */
export const words = {
  intro:
    'L’article a simplifié son problème : positif, négatif, neutre. Le score est passé de 53 % à plus de 70 %. Une part de ce gain est un cadeau : plus le problème est simple, plus on tombe juste sans même regarder.',
  question:
    'En sept classes, le réseau de l’article répond juste pour 56 % des images ; entraîné sur trois groupes, pour 71 %. Quelle part de la marge au-dessus de « toujours la plus fournie » chacun a-t-il prise ?',
  answer1: 'trois groupes, deux fois plus que sept classes',
  answer2: 'des parts proches : 41 % et 47 %',
  answer3: 'sept classes, plus que trois groupes',
  why: 'Répondre toujours « joie » est juste à 25 % en sept classes ; toujours « négatif », à 47 % en trois groupes. Des 16 points qui séparent les scores, la plupart sont offerts au départ.',
  face: 'Un visage, trois réponses',
  loadingNetworks: 'Chargement des réseaux de l’article…',
  failedNetworks: 'Les réseaux n’ont pas pu être chargés. Rechargez la page.',
  seven: 'Sept classes',
  summed: 'Les sept, additionnées en trois',
  three: 'Un réseau entraîné sur trois',
  faceNote:
    'Positif : joie ; négatif : colère, dégoût, peur et tristesse ; neutre : surprise et neutre. L’article laisse la peur de côté ; ici, elle est négative.',

  room: 'Quelle part de la marge chacun a prise',
  who: 'réseau',
  right: 'juste',
  always: 'toujours la plus fournie',
  taken: 'de la marge',
  article7: 'article, sept classes',
  articleSums: 'article, sommes en trois groupes',
  article3: 'article, entraîné sur trois',
  page7: 'celui de la page, sept classes',
  pageSums: 'celui de la page, sommes en trois groupes',
  roomNote:
    'En gris : ce que donne toujours la classe la plus fournie. En bleu : ce que le réseau y ajoute. La marge est tout ce qui est à droite du gris. Additionner les sept réponses vaut un entraînement sur trois. Sur des visages dessinés, autant de chaque expression, toujours « négatif » donne même 4 sur 7, soit 57 %.',

  curves: 'Trois groupes s’apprennent-ils en dix fois moins d’itérations ?',
  scale: 'Échelle',
  accuracy: 'exactitude',
  share: 'part de la marge',
  epoch: 'époque',
  sevenShort: 'sept',
  threeShort: 'trois',
  curvesLabel: 'Validation des deux réseaux de l’article, époque par époque : {scale}',
  curvesSaid:
    'Neuf dixièmes du meilleur : trois groupes à l’époque {three}, sept classes à l’époque {seven} ; soit {threeSteps} et {sevenSteps} itérations.',
  curvesNote:
    'L’article parle d’une centaine d’itérations pour trois groupes et d’un millier pour sept classes. Mesuré ici avec une même recette : en exactitude, trois groupes en demandent moitié moins, car ils partent de 47 % ; en part de la marge, presque autant. Traits verticaux : neuf dixièmes du meilleur.',

  matrices: 'Les deux matrices',
  show: 'Cases',
  counts: 'nombres',
  rows: 'part de la ligne',
  columns: 'part de la colonne',
  captionOf: 'Matrice de confusion : {name}',

  votes: 'Un annotateur ou dix personnes',
  votesLede:
    'FER2013 donne une seule étiquette par image. Plus tard, dix personnes ont regardé chacune (FER+, Barsoum et al. 2016) ; l’étiquette la plus donnée est la majorité. Le réseau de la page a une sortie pour chacune : l’une a appris l’étiquette unique, l’autre les votes des dix.',
  labelHead: 'Une étiquette, comme dans FER2013',
  votesHead: 'Dix personnes : part des votes',
  labelScore: 'face à l’étiquette unique',
  votesScore: 'face à la majorité de dix',
  scoreOf: '{what}, {n} images',
  noise: 'Étiquettes de test fausses',
  noiseSaid: 'Un réseau juste dans {truth} des cas obtiendrait {scored} ; un réseau parfait, {perfect}.',
  noiseNote:
    'Mêmes visages, même réseau : face à dix personnes, il gagne {gap} points, comme si {share} des étiquettes uniques étaient fausses au hasard. Les vraies erreurs ne sont pas un tirage, car certaines étiquettes se confondent plus que d’autres, et les images sans majorité sont écartées : c’est un ordre de grandeur, pas une mesure. Aucun entraînement ne dépasse les étiquettes qui servent à le noter.',
  failed: 'Les rapports n’ont pas pu être chargés. Rechargez la page.',
};
