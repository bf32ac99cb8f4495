// The words of the guided experiments, in English and French.

/** @type {import('../lessons/shell/words.js').Words} */
export const words = {
  experiments: ['Experiments: guess, then see', 'Expériences : devinez, puis voyez'],
  close: ['Close', 'Fermer'],
  drawing: ['Drawing the faces…', 'Dessin des visages…'],
  running: ['{run}: epoch {epoch} of {epochs}', '{run} : époque {epoch} sur {epochs}'],
  failed: ['It stopped: {reason}', 'Cela s’est arrêté : {reason}'],
  guessed: ['Your guess: {answer}', 'Votre réponse : {answer}'],
  right: ['You guessed right.', 'Bien deviné.'],
  wrong: ['What happened instead: {answer}', 'Ce qui s’est passé : {answer}'],
  again: ['Once more', 'Recommencer'],
  take: ['Use these settings in the lab below', 'Utiliser ces réglages dans le labo ci-dessous'],
  epochs: ['Epochs', 'Époques'],
  learned: ['learned', 'appris'],
  others: ['others', 'autres'],

  overfitTitle: ['Learn by heart', 'Apprendre par cœur'],
  overfitAbout: ['Only 50 faces to learn from', 'Seulement 50 visages pour apprendre'],
  overfitQuestion: [
    'The network sees the same 50 faces thirty times. How well will it then read 490 faces that it has never seen?',
    'Le réseau voit trente fois les mêmes 50 visages. Comment lira-t-il ensuite 490 visages qu’il n’a jamais vus ?',
  ],
  overfitAnswer1: ['Nearly all right', 'Presque tout juste'],
  overfitAnswer2: ['More than half right', 'Plus de la moitié juste'],
  overfitAnswer3: ['Less than half right', 'Moins de la moitié juste'],
  overfitChart: [
    'Accuracy on the faces that are learned, and on others',
    'Exactitude sur les visages appris, et sur d’autres',
  ],
  overfitAxis: ['Accuracy', 'Exactitude'],
  overfitTold: [
    'On the faces it learned it is right {train} of the time (all of them from epoch {first}); on others, {validation}. Its loss on those was least, {least}, after epoch {epoch}; now it is {loss}.',
    'Sur les visages appris, il a raison {train} du temps (tous à partir de l’époque {first}) ; sur les autres, {validation}. Son erreur sur ceux-là était minimale, {least}, après l’époque {epoch} ; elle est maintenant de {loss}.',
  ],
  overfitMoral: [
    'This is over-fitting: it knows these 50 faces, not what makes an expression. More faces help, and so does changing them a little each time (augmentation).',
    'C’est le surapprentissage : il connaît ces 50 visages, pas ce qui fait une expression. Plus de visages aident, ou les changer un peu à chaque fois (augmentation).',
  ],
  fifty: ['50 faces', '50 visages'],

  starveTitle: ['Starve one class', 'Affamer une classe'],
  starveAbout: ['30 neutral faces among 750', '30 visages neutres parmi 750'],
  starveQuestion: [
    'The network learns from 120 faces of each of six expressions, but from only 30 neutral ones. What will suffer?',
    'Le réseau apprend sur 120 visages de chacune de six expressions, mais sur 30 visages neutres seulement. Qu’est-ce qui va en souffrir ?',
  ],
  starveAnswer1: [
    'Neutral faces, badly; overall accuracy, hardly',
    'Les visages neutres, beaucoup ; l’exactitude globale, à peine',
  ],
  starveAnswer2: [
    'Neutral faces and overall accuracy alike',
    'Les visages neutres et l’exactitude globale, autant',
  ],
  starveAnswer3: ['Neither, or hardly', 'Ni les uns ni l’autre, ou presque'],
  starveChart: [
    'Share of the {label} faces that are found, in both runs',
    'Part des visages « {label} » trouvés, dans les deux entraînements',
  ],
  starveAxis: ['Recall of {label}', 'Rappel de « {label} »'],
  starveTold: [
    'Of the {label} faces it found {recallBefore} when it had learned from as many as of the others, and {recallAfter} when it had learned from 30. Accuracy on all faces went from {before} to {after}.',
    'Des visages « {label} », il en trouvait {recallBefore} quand il en avait appris autant que des autres, et {recallAfter} quand il n’en avait appris que 30. L’exactitude sur tous les visages est passée de {before} à {after}.',
  ],
  starveMoral: [
    'Accuracy is a mean over all faces: one class of seven may vanish and it shows little. Look at the recall of each label.',
    'L’exactitude est une moyenne sur tous les visages : une classe sur sept peut disparaître sans que cela se voie beaucoup. Regardez le rappel de chaque étiquette.',
  ],
  full: ['120 neutral', '120 neutres'],
  starved: ['30 neutral', '30 neutres'],

  repairTitle: ['Repair it, four ways', 'La réparer, de quatre façons'],
  repairAbout: ['Weights, repetition, augmentation, a shift', 'Poids, répétition, augmentation, décalage'],
  repairQuestion: [
    'Again only 30 neutral faces. Which repair finds most of the neutral faces?',
    'De nouveau, 30 visages neutres seulement. Quelle réparation retrouve le plus de visages neutres ?',
  ],
  repairAnswer1: ['Let their mistakes count more', 'Faire compter davantage leurs erreurs'],
  repairAnswer2: ['Repeat the 30 faces until there are 120', 'Répéter les 30 visages jusqu’à en avoir 120'],
  repairAnswer3: ['Repeat them, each time moved a little', 'Les répéter, un peu déplacés à chaque fois'],
  repairAnswer4: [
    'Train nothing: raise the score of rare labels',
    'Ne rien réentraîner : remonter le score des étiquettes rares',
  ],
  repairChart: [
    'Share of the {label} faces that are found, by repair',
    'Part des visages « {label} » trouvés, selon la réparation',
  ],
  repairAxis: ['Recall of {label}', 'Rappel de « {label} »'],
  repairTold: [
    'Share of {label} found: without repair {starved}; with class weights {weighted}; repeated {repeated}; repeated and moved {augmented}; with the log share of each label taken off its score, without any training, {shifted}. That shift brings accuracy on all faces from {before} to {accuracy}.',
    'Part trouvée de « {label} » : sans réparation {starved} ; avec des poids de classe {weighted} ; répétés {repeated} ; répétés et déplacés {augmented} ; en retranchant de chaque score le logarithme de la part de son étiquette, sans rien entraîner, {shifted}. Ce décalage fait passer l’exactitude sur tous les visages de {before} à {accuracy}.',
  ],
  repairMoral: [
    'A network that saw few neutral faces expects few. Repeating them teaches these thirty by heart; telling it that all labels are equally common mends the expectation itself.',
    'Un réseau qui a vu peu de visages neutres en attend peu. Les répéter fait apprendre ces trente-là par cœur ; lui dire que toutes les étiquettes sont aussi courantes corrige l’attente elle-même.',
  ],
  weighted: ['weights', 'poids'],
  repeated: ['repeated', 'répétés'],
  augmented: ['moved', 'déplacés'],

  noiseTitle: ['Wrong labels', 'Étiquettes fausses'],
  noiseAbout: ['A fifth of the labels are wrong', 'Un cinquième des étiquettes est faux'],
  noiseQuestion: [
    'A fifth of the labels are changed at random. What share of all these labels, right or wrong, will the network end up giving?',
    'Un cinquième des étiquettes est changé au hasard. Quelle part de ces étiquettes, justes et fausses, le réseau finira-t-il par donner ?',
  ],
  noiseAnswer1: ['Nearly all: the wrong ones too', 'Presque toutes : les fausses aussi'],
  noiseAnswer2: ['About 80%: only the right ones', 'Environ 80 % : seulement les justes'],
  noiseAnswer3: ['Much less: it is confused', 'Bien moins : il est perdu'],
  noiseChart: [
    'Accuracy on other faces, whose labels are right',
    'Exactitude sur d’autres visages, dont les étiquettes sont justes',
  ],
  noiseAxis: ['Accuracy on others', 'Exactitude sur les autres'],
  noiseTold: [
    'It gives back {train} of the labels it was taught. On other faces, whose labels are right, it is right {noisy} of the time, {best} at its best; with clean labels it reaches {clean}.',
    'Il redonne {train} des étiquettes apprises. Sur d’autres visages, dont les étiquettes sont justes, il a raison {noisy} du temps, {best} au mieux ; avec des étiquettes propres, il atteint {clean}.',
  ],
  noiseMoral: [
    'First it learns what the labels have in common, then the mistakes one by one. Stopping at the best epoch keeps the first and spares the second.',
    'Il apprend d’abord ce que les étiquettes ont en commun, puis les erreurs une à une. S’arrêter à la meilleure époque garde le premier et évite les secondes.',
  ],
  groupsTitle: ['Seven or three', 'Sept ou trois'],
  groupsAbout: ['A higher score may be the lesser feat', 'Un meilleur score n’est pas toujours un exploit'],
  groupsQuestion: [
    'One network learns seven expressions, another learns from the same faces three groups: positive, negative, neutral. Always answering the largest class is right one time in seven there, and four in seven here. Which network does better?',
    'Un réseau apprend sept expressions ; un autre apprend, des mêmes visages, trois groupes : positif, négatif, neutre. Répondre toujours la classe la plus fournie est juste une fois sur sept là, et quatre fois sur sept ici. Quel réseau réussit le mieux ?',
  ],
  groupsAnswer1: [
    'Three: more is right, and more of the room above “always the largest” is taken',
    'Trois : plus de réponses justes, et une plus grande part de la marge au-dessus de « toujours la plus fournie »',
  ],
  groupsAnswer2: [
    'Three has more right, seven takes more of the room above “always the largest”',
    'Trois a plus de réponses justes, sept prend plus de la marge au-dessus de « toujours la plus fournie »',
  ],
  groupsAnswer3: ['Seven, by both', 'Sept, dans les deux cas'],
  groupsChart: ['Accuracy on other faces, by epoch', 'Exactitude sur d’autres visages, par époque'],
  groupsAxis: ['Accuracy', 'Exactitude'],
  roomChart: [
    'Share of the room above “always the largest” that is taken, by epoch',
    'Part prise de la marge au-dessus de « toujours la plus fournie », par époque',
  ],
  roomAxis: ['Share of the room', 'Part de la marge'],
  groupsTold: [
    'Right: {seven} with seven labels, {three} with three groups. But “always the largest” has {largest7} and {largest3} already: of the room above it, seven labels take {room7}, three groups {room3}. And the seven summed to groups are right {summed} of the time.',
    'Réponses justes : {seven} avec sept étiquettes, {three} avec trois groupes. Mais « toujours la plus fournie » obtient déjà {largest7} et {largest3} : de la marge qui reste au-dessus, sept étiquettes prennent {room7}, trois groupes {room3}. Et les sept, additionnées en groupes, ont raison {summed} du temps.',
  ],
  groupsMoral: [
    'Two accuracies on problems with other labels cannot be compared as they stand: say what the simplest answer scores, too. And who needs groups can sum the probabilities of a network with seven labels.',
    'Deux exactitudes sur des problèmes aux étiquettes différentes ne se comparent pas telles quelles : dites aussi ce qu’obtient la réponse la plus simple. Et pour obtenir des groupes, il suffit d’additionner les probabilités d’un réseau à sept étiquettes.',
  ],
  seven: ['seven', 'sept'],
  three: ['three', 'trois'],

  testTitle: ['A sealed test', 'Un test sous scellés'],
  testAbout: ['Choose by 35 faces, then open 490 others', 'Choisir avec 35 visages, puis en ouvrir 490'],
  testQuestion: [
    'Four recipes, twelve epochs each: of the 48 networks on the way we keep the one that reads 35 faces best. Then 490 faces are opened that nothing was chosen by. Will it be right on those more often, as often (within 2 points), or less often?',
    'Quatre recettes, douze époques chacune : parmi les 48 réseaux obtenus en chemin, nous gardons celui qui lit le mieux 35 visages. Puis on ouvre 490 visages qui n’ont servi à aucun choix. Aura-t-il raison plus souvent, aussi souvent (à 2 points près) ou moins souvent ?',
  ],
  testAnswer1: ['More often', 'Plus souvent'],
  testAnswer2: ['As often', 'Aussi souvent'],
  testAnswer3: ['Less often', 'Moins souvent'],
  testChart: [
    'Accuracy on the 35 faces that the choice is made by, for four recipes; dashed, on the held-out faces',
    'Exactitude sur les 35 visages qui servent au choix, pour quatre recettes ; en tirets, sur les visages tenus à l’écart',
  ],
  testAxis: ['Accuracy', 'Exactitude'],
  testTold: [
    'Of {looks} networks, the best on the 35 faces was “{run}” after epoch {epoch}: {chosen} right. On the held-out faces, by which nothing was chosen, the same network is right {test} of the time.',
    'Sur {looks} réseaux, le meilleur sur les 35 visages était « {run} » après l’époque {epoch} : {chosen} de réponses justes. Sur les visages tenus à l’écart, qui n’ont servi à aucun choix, le même réseau a raison {test} du temps.',
  ],
  testMoral: [
    'The best of many is partly the luckiest of many: whoever chooses by some faces fits them a little, without training on them. So the last number comes from faces that nothing was chosen by, and it is read once.',
    'Le meilleur d’un grand nombre est en partie le plus chanceux : choisir avec des visages, c’est déjà s’y ajuster un peu, sans s’y entraîner. Le dernier chiffre vient donc de visages qui n’ont servi à aucun choix, et on ne le lit qu’une fois.',
  ],
  openedBefore: [
    'These faces were opened before. Whoever changes a recipe because of what they said has no test any more, but one more set to choose by.',
    'Ces visages ont déjà été ouverts. Qui change une recette à cause de leur verdict n’a plus de test, mais un ensemble de plus qui sert à choisir.',
  ],
  plain: ['plain', 'simple'],
  quick: ['long steps', 'grands pas'],
  dropped: ['dropout', 'dropout'],
  kernels: ['more kernels', 'plus de noyaux'],
  heldOut: ['held out', 'à l’écart'],

  noiseMoralFlat: [
    'It has room enough to learn every mistake by heart, and pays with others’ faces. Stopping early would not have saved this run: right labels would.',
    'Il a assez de place pour apprendre chaque erreur par cœur, et le paie sur les visages des autres. Un arrêt anticipé n’aurait pas sauvé cet entraînement : des étiquettes justes, si.',
  ],
  clean: ['right labels', 'étiquettes justes'],
  noisy: ['a fifth wrong', 'un cinquième faux'],
};
