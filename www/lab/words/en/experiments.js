// The words of the lab’s experiments.

export const words = {
  experiments: 'Experiments: guess, then see',
  close: 'Close',
  drawing: 'Drawing the faces…',
  running: '{run}: epoch {epoch} of {epochs}',
  failed: 'It stopped: {reason}',
  guessed: 'Your guess: {answer}',
  right: 'You guessed right.',
  wrong: 'What happened instead: {answer}',
  again: 'Once more',
  take: 'Use these settings in the lab below',
  epochs: 'Epochs',
  learned: 'learned',
  others: 'others',

  overfitTitle: 'Learn by heart',
  overfitAbout: 'Only 50 faces to learn from',
  overfitQuestion:
    'The network sees the same 50 faces thirty times. How well will it then read 490 faces that it has never seen?',
  overfitAnswer1: 'Nearly all right',
  overfitAnswer2: 'More than half right',
  overfitAnswer3: 'Less than half right',
  overfitChart: 'Accuracy on the faces that are learned, and on others',
  overfitAxis: 'Accuracy',
  overfitTold:
    'On the faces it learned it is right {train} of the time (all of them from epoch {first}); on others, {validation}. Its loss on those was least, {least}, after epoch {epoch}; now it is {loss}.',
  overfitMoral:
    'This is over-fitting: it knows these 50 faces, not what makes an expression. More faces help, and so does changing them a little each time (augmentation).',
  fifty: '50 faces',

  starveTitle: 'Starve one class',
  starveAbout: '30 neutral faces among 750',
  starveQuestion:
    'The network learns from 120 faces of each of six expressions, but from only 30 neutral ones. What will suffer?',
  starveAnswer1: 'Neutral faces, badly; overall accuracy, hardly',
  starveAnswer2: 'Neutral faces and overall accuracy alike',
  starveAnswer3: 'Neither, or hardly',
  starveChart: 'Share of the {label} faces that are found, in both runs',
  starveAxis: 'Recall of {label}',
  starveTold:
    'Of the {label} faces it found {recallBefore} when it had learned from as many as of the others, and {recallAfter} when it had learned from 30. Accuracy on all faces went from {before} to {after}.',
  starveMoral:
    'Accuracy is a mean over all faces: one class of seven may vanish and it shows little. Look at the recall of each label.',
  full: '120 neutral',
  starved: '30 neutral',

  repairTitle: 'Repair it, four ways',
  repairAbout: 'Weights, repetition, augmentation, a shift',
  repairQuestion: 'Again only 30 neutral faces. Which repair finds most of the neutral faces?',
  repairAnswer1: 'Let their mistakes count more',
  repairAnswer2: 'Repeat the 30 faces until there are 120',
  repairAnswer3: 'Repeat them, each time moved a little',
  repairAnswer4: 'Train nothing: raise the score of rare labels',
  repairChart: 'Share of the {label} faces that are found, by repair',
  repairAxis: 'Recall of {label}',
  repairTold:
    'Share of {label} found: without repair {starved}; with class weights {weighted}; repeated {repeated}; repeated and moved {augmented}; with the log share of each label taken off its score, without any training, {shifted}. That shift brings accuracy on all faces from {before} to {accuracy}.',
  repairMoral:
    'A network that saw few neutral faces expects few. Repeating them teaches these thirty by heart; telling it that all labels are equally common mends the expectation itself.',
  weighted: 'weights',
  repeated: 'repeated',
  augmented: 'moved',

  noiseTitle: 'Wrong labels',
  noiseAbout: 'A fifth of the labels are wrong',
  noiseQuestion:
    'A fifth of the labels are changed at random. What share of all these labels, right or wrong, will the network end up giving?',
  noiseAnswer1: 'Nearly all: the wrong ones too',
  noiseAnswer2: 'About 80%: only the right ones',
  noiseAnswer3: 'Much less: it is confused',
  noiseChart: 'Accuracy on other faces, whose labels are right',
  noiseAxis: 'Accuracy on others',
  noiseTold:
    'It gives back {train} of the labels it was taught. On other faces, whose labels are right, it is right {noisy} of the time, {best} at its best; with clean labels it reaches {clean}.',
  noiseMoral:
    'First it learns what the labels have in common, then the mistakes one by one. Stopping at the best epoch keeps the first and spares the second.',
  groupsTitle: 'Seven or three',
  groupsAbout: 'A higher score may be the lesser feat',
  groupsQuestion:
    'One network learns seven expressions, another learns from the same faces three groups: positive, negative, neutral. Always answering the largest class is right one time in seven there, and four in seven here. Which network does better?',
  groupsAnswer1: 'Three: more is right, and more of the room above “always the largest” is taken',
  groupsAnswer2: 'Three has more right, seven takes more of the room above “always the largest”',
  groupsAnswer3: 'Seven, by both',
  groupsChart: 'Accuracy on other faces, by epoch',
  groupsAxis: 'Accuracy',
  roomChart: 'Share of the room above “always the largest” that is taken, by epoch',
  roomAxis: 'Share of the room',
  groupsTold:
    'Right: {seven} with seven labels, {three} with three groups. But “always the largest” has {largest7} and {largest3} already: of the room above it, seven labels take {room7}, three groups {room3}. And the seven summed to groups are right {summed} of the time.',
  groupsMoral:
    'Two accuracies on problems with other labels cannot be compared as they stand: say what the simplest answer scores, too. And who needs groups can sum the probabilities of a network with seven labels.',
  seven: 'seven',
  three: 'three',

  testTitle: 'A sealed test',
  testAbout: 'Choose by 35 faces, then open 490 others',
  testQuestion:
    'Four recipes, twelve epochs each: of the 48 networks on the way we keep the one that reads 35 faces best. Then 490 faces are opened that nothing was chosen by. Will it be right on those more often, as often (within 2 points), or less often?',
  testAnswer1: 'More often',
  testAnswer2: 'As often',
  testAnswer3: 'Less often',
  testChart:
    'Accuracy on the 35 faces that the choice is made by, for four recipes; dashed, on the held-out faces',
  testAxis: 'Accuracy',
  testTold:
    'Of {looks} networks, the best on the 35 faces was “{run}” after epoch {epoch}: {chosen} right. On the held-out faces, by which nothing was chosen, the same network is right {test} of the time.',
  testMoral:
    'The best of many is partly the luckiest of many: whoever chooses by some faces fits them a little, without training on them. So the last number comes from faces that nothing was chosen by, and it is read once.',
  openedBefore:
    'These faces were opened before. Whoever changes a recipe because of what they said has no test any more, but one more set to choose by.',
  plain: 'plain',
  quick: 'long steps',
  dropped: 'dropout',
  kernels: 'more kernels',
  heldOut: 'held out',

  noiseMoralFlat:
    'It has room enough to learn every mistake by heart, and pays with others’ faces. Stopping early would not have saved this run: right labels would.',
  clean: 'right labels',
  noisy: 'a fifth wrong',
};
