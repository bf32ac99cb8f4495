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
  take: ['Take these settings to the lab below', 'Prendre ces réglages dans le labo ci-dessous'],
  epochs: ['Epochs', 'Époques'],
  learned: ['learned', 'appris'],
  others: ['others', 'autres'],

  overfitTitle: ['Learn by heart', 'Apprendre par cœur'],
  overfitAbout: ['Only 65 faces to learn from', 'Seulement 65 visages pour apprendre'],
  overfitQuestion: [
    'The network sees the same 65 faces thirty times. How well will it then read 490 faces that it has never seen?',
    'Le réseau voit trente fois les mêmes 65 visages. Comment lira-t-il ensuite 490 visages qu’il n’a jamais vus ?',
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
    'This is over-fitting: it knows these 65 faces, not what makes an expression. More faces help, and so does changing them a little each time (augmentation).',
    'C’est le surapprentissage : il connaît ces 65 visages, pas ce qui fait une expression. Plus de visages aident, ou les changer un peu à chaque fois (augmentation).',
  ],
  fifty: ['65 faces', '65 visages'],

  starveTitle: ['Starve one class', 'Affamer une classe'],
  starveAbout: ['10 faces of fear among 910', '10 visages de peur parmi 910'],
  starveQuestion: [
    'Of six expressions the network learns from 150 faces each, of fear from 10 only. What will suffer?',
    'Le réseau apprend de 150 visages pour six expressions, et de 10 seulement pour la peur. Qu’est-ce qui va en souffrir ?',
  ],
  starveAnswer1: ['Fear; the accuracy on all faces hardly', 'La peur ; l’exactitude globale, à peine'],
  starveAnswer2: ['Fear and the accuracy on all faces alike', 'La peur et l’exactitude globale, autant'],
  starveAnswer3: ['Neither by much', 'Ni l’une ni l’autre, guère'],
  starveChart: [
    'Share of the {label} faces that are found, in both runs',
    'Part des visages « {label} » trouvés, dans les deux entraînements',
  ],
  starveAxis: ['Recall of {label}', 'Rappel de « {label} »'],
  starveTold: [
    'Of the {label} faces it found {recallBefore} when it had learned from as many as of the others, and {recallAfter} when it had learned from 10. Accuracy on all faces went from {before} to {after}.',
    'Des visages « {label} », il en trouvait {recallBefore} quand il en avait appris autant que des autres, et {recallAfter} quand il n’en avait appris que 10. L’exactitude sur tous les visages est passée de {before} à {after}.',
  ],
  starveMoral: [
    'Accuracy is a mean over all faces: one class of seven may vanish and it shows little. Look at the recall of each label.',
    'L’exactitude est une moyenne sur tous les visages : une classe sur sept peut disparaître sans que cela se voie beaucoup. Regardez le rappel de chaque étiquette.',
  ],
  full: ['150 faces of fear', '150 visages de peur'],
  starved: ['10 of fear', '10 de peur'],

  repairTitle: ['Repair it, four ways', 'La réparer, de quatre façons'],
  repairAbout: ['Weights, repetition, augmentation, a shift', 'Poids, répétition, augmentation, décalage'],
  repairQuestion: [
    'Again 10 faces of fear only. Which repair finds most of the fear faces?',
    'À nouveau 10 visages de peur seulement. Quelle réparation trouve le plus de visages de peur ?',
  ],
  repairAnswer1: ['Let their mistakes count more', 'Faire compter davantage leurs erreurs'],
  repairAnswer2: ['Repeat the 10 faces until there are 150', 'Répéter les 10 visages jusqu’à en avoir 150'],
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
    'Found of {label}: without repair {starved}; with class weights {weighted}; repeated {repeated}; repeated and moved {augmented}; with the log share of each label taken off its score, without any training, {shifted}. That shift brings accuracy on all faces from {before} to {accuracy}.',
    'Trouvé de « {label} » : sans réparation {starved} ; avec des poids de classe {weighted} ; répétés {repeated} ; répétés et déplacés {augmented} ; en retranchant de chaque score le logarithme de la part de son étiquette, sans rien entraîner, {shifted}. Ce décalage fait passer l’exactitude sur tous les visages de {before} à {accuracy}.',
  ],
  repairMoral: [
    'A network that saw few fear faces expects few. Repeating them teaches these ten by heart; telling it that all labels are as common mends the expectation itself.',
    'Un réseau qui a vu peu de visages de peur en attend peu. Les répéter fait apprendre ces dix-là par cœur ; lui dire que toutes les étiquettes sont aussi courantes corrige l’attente elle-même.',
  ],
  weighted: ['weights', 'poids'],
  repeated: ['repeated', 'répétés'],
  augmented: ['moved', 'déplacés'],

  noiseTitle: ['Wrong labels', 'Étiquettes fausses'],
  noiseAbout: ['A fifth of the labels is wrong', 'Un cinquième des étiquettes est faux'],
  noiseQuestion: [
    'A fifth of the labels is changed at random. What share of those labels, right and wrong, will the network end up saying?',
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
    'It says {train} of the labels it was given. On other faces, whose labels are right, it is right {noisy} of the time, {best} at its best; with clean labels it reaches {clean}.',
    'Il donne {train} des étiquettes reçues. Sur d’autres visages, dont les étiquettes sont justes, il a raison {noisy} du temps, {best} au mieux ; avec des étiquettes propres, il atteint {clean}.',
  ],
  noiseMoral: [
    'First it learns what the labels have in common, then the mistakes one by one. Stopping at the best epoch keeps the first and spares the second.',
    'Il apprend d’abord ce que les étiquettes ont en commun, puis les erreurs une à une. S’arrêter à la meilleure époque garde le premier et évite les secondes.',
  ],
  clean: ['right labels', 'étiquettes justes'],
  noisy: ['a fifth wrong', 'un cinquième faux'],
};
