// The words of the lab’s experiments, in French.

/** @type {Record<keyof typeof import('../en/experiments.js').words, string>} */
export const words = {
  experiments: 'Expériences : devinez, puis voyez',
  close: 'Fermer',
  drawing: 'Dessin des visages…',
  running: '{run} : époque {epoch} sur {epochs}',
  failed: 'Cela s’est arrêté : {reason}',
  guessed: 'Votre réponse : {answer}',
  right: 'Bien deviné.',
  wrong: 'Ce qui s’est passé : {answer}',
  again: 'Recommencer',
  take: 'Utiliser ces réglages dans le labo ci-dessous',
  epochs: 'Époques',
  learned: 'appris',
  others: 'autres',

  overfitTitle: 'Apprendre par cœur',
  overfitAbout: 'Seulement 50 visages pour apprendre',
  overfitQuestion:
    'Le réseau voit trente fois les mêmes 50 visages. Comment lira-t-il ensuite 490 visages qu’il n’a jamais vus ?',
  overfitAnswer1: 'Presque tout juste',
  overfitAnswer2: 'Plus de la moitié juste',
  overfitAnswer3: 'Moins de la moitié juste',
  overfitChart: 'Exactitude sur les visages appris, et sur d’autres',
  overfitAxis: 'Exactitude',
  overfitTold:
    'Sur les visages appris, il a raison {train} du temps (tous à partir de l’époque {first}) ; sur les autres, {validation}. Son erreur sur ceux-là était minimale, {least}, après l’époque {epoch} ; elle est maintenant de {loss}.',
  overfitMoral:
    'C’est le surapprentissage : il connaît ces 50 visages, pas ce qui fait une expression. Plus de visages aident, ou les changer un peu à chaque fois (augmentation).',
  fifty: '50 visages',

  starveTitle: 'Affamer une classe',
  starveAbout: '30 visages neutres parmi 750',
  starveQuestion:
    'Le réseau apprend sur 120 visages de chacune de six expressions, mais sur 30 visages neutres seulement. Qu’est-ce qui va en souffrir ?',
  starveAnswer1: 'Les visages neutres, beaucoup ; l’exactitude globale, à peine',
  starveAnswer2: 'Les visages neutres et l’exactitude globale, autant',
  starveAnswer3: 'Ni les uns ni l’autre, ou presque',
  starveChart: 'Part des visages « {label} » trouvés, dans les deux entraînements',
  starveAxis: 'Rappel de « {label} »',
  starveTold:
    'Des visages « {label} », il en trouvait {recallBefore} quand il en avait appris autant que des autres, et {recallAfter} quand il n’en avait appris que 30. L’exactitude sur tous les visages est passée de {before} à {after}.',
  starveMoral:
    'L’exactitude est une moyenne sur tous les visages : une classe sur sept peut disparaître sans que cela se voie beaucoup. Regardez le rappel de chaque étiquette.',
  full: '120 neutres',
  starved: '30 neutres',

  repairTitle: 'La réparer, de quatre façons',
  repairAbout: 'Poids, répétition, augmentation, décalage',
  repairQuestion:
    'De nouveau, 30 visages neutres seulement. Quelle réparation retrouve le plus de visages neutres ?',
  repairAnswer1: 'Faire compter davantage leurs erreurs',
  repairAnswer2: 'Répéter les 30 visages jusqu’à en avoir 120',
  repairAnswer3: 'Les répéter, un peu déplacés à chaque fois',
  repairAnswer4: 'Ne rien réentraîner : remonter le score des étiquettes rares',
  repairChart: 'Part des visages « {label} » trouvés, selon la réparation',
  repairAxis: 'Rappel de « {label} »',
  repairTold:
    'Part trouvée de « {label} » : sans réparation {starved} ; avec des poids de classe {weighted} ; répétés {repeated} ; répétés et déplacés {augmented} ; en retranchant de chaque score le logarithme de la part de son étiquette, sans rien entraîner, {shifted}. Ce décalage fait passer l’exactitude sur tous les visages de {before} à {accuracy}.',
  repairMoral:
    'Un réseau qui a vu peu de visages neutres en attend peu. Les répéter fait apprendre ces trente-là par cœur ; lui dire que toutes les étiquettes sont aussi courantes corrige l’attente elle-même.',
  weighted: 'poids',
  repeated: 'répétés',
  augmented: 'déplacés',

  noiseTitle: 'Étiquettes fausses',
  noiseAbout: 'Un cinquième des étiquettes est faux',
  noiseQuestion:
    'Un cinquième des étiquettes est changé au hasard. Quelle part de ces étiquettes, justes et fausses, le réseau finira-t-il par donner ?',
  noiseAnswer1: 'Presque toutes : les fausses aussi',
  noiseAnswer2: 'Environ 80 % : seulement les justes',
  noiseAnswer3: 'Bien moins : il est perdu',
  noiseChart: 'Exactitude sur d’autres visages, dont les étiquettes sont justes',
  noiseAxis: 'Exactitude sur les autres',
  noiseTold:
    'Il redonne {train} des étiquettes apprises. Sur d’autres visages, dont les étiquettes sont justes, il a raison {noisy} du temps, {best} au mieux ; avec des étiquettes propres, il atteint {clean}.',
  noiseMoral:
    'Il apprend d’abord ce que les étiquettes ont en commun, puis les erreurs une à une. S’arrêter à la meilleure époque garde le premier et évite les secondes.',
  groupsTitle: 'Sept ou trois',
  groupsAbout: 'Un meilleur score n’est pas toujours un exploit',
  groupsQuestion:
    'Un réseau apprend sept expressions ; un autre apprend, des mêmes visages, trois groupes : positif, négatif, neutre. Répondre toujours la classe la plus fournie est juste une fois sur sept là, et quatre fois sur sept ici. Quel réseau réussit le mieux ?',
  groupsAnswer1:
    'Trois : plus de réponses justes, et une plus grande part de la marge au-dessus de « toujours la plus fournie »',
  groupsAnswer2:
    'Trois a plus de réponses justes, sept prend plus de la marge au-dessus de « toujours la plus fournie »',
  groupsAnswer3: 'Sept, dans les deux cas',
  groupsChart: 'Exactitude sur d’autres visages, par époque',
  groupsAxis: 'Exactitude',
  roomChart: 'Part prise de la marge au-dessus de « toujours la plus fournie », par époque',
  roomAxis: 'Part de la marge',
  groupsTold:
    'Réponses justes : {seven} avec sept étiquettes, {three} avec trois groupes. Mais « toujours la plus fournie » obtient déjà {largest7} et {largest3} : de la marge qui reste au-dessus, sept étiquettes prennent {room7}, trois groupes {room3}. Et les sept, additionnées en groupes, ont raison {summed} du temps.',
  groupsMoral:
    'Deux exactitudes sur des problèmes aux étiquettes différentes ne se comparent pas telles quelles : dites aussi ce qu’obtient la réponse la plus simple. Et pour obtenir des groupes, il suffit d’additionner les probabilités d’un réseau à sept étiquettes.',
  seven: 'sept',
  three: 'trois',

  testTitle: 'Un test sous scellés',
  testAbout: 'Choisir avec 35 visages, puis en ouvrir 490',
  testQuestion:
    'Quatre recettes, douze époques chacune : parmi les 48 réseaux obtenus en chemin, nous gardons celui qui lit le mieux 35 visages. Puis on ouvre 490 visages qui n’ont servi à aucun choix. Aura-t-il raison plus souvent, aussi souvent (à 2 points près) ou moins souvent ?',
  testAnswer1: 'Plus souvent',
  testAnswer2: 'Aussi souvent',
  testAnswer3: 'Moins souvent',
  testChart:
    'Exactitude sur les 35 visages qui servent au choix, pour quatre recettes ; en tirets, sur les visages tenus à l’écart',
  testAxis: 'Exactitude',
  testTold:
    'Sur {looks} réseaux, le meilleur sur les 35 visages était « {run} » après l’époque {epoch} : {chosen} de réponses justes. Sur les visages tenus à l’écart, qui n’ont servi à aucun choix, le même réseau a raison {test} du temps.',
  testMoral:
    'Le meilleur d’un grand nombre est en partie le plus chanceux : choisir avec des visages, c’est déjà s’y ajuster un peu, sans s’y entraîner. Le dernier chiffre vient donc de visages qui n’ont servi à aucun choix, et on ne le lit qu’une fois.',
  openedBefore:
    'Ces visages ont déjà été ouverts. Qui change une recette à cause de leur verdict n’a plus de test, mais un ensemble de plus qui sert à choisir.',
  plain: 'simple',
  quick: 'grands pas',
  dropped: 'dropout',
  kernels: 'plus de noyaux',
  heldOut: 'à l’écart',

  noiseMoralFlat:
    'Il a assez de place pour apprendre chaque erreur par cœur, et le paie sur les visages des autres. Un arrêt anticipé n’aurait pas sauvé cet entraînement : des étiquettes justes, si.',
  clean: 'étiquettes justes',
  noisy: 'un cinquième faux',
};
