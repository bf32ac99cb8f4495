// The words of what every lesson has: the shell round it, its source, its guess.

export const words = {
  lessons: 'Lessons',
  lede: 'See a convolutional network think, on your own face. Everything runs in this page; no picture leaves this machine.',
  title: '{lesson} · mimique',
  back: 'All lessons',
  next: 'Next: {lesson}',
  done: 'done',
  refused: 'The address asks for {name}={value}, which this lesson does not have: the usual is shown.',
  unknown: 'There is no lesson “{name}”. These are all:',
  failed: 'This lesson could not be loaded. Load the page again.',

  // The checkpoints that ship with mimique.
  lenet: 'the page’s network',
  'lenet-tiny': 'the tiny one',
  'lenet5-article': 'LeNet-5, as in the article',
  'lenet5-article-3': 'LeNet-5, three groups',

  saveAs: 'Save this figure as {format}',

  guessFirst: 'Guess first',
  right: 'Yes. {why}',
  wrong: 'No: “{answer}”. {why}',

  source: 'Picture',
  sample: 'Sample',
  camera: 'Camera',
  photo: 'Photo…',
  freeze: 'Freeze',
  frozen: 'Frozen',
  startCamera: 'Start the camera',
  stays: 'Pictures stay on this machine.',
  loading: 'Loading the network…',
  asking: 'Waiting for the camera: your browser may be asking you to allow it.',
  noFace: 'No face found.',
  middle: 'No face found: the middle of the picture is taken for one.',
  wholeAlt: 'The picture, with a frame round the face',
  faceAlt: 'The face as the network gets it',
  faceCaption: '48 × 48 grey pixels',

  // What each lesson is called, and what the list says of it.
  'title-neuron': 'A neuron',
  'about-neuron':
    'A weighted sum and one curve draw a line. Move it by hand, teach it point by point, and meet what it cannot do.',
  'title-convolution': 'Convolution',
  'about-convolution': 'A small table of numbers walks over your face and finds edges. Change the table.',
  'title-network': 'Inside the network',
  'about-network': 'Every layer, live. Open any number, and follow it down to the pixels of your face.',
  'title-data': 'The data',
  'about-data':
    'Count before you train: uneven classes, broken rows, pictures that occur twice. Drop your own.',
  'title-results': 'Results',
  'about-results': 'What one percentage hides: which label is taken for which, and how much of it is chance.',
  'title-seven-or-three': 'Seven or three',
  'about-seven-or-three':
    'A simpler problem scores more. Is it read better? And what one labeller or ten people make of a score.',
  'title-what-fools-it': 'What fools it',
  'about-what-fools-it':
    'Turn, darken, blur or cover your face, and watch the answer move. And how it moves when nothing changes.',
};
