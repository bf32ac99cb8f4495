/** @type {import('../shell/words.js').Words} */
export const words = {
  name: ['Results', 'Les résultats'],
  intro: [
    'One number, the accuracy, says how often a network is right. The confusion matrix says which label is taken for which; precision and recall say it per class; the intervals say how much of it may be chance.',
    'Un seul nombre, l’exactitude, dit combien de fois un réseau a raison. La matrice de confusion dit quelle étiquette est prise pour quelle autre ; la précision et le rappel le disent pour chaque classe ; les intervalles disent la part possible du hasard.',
  ],
  question: [
    'The article’s network is right on 56 pictures in 100. Of the pictures labelled disgust, how many does it find?',
    'Le réseau de l’article a raison pour 56 images sur 100. Parmi les images étiquetées « dégoût », combien en trouve-t-il ?',
  ],
  answer1: ['about 56 in 100, too', 'environ 56 sur 100 aussi'],
  answer2: ['about 20 in 100', 'environ 20 sur 100'],
  answer3: ['about 80 in 100', 'environ 80 sur 100'],
  why: [
    'It saw only 176 of them in training. And as they are 56 of 3,589 test pictures, missing nearly all of them costs the accuracy little.',
    'Il n’en a vu que 176 à l’entraînement. Et comme elles ne sont que 56 sur 3 589 images de test, les manquer presque toutes coûte peu d’exactitude.',
  ],
  first: ['Network', 'Réseau'],
  second: ['Beside it', 'À côté'],
  none: ['no other', 'aucun autre'],
  failed: [
    'The reports could not be loaded. Load the page again.',
    'Les rapports n’ont pas pu être chargés. Rechargez la page.',
  ],

  known: ['All known figures on one axis', 'Tous les chiffres connus sur un axe'],
  who: ['who reads', 'qui lit'],
  right: ['right', 'juste'],
  always: ['always “{label}”', 'toujours « {label} »'],
  article: ['the article', 'l’article'],
  people: ['people (Goodfellow et al. 2013)', 'des gens (Goodfellow et al. 2013)'],
  about65: ['65 ± 5%', '65 ± 5 %'],
  winner: ['the winner of 2013 (Tang)', 'le gagnant de 2013 (Tang)'],
  best: ['best single network (Khaireddin 2021)', 'meilleur réseau seul (Khaireddin 2021)'],
  knownNote: [
    'Seven classes of FER2013. The bars are 95% intervals: where two overlap widely, the difference may be chance.',
    'Les sept classes de FER2013. Les traits sont des intervalles à 95 % : s’ils se recouvrent largement, la différence peut tenir au hasard.',
  ],
  threeNote: [
    'A network of three groups stands on another axis: always the largest group already scores {share}.',
    'Un réseau à trois groupes relève d’une autre échelle : répondre toujours le plus grand groupe donne déjà {share}.',
  ],

  matrix: ['Confusion', 'Confusion'],
  show: ['Cells', 'Cases'],
  counts: ['counts', 'nombres'],
  rows: ['share of the row', 'part de la ligne'],
  columns: ['share of the column', 'part de la colonne'],
  caption: ['Confusion matrix of {name}', 'Matrice de confusion : {name}'],
  classes: ['Class by class', 'Classe par classe'],
  measure: ['Measure', 'Mesure'],
  recall: ['recall: found, of those labelled so', 'rappel : trouvées, parmi celles ainsi étiquetées'],
  precision: [
    'precision: labelled so, of those read so',
    'précision : ainsi étiquetées, parmi celles lues ainsi',
  ],
  class: ['class', 'classe'],
  reliability: ['Does 70% come true 70 times in 100?', 'Un « 70 % » se vérifie-t-il 70 fois sur 100 ?'],
  reliabilityLabel: [
    'Reliability of {name}: how often it is right, by how sure it says it is. On average the two are {ece} apart.',
    'Fiabilité : {name}, combien de fois il a raison selon l’assurance qu’il annonce. En moyenne, l’écart est de {ece}.',
  ],
  says: ['it says, %', 'il annonce, %'],
  is: ['right', 'juste'],
  measured: ['measured', 'mesuré'],
  ideal: ['ideal', 'idéal'],

  on: ['Measured on', 'Mesuré sur'],
  report: ['FER2013’s PublicTest', 'le PublicTest de FER2013'],
  own: ['your own data', 'vos propres données'],
  truth: ['Right means', 'Juste veut dire'],
  label: ['FER2013’s one label', 'l’étiquette unique de FER2013'],
  majority: ['what most of ten people say', 'l’avis du plus grand nombre, sur dix'],
  agree: ['say the same', 'du même avis'],
  noVotesReport: [
    'No report of {name} is against people’s votes: have it evaluated below, on data with votes.',
    'Aucun rapport de {name} ne porte sur les votes des gens : évaluez-le plus bas, sur des données avec votes.',
  ],
  votesNeeded: [
    'This data has no votes: drop FER+’s fer2013new.csv below, too.',
    'Ces données n’ont pas de votes : déposez aussi, plus bas, le fer2013new.csv de FER+.',
  ],
  noMajority: [
    'On no picture of this split does one label lead the votes.',
    'Sur aucune image de cette partition une étiquette ne domine les votes.',
  ],
  votesNote: [
    'Ten people labelled each picture anew (FER+, Barsoum et al. 2016). Counted are the pictures on which one label has more votes than any other. Figures of others are against the one label: they stand on another axis.',
    'Dix personnes ont réétiqueté chaque image (FER+, Barsoum et al. 2016). Sont comptées les images où une étiquette a plus de votes que toute autre. Les chiffres des autres portent sur l’étiquette unique : ils relèvent d’une autre échelle.',
  ],
  sharesSaid: [
    '{name}: {n} such pictures of {voted} with votes; its shares are off by {error} on average, their cross-entropy is {entropy}.',
    '{name} : {n} images de ce genre sur {voted} avec votes ; ses parts s’écartent de {error} en moyenne, leur entropie croisée est de {entropy}.',
  ],
  yardstick: [
    '(A yardstick: it has no head for votes.)',
    '(À titre de repère : ce réseau n’a pas de tête pour les votes.)',
  ],
  order: ['Order', 'Ordre'],
  given: ['FER2013’s', 'celui de FER2013'],
  sorted: ['by recall', 'par rappel'],
  yours: ['Your checkpoint…', 'Votre fichier de poids…'],
  yoursNamed: ['yours: {file}', 'le vôtre : {file}'],
  notEvaluated: [
    '{name} has not read your data yet: have it evaluated below.',
    '{name} n’a pas encore lu vos données : lancez l’évaluation plus bas.',
  ],
  ownNeeded: [
    'No data of your own is here yet: drop it below.',
    'Vos propres données ne sont pas encore là : déposez-les plus bas.',
  ],
  noReport: [
    'A checkpoint of your own has no report: have it evaluated below, on data that you drop.',
    'Votre fichier de poids n’a pas de rapport : évaluez-le plus bas, sur des données que vous déposez.',
  ],
  ownNote: [
    'The article’s, people’s and the winners’ figures are on FER2013; yours are on {file}. Only FER2013’s own test pictures allow a comparison.',
    'Les chiffres de l’article, des gens et des gagnants portent sur FER2013 ; les vôtres, sur {file}. Seules les images de test de FER2013 permettent de comparer.',
  ],
  cellShipped: [
    'FER2013’s pictures are not shipped. Drop your own copy below and have the network evaluated: then a cell shows its pictures.',
    'Les images de FER2013 ne sont pas fournies. Déposez votre copie plus bas et évaluez le réseau : chaque case montrera alors ses images.',
  ],
  cellNone: ['None labelled {label} and read as {read}.', 'Aucune étiquetée « {label} » et lue « {read} ».'],
  cellAll: ['{n} labelled {label} and read as {read}:', '{n} étiquetées « {label} » et lues « {read} » :'],
  cellSome: [
    '{n} labelled {label} and read as {read}; the surest {shown}:',
    '{n} étiquetées « {label} » et lues « {read} » ; les {shown} plus assurées :',
  ],
  faceOf: ['line {line}, read as {read} with {sure}', 'ligne {line}, lue « {read} » à {sure}'],

  compare: ['Is one better, or luckier?', 'L’un est-il meilleur, ou a-t-il eu de la chance ?'],
  compareTwo: ['Choose a second network beside the first.', 'Choisissez un second réseau à côté du premier.'],
  compareNeeds: [
    'McNemar’s test counts the pictures that only one of two networks reads right, so it needs the answer of both to every picture. Reports hold sums only: drop a dataset below and have both evaluated on it.',
    'Le test de McNemar compte les images que l’un des deux réseaux est seul à bien lire : il lui faut la réponse des deux à chaque image. Les rapports ne contiennent que des totaux : déposez un jeu de données plus bas et évaluez les deux.',
  ],
  compareLabels: [
    'These two tell different labels: there is nothing to compare picture by picture.',
    'Ces deux réseaux n’ont pas les mêmes étiquettes : rien ne se compare image par image.',
  ],
  isRight: ['{name}: right', '{name} : juste'],
  isWrong: ['{name}: wrong', '{name} : faux'],
  moreThanChance: [
    'McNemar’s exact test: {p}, more than chance explains at the 5% level.',
    'Test exact de McNemar : {p}, plus que le hasard n’explique au seuil de 5 %.',
  ],
  withinChance: [
    'McNemar’s exact test: {p}, no more than chance explains at the 5% level.',
    'Test exact de McNemar : {p}, pas plus que le hasard n’explique au seuil de 5 %.',
  ],
  compareNote: [
    'Only the two tinted cells count: if both networks were equally good, each picture in them would fall to either side like a coin.',
    'Seules les deux cases teintées comptent : si les deux réseaux se valaient, chaque image y tomberait d’un côté ou de l’autre, comme une pièce.',
  ],

  drop: ['Evaluate on your own data', 'Évaluer sur vos propres données'],
  split: ['Split', 'Partition'],
  evaluateOne: ['Evaluate {first}', 'Évaluer {first}'],
  evaluateBoth: ['Evaluate {first} and {second}', 'Évaluer {first} et {second}'],
  evaluating: ['Evaluating…', 'Évaluation…'],
  evaluatingThis: ['Evaluating {name}…', 'Évaluation : {name}…'],
  far: ['{done} of {of}, about {seconds} s left', '{done} sur {of}, encore {seconds} s environ'],
  cancel: ['Cancel', 'Annuler'],
  cancelled: ['Cancelled: what was shown stays.', 'Annulé : ce qui était affiché reste.'],
  scored: ['{name} {accuracy}', '{name} {accuracy}'],
  evaluatedAll: [
    'Right, of {n} pictures ({split}): {scores}. The figures above are these now.',
    'Juste, sur {n} images ({split}) : {scores}. Les chiffres ci-dessus sont désormais ceux-là.',
  ],
  evaluatedVotes: [
    'Of {n} pictures with a majority of votes, as most people say: {scores}.',
    'Sur {n} images avec une majorité de votes, comme le plus grand nombre : {scores}.',
  ],
  otherLabels: [
    'The data’s labels are {file}, the network’s are {network}: expected the same, or the seven expressions for three groups.',
    'Les étiquettes des données sont {file}, celles du réseau {network} : les mêmes étaient attendues, ou les sept expressions pour trois groupes.',
  ],
  givenThere: ['{file} is loaded: choose it above.', '{file} est chargé : choisissez-le plus haut.'],
};
