/** @type {import('../shell/words.js').Words} */
export const words = {
  name: ['Seven or three', 'Sept ou trois'],
  intro: [
    'The article made its problem simpler: positive, negative, neutral. The score rose from 53% to more than 70%. Part of that rise is a gift: the simpler the problem, the more a network gets right without looking.',
    'L’article a simplifié son problème : positif, négatif, neutre. Le score est passé de 53 % à plus de 70 %. Une part de ce gain est un cadeau : plus le problème est simple, plus on tombe juste sans même regarder.',
  ],
  question: [
    'In seven classes the article’s network is right on 56% of pictures; trained on three groups, on 71%. How much of the room above “always the largest” has each taken?',
    'En sept classes, le réseau de l’article répond juste pour 56 % des images ; entraîné sur trois groupes, pour 71 %. Quelle part de la marge au-dessus de « toujours la plus fournie » chacun a-t-il prise ?',
  ],
  answer1: ['three groups twice as much as seven', 'trois groupes, deux fois plus que sept classes'],
  answer2: ['not far apart: 41% and 47%', 'des parts proches : 41 % et 47 %'],
  answer3: ['seven classes more than three', 'sept classes, plus que trois groupes'],
  why: [
    'Always “happiness” is right on 25% of seven; always “negative”, on 47% of three. Of the 16 points between the two scores, most are given away at the start.',
    'Répondre toujours « joie » est juste à 25 % en sept classes ; toujours « négatif », à 47 % en trois groupes. Des 16 points qui séparent les scores, la plupart sont offerts au départ.',
  ],
  face: ['One face, three answers', 'Un visage, trois réponses'],
  loadingNetworks: ['Loading the article’s networks…', 'Chargement des réseaux de l’article…'],
  failedNetworks: [
    'The networks could not be loaded. Load the page again.',
    'Les réseaux n’ont pas pu être chargés. Rechargez la page.',
  ],
  seven: ['Seven classes', 'Sept classes'],
  summed: ['The seven, summed into three', 'Les sept, additionnées en trois'],
  three: ['A network trained on three', 'Un réseau entraîné sur trois'],
  faceNote: [
    'Positive is happiness; negative is anger, disgust, fear and sadness; neutral is surprise and neutral. The article leaves fear out; here it is negative.',
    'Positif : joie ; négatif : colère, dégoût, peur et tristesse ; neutre : surprise et neutre. L’article laisse la peur de côté ; ici, elle est négative.',
  ],

  room: ['How much of the room each took', 'Quelle part de la marge chacun a prise'],
  who: ['network', 'réseau'],
  right: ['right', 'juste'],
  always: ['always the largest', 'toujours la plus fournie'],
  taken: ['of the room', 'de la marge'],
  article7: ['article, seven classes', 'article, sept classes'],
  articleSums: ['article, summed into three', 'article, sommes en trois groupes'],
  article3: ['article, trained on three', 'article, entraîné sur trois'],
  page7: ['the page’s, seven classes', 'celui de la page, sept classes'],
  pageSums: ['the page’s, summed into three', 'celui de la page, sommes en trois groupes'],
  roomNote: [
    'Grey: what always answering the largest class scores. Blue: what the network adds. The room is all that is right of the grey. Summing the seven answers does as well as training on three. On drawn faces, as many of each expression, always “negative” even scores 4 in 7, 57%.',
    'En gris : ce que donne toujours la classe la plus fournie. En bleu : ce que le réseau y ajoute. La marge est tout ce qui est à droite du gris. Additionner les sept réponses vaut un entraînement sur trois. Sur des visages dessinés, autant de chaque expression, toujours « négatif » donne même 4 sur 7, soit 57 %.',
  ],

  curves: [
    'Do three learn in a tenth of the iterations?',
    'Trois groupes s’apprennent-ils en dix fois moins d’itérations ?',
  ],
  scale: ['Scale', 'Échelle'],
  accuracy: ['accuracy', 'exactitude'],
  share: ['share of the room', 'part de la marge'],
  epoch: ['epoch', 'époque'],
  sevenShort: ['seven', 'sept'],
  threeShort: ['three', 'trois'],
  curvesLabel: [
    'Validation of the article’s two networks, epoch by epoch: {scale}',
    'Validation des deux réseaux de l’article, époque par époque : {scale}',
  ],
  curvesSaid: [
    'Nine tenths of its best: three groups at epoch {three}, seven classes at epoch {seven}; {threeSteps} and {sevenSteps} iterations.',
    'Neuf dixièmes du meilleur : trois groupes à l’époque {three}, sept classes à l’époque {seven} ; soit {threeSteps} et {sevenSteps} itérations.',
  ],
  curvesNote: [
    'The article says about 100 iterations for three and 1,000 for seven. Measured here with one recipe: on accuracy three need half as many, as they begin at 47%; on the share of the room, nearly as many. Upright lines: nine tenths of the best.',
    'L’article parle d’une centaine d’itérations pour trois groupes et d’un millier pour sept classes. Mesuré ici avec une même recette : en exactitude, trois groupes en demandent moitié moins, car ils partent de 47 % ; en part de la marge, presque autant. Traits verticaux : neuf dixièmes du meilleur.',
  ],

  matrices: ['Both matrices', 'Les deux matrices'],
  show: ['Cells', 'Cases'],
  counts: ['counts', 'nombres'],
  rows: ['share of the row', 'part de la ligne'],
  columns: ['share of the column', 'part de la colonne'],
  captionOf: ['Confusion matrix: {name}', 'Matrice de confusion : {name}'],

  votes: ['One labeller or ten people', 'Un annotateur ou dix personnes'],
  votesLede: [
    'FER2013 has one label per picture. Later, ten people looked at each (FER+, Barsoum et al. 2016); the label of most of them is the majority. The page’s network has a head for each: one learned the single label, the other how the ten voted.',
    'FER2013 donne une seule étiquette par image. Plus tard, dix personnes ont regardé chacune (FER+, Barsoum et al. 2016) ; l’étiquette la plus donnée est la majorité. Le réseau de la page a une sortie pour chacune : l’une a appris l’étiquette unique, l’autre les votes des dix.',
  ],
  labelHead: ['One label, as in FER2013', 'Une étiquette, comme dans FER2013'],
  votesHead: ['Ten people: share of the votes', 'Dix personnes : part des votes'],
  labelScore: ['against the one label', 'face à l’étiquette unique'],
  votesScore: ['against the majority of ten', 'face à la majorité de dix'],
  scoreOf: ['{what}, {n} pictures', '{what}, {n} images'],
  noise: ['Test labels that are wrong', 'Étiquettes de test fausses'],
  noiseSaid: [
    'A network that is right {truth} of the time would be scored {scored}; a perfect one, {perfect}.',
    'Un réseau juste dans {truth} des cas obtiendrait {scored} ; un réseau parfait, {perfect}.',
  ],
  noiseNote: [
    'The same faces, the same network: asked against ten people it scores {gap} points more, as much as if {share} of the single labels were wrong by chance. Real mistakes are no dice, as some labels are confused more than others, and pictures without a majority are left out: take this as a scale, not as a measurement. No training gets past the labels it is scored by.',
    'Mêmes visages, même réseau : face à dix personnes, il gagne {gap} points, comme si {share} des étiquettes uniques étaient fausses au hasard. Les vraies erreurs ne sont pas un tirage, car certaines étiquettes se confondent plus que d’autres, et les images sans majorité sont écartées : c’est un ordre de grandeur, pas une mesure. Aucun entraînement ne dépasse les étiquettes qui servent à le noter.',
  ],
  failed: [
    'The reports could not be loaded. Load the page again.',
    'Les rapports n’ont pas pu être chargés. Rechargez la page.',
  ],
};
