// The words of the lesson on results, in French.

/** @type {Record<keyof typeof import('./en.js').words, string>} */
export const words = {
  intro:
    'Un seul nombre, l’exactitude, dit combien de fois un réseau a raison. La matrice de confusion dit quelle étiquette est prise pour quelle autre ; la précision et le rappel le disent pour chaque classe ; les intervalles disent la part possible du hasard.',
  question:
    'Le réseau de l’article a raison pour 56 images sur 100. Parmi les images étiquetées « dégoût », combien en trouve-t-il ?',
  answer1: 'environ 56 sur 100 aussi',
  answer2: 'environ 20 sur 100',
  answer3: 'environ 80 sur 100',
  why: 'Il n’en a vu que 176 à l’entraînement. Et comme elles ne sont que 56 sur 3 589 images de test, les manquer presque toutes coûte peu d’exactitude.',
  first: 'Réseau',
  second: 'À côté',
  none: 'aucun autre',
  failed: 'Les rapports n’ont pas pu être chargés. Rechargez la page.',

  known: 'Tous les chiffres connus sur un axe',
  who: 'qui lit',
  right: 'juste',
  always: 'toujours « {label} »',
  article: 'l’article',
  people: 'des gens (Goodfellow et al. 2013)',
  about65: '65 ± 5 %',
  winner: 'le gagnant de 2013 (Tang)',
  best: 'meilleur réseau seul (Khaireddin 2021)',
  knownNote:
    'Les sept classes de FER2013. Les traits sont des intervalles à 95 % : s’ils se recouvrent largement, la différence peut tenir au hasard.',
  threeNote:
    'Un réseau à trois groupes relève d’une autre échelle : répondre toujours le plus grand groupe donne déjà {share}.',

  matrix: 'Confusion',
  show: 'Cases',
  counts: 'nombres',
  rows: 'part de la ligne',
  columns: 'part de la colonne',
  caption: 'Matrice de confusion : {name}',
  classes: 'Classe par classe',
  measure: 'Mesure',
  recall: 'rappel : trouvées, parmi celles ainsi étiquetées',
  precision: 'précision : ainsi étiquetées, parmi celles lues ainsi',
  class: 'classe',
  reliability: 'Un « 70 % » se vérifie-t-il 70 fois sur 100 ?',
  reliabilityLabel:
    'Fiabilité : {name}, combien de fois il a raison selon l’assurance qu’il annonce. En moyenne, l’écart est de {ece}.',
  says: 'il annonce, %',
  is: 'juste',
  measured: 'mesuré',
  ideal: 'idéal',

  on: 'Mesuré sur',
  report: 'le PublicTest de FER2013',
  own: 'vos propres données',
  truth: 'Juste veut dire',
  label: 'l’étiquette unique de FER2013',
  majority: 'l’avis du plus grand nombre, sur dix',
  agree: 'du même avis',
  noVotesReport:
    'Aucun rapport de {name} ne porte sur les votes des gens : évaluez-le plus bas, sur des données avec votes.',
  votesNeeded: 'Ces données n’ont pas de votes : déposez aussi, plus bas, le fer2013new.csv de FER+.',
  noMajority: 'Sur aucune image de cette partition une étiquette ne domine les votes.',
  votesNote:
    'Dix personnes ont réétiqueté chaque image (FER+, Barsoum et al. 2016). Sont comptées les images où une étiquette a plus de votes que toute autre. Les chiffres des autres portent sur l’étiquette unique : ils relèvent d’une autre échelle.',
  sharesSaid:
    '{name} : {n} images de ce genre sur {voted} avec votes ; ses parts s’écartent de {error} en moyenne, leur entropie croisée est de {entropy}.',
  yardstick: '(À titre de repère : ce réseau n’a pas de tête pour les votes.)',
  order: 'Ordre',
  given: 'celui de FER2013',
  sorted: 'par rappel',
  yours: 'Votre fichier de poids…',
  yoursNamed: 'le vôtre : {file}',
  notEvaluated: '{name} n’a pas encore lu vos données : lancez l’évaluation plus bas.',
  ownNeeded: 'Vos propres données ne sont pas encore là : déposez-les plus bas.',
  noReport:
    'Votre fichier de poids n’a pas de rapport : évaluez-le plus bas, sur des données que vous déposez.',
  ownNote:
    'Les chiffres de l’article, des gens et des gagnants portent sur FER2013 ; les vôtres, sur {file}. Seules les images de test de FER2013 permettent de comparer.',
  cellShipped:
    'Les images de FER2013 ne sont pas fournies. Déposez votre copie plus bas et évaluez le réseau : chaque case montrera alors ses images.',
  cellNone: 'Aucune étiquetée « {label} » et lue « {read} ».',
  cellAll: '{n} étiquetées « {label} » et lues « {read} » :',
  cellSome: '{n} étiquetées « {label} » et lues « {read} » ; les {shown} plus assurées :',
  faceOf: 'ligne {line}, lue « {read} » à {sure}',

  compare: 'L’un est-il meilleur, ou a-t-il eu de la chance ?',
  compareTwo: 'Choisissez un second réseau à côté du premier.',
  compareNeeds:
    'Le test de McNemar compte les images que l’un des deux réseaux est seul à bien lire : il lui faut la réponse des deux à chaque image. Les rapports ne contiennent que des totaux : déposez un jeu de données plus bas et évaluez les deux.',
  compareLabels: 'Ces deux réseaux n’ont pas les mêmes étiquettes : rien ne se compare image par image.',
  isRight: '{name} : juste',
  isWrong: '{name} : faux',
  moreThanChance: 'Test exact de McNemar : {p}, plus que le hasard n’explique au seuil de 5 %.',
  withinChance: 'Test exact de McNemar : {p}, pas plus que le hasard n’explique au seuil de 5 %.',
  compareNote:
    'Seules les deux cases teintées comptent : si les deux réseaux se valaient, chaque image y tomberait d’un côté ou de l’autre, comme une pièce.',

  drop: 'Évaluer sur vos propres données',
  split: 'Partition',
  evaluateOne: 'Évaluer {first}',
  evaluateBoth: 'Évaluer {first} et {second}',
  evaluating: 'Évaluation…',
  evaluatingThis: 'Évaluation : {name}…',
  far: '{done} sur {of}, encore {seconds} s environ',
  cancel: 'Annuler',
  cancelled: 'Annulé : ce qui était affiché reste.',
  scored: '{name} {accuracy}',
  evaluatedAll: 'Juste, sur {n} images ({split}) : {scores}. Les chiffres ci-dessus sont désormais ceux-là.',
  evaluatedVotes: 'Sur {n} images avec une majorité de votes, comme le plus grand nombre : {scores}.',
  otherLabels:
    'Les étiquettes des données sont {file}, celles du réseau {network} : les mêmes étaient attendues, ou les sept expressions pour trois groupes.',
  givenThere: '{file} est chargé : choisissez-le plus haut.',
};
