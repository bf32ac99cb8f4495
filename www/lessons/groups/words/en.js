// The words of the lesson on seven or three classes.

export const words = {
  intro:
    'The article made its problem simpler: positive, negative, neutral. The score rose from 53% to more than 70%. Part of that rise is a gift: the simpler the problem, the more a network gets right without looking.',
  question:
    'In seven classes the article’s network is right on 56% of pictures; trained on three groups, on 71%. How much of the room above “always the largest” has each taken?',
  answer1: 'three groups twice as much as seven',
  answer2: 'not far apart: 41% and 47%',
  answer3: 'seven classes more than three',
  why: 'Always “happiness” is right on 25% of seven; always “negative”, on 47% of three. Of the 16 points between the two scores, most are given away at the start.',
  face: 'One face, three answers',
  loadingNetworks: 'Loading the article’s networks…',
  failedNetworks: 'The networks could not be loaded. Load the page again.',
  seven: 'Seven classes',
  summed: 'The seven, summed into three',
  three: 'A network trained on three',
  faceNote:
    'Positive is happiness; negative is anger, disgust, fear and sadness; neutral is surprise and neutral. The article leaves fear out; here it is negative.',

  room: 'How much of the room each took',
  who: 'network',
  right: 'right',
  always: 'always the largest',
  taken: 'of the room',
  article7: 'article, seven classes',
  articleSums: 'article, summed into three',
  article3: 'article, trained on three',
  page7: 'the page’s, seven classes',
  pageSums: 'the page’s, summed into three',
  roomNote:
    'Grey: what always answering the largest class scores. Blue: what the network adds. The room is all that is right of the grey. Summing the seven answers does as well as training on three. On drawn faces, as many of each expression, always “negative” even scores 4 in 7, 57%.',

  curves: 'Do three learn in a tenth of the iterations?',
  scale: 'Scale',
  accuracy: 'accuracy',
  share: 'share of the room',
  epoch: 'epoch',
  sevenShort: 'seven',
  threeShort: 'three',
  curvesLabel: 'Validation of the article’s two networks, epoch by epoch: {scale}',
  curvesSaid:
    'Nine tenths of its best: three groups at epoch {three}, seven classes at epoch {seven}; {threeSteps} and {sevenSteps} iterations.',
  curvesNote:
    'The article says about 100 iterations for three and 1,000 for seven. Measured here with one recipe: on accuracy three need half as many, as they begin at 47%; on the share of the room, nearly as many. Upright lines: nine tenths of the best.',

  matrices: 'Both matrices',
  show: 'Cells',
  counts: 'counts',
  rows: 'share of the row',
  columns: 'share of the column',
  captionOf: 'Confusion matrix: {name}',

  votes: 'One labeller or ten people',
  votesLede:
    'FER2013 has one label per picture. Later, ten people looked at each (FER+, Barsoum et al. 2016); the label of most of them is the majority. The page’s network has a head for each: one learned the single label, the other how the ten voted.',
  labelHead: 'One label, as in FER2013',
  votesHead: 'Ten people: share of the votes',
  labelScore: 'against the one label',
  votesScore: 'against the majority of ten',
  scoreOf: '{what}, {n} pictures',
  noise: 'Test labels that are wrong',
  noiseSaid:
    'A network that is right {truth} of the time would be scored {scored}; a perfect one, {perfect}.',
  noiseNote:
    'The same faces, the same network: asked against ten people it scores {gap} points more, as much as if {share} of the single labels were wrong by chance. Real mistakes are no dice, as some labels are confused more than others, and pictures without a majority are left out: take this as a scale, not as a measurement. No training gets past the labels it is scored by.',
  failed: 'The reports could not be loaded. Load the page again.',
};
