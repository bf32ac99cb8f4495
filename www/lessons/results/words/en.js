// The words of the lesson on results.

export const words = {
  intro:
    'One number, the accuracy, says how often a network is right. The confusion matrix says which label is taken for which; precision and recall say it per class; the intervals say how much of it may be chance.',
  question:
    'The article’s network is right on 56 pictures in 100. Of the pictures labelled disgust, how many does it find?',
  answer1: 'about 56 in 100, too',
  answer2: 'about 20 in 100',
  answer3: 'about 80 in 100',
  why: 'It saw only 176 of them in training. And as they are 56 of 3,589 test pictures, missing nearly all of them costs the accuracy little.',
  first: 'Network',
  second: 'Beside it',
  none: 'no other',
  failed: 'The reports could not be loaded. Load the page again.',

  known: 'All known figures on one axis',
  who: 'who reads',
  right: 'right',
  always: 'always “{label}”',
  article: 'the article',
  people: 'people (Goodfellow et al. 2013)',
  about65: '65 ± 5%',
  winner: 'the winner of 2013 (Tang)',
  best: 'best single network (Khaireddin 2021)',
  knownNote:
    'Seven classes of FER2013. The bars are 95% intervals: where two overlap widely, the difference may be chance.',
  threeNote:
    'A network of three groups stands on another axis: always the largest group already scores {share}.',

  matrix: 'Confusion',
  show: 'Cells',
  counts: 'counts',
  rows: 'share of the row',
  columns: 'share of the column',
  caption: 'Confusion matrix of {name}',
  classes: 'Class by class',
  measure: 'Measure',
  recall: 'recall: found, of those labelled so',
  precision: 'precision: labelled so, of those read so',
  class: 'class',
  reliability: 'Does 70% come true 70 times in 100?',
  reliabilityLabel:
    'Reliability of {name}: how often it is right, by how sure it says it is. On average the two are {ece} apart.',
  says: 'it says, %',
  is: 'right',
  measured: 'measured',
  ideal: 'ideal',

  on: 'Measured on',
  report: 'FER2013’s PublicTest',
  own: 'your own data',
  truth: 'Right means',
  label: 'FER2013’s one label',
  majority: 'what most of ten people say',
  agree: 'say the same',
  noVotesReport:
    'No report of {name} is against people’s votes: have it evaluated below, on data with votes.',
  votesNeeded: 'This data has no votes: drop FER+’s fer2013new.csv below, too.',
  noMajority: 'On no picture of this split does one label lead the votes.',
  votesNote:
    'Ten people labelled each picture anew (FER+, Barsoum et al. 2016). Counted are the pictures on which one label has more votes than any other. Figures of others are against the one label: they stand on another axis.',
  sharesSaid:
    '{name}: {n} such pictures of {voted} with votes; its shares are off by {error} on average, their cross-entropy is {entropy}.',
  yardstick: '(A yardstick: it has no head for votes.)',
  order: 'Order',
  given: 'FER2013’s',
  sorted: 'by recall',
  yours: 'Your checkpoint…',
  yoursNamed: 'yours: {file}',
  notEvaluated: '{name} has not read your data yet: have it evaluated below.',
  ownNeeded: 'No data of your own is here yet: drop it below.',
  noReport: 'A checkpoint of your own has no report: have it evaluated below, on data that you drop.',
  ownNote:
    'The article’s, people’s and the winners’ figures are on FER2013; yours are on {file}. Only FER2013’s own test pictures allow a comparison.',
  cellShipped:
    'FER2013’s pictures are not shipped. Drop your own copy below and have the network evaluated: then a cell shows its pictures.',
  cellNone: 'None labelled {label} and read as {read}.',
  cellAll: '{n} labelled {label} and read as {read}:',
  cellSome: '{n} labelled {label} and read as {read}; the surest {shown}:',
  faceOf: 'line {line}, read as {read} with {sure}',

  compare: 'Is one better, or luckier?',
  compareTwo: 'Choose a second network beside the first.',
  compareNeeds:
    'McNemar’s test counts the pictures that only one of two networks reads right, so it needs the answer of both to every picture. Reports hold sums only: drop a dataset below and have both evaluated on it.',
  compareLabels: 'These two tell different labels: there is nothing to compare picture by picture.',
  isRight: '{name}: right',
  isWrong: '{name}: wrong',
  moreThanChance: 'McNemar’s exact test: {p}, more than chance explains at the 5% level.',
  withinChance: 'McNemar’s exact test: {p}, no more than chance explains at the 5% level.',
  compareNote:
    'Only the two tinted cells count: if both networks were equally good, each picture in them would fall to either side like a coin.',

  drop: 'Evaluate on your own data',
  split: 'Split',
  evaluateOne: 'Evaluate {first}',
  evaluateBoth: 'Evaluate {first} and {second}',
  evaluating: 'Evaluating…',
  evaluatingThis: 'Evaluating {name}…',
  far: '{done} of {of}, about {seconds} s left',
  cancel: 'Cancel',
  cancelled: 'Cancelled: what was shown stays.',
  scored: '{name} {accuracy}',
  evaluatedAll: 'Right, of {n} pictures ({split}): {scores}. The figures above are these now.',
  evaluatedVotes: 'Of {n} pictures with a majority of votes, as most people say: {scores}.',
  otherLabels:
    'The data’s labels are {file}, the network’s are {network}: expected the same, or the seven expressions for three groups.',
  givenThere: '{file} is loaded: choose it above.',
};
