// The words of the reader of datasets.

export const words = {
  own: 'Your own data',
  give: 'Give Kaggle’s fer2013.csv (or .csv.gz), a zip of it, or a folder split/label/picture; beside it, if you have it, FER+’s fer2013new.csv.',
  expected:
    'Drop Kaggle’s fer2013.csv here (.csv, .csv.gz or .zip), or a folder split/label/picture of 48 × 48 face crops. It stays in this page.',
  summaryVotes: 'With people’s votes on each.',
  file: 'Choose a file…',
  folder: 'Choose a folder…',
  reading: 'Reading…',
  far: '{rows} rows, about {seconds} s left',
  cancel: 'Cancel',
  cancelled: 'Cancelled: what was there before is still there.',
  summary: '{name}: {rows} rows, {n} pictures.',
  summaryBad: 'Left out, as they cannot be read: {bad}.',
  summaryShrunk:
    'Not 48 × 48 pixels, so that their middle square was scaled: {shrunk}. A network reads close-up face crops; whole photographs it will misread.',
  summaryBeyond:
    'Counted and left out, as a page holds 60,000 pictures: {beyond}. The command line takes them all.',

  // Where a row is, and what is wrong with it.
  line: 'line {line}',
  at: '{place}: {fault}',
};

/** Why the whole was refused. */
export const refusals = {
  columns: 'Expected a CSV file with the columns emotion, pixels and Usage; it begins with “{got}”.',
  'long-line': 'Line {line} has more than 65,536 bytes: a picture’s has at most 9,216.',
  'many-lines': 'It has more than {most} lines, thirty times FER2013’s: reading was stopped.',
  'empty-file': 'The file is empty.',
  'no-pictures': 'None of the {rows} rows is a picture with its label.',
  kind: '“{got}” is not a dataset.',
  unlabelled:
    'These {pictures} pictures have no labels: expected one folder per label, with at least two labels. If they are photographs, cut the faces out first, 48 × 48 pixels each.',
  'many-labels': 'More than {most} labels: “{got}” is one too many. Give larger classes.',
  'zip-bomb': 'It unpacks to more than {most} MB, which no such dataset does: reading was stopped.',
  'zip-files': 'The zip holds more than {most} files: reading was stopped.',
  'zip-empty': 'The zip “{got}” holds neither a CSV file nor pictures.',
  'zip-damaged': 'The zip is damaged or incomplete.',
  'gz-damaged': 'The .gz file is damaged or incomplete.',
  'votes-large': 'The table of votes is larger than {most} MB: reading was stopped.',
  'votes-usage': 'Votes, line {line}: expected Training, PublicTest or PrivateTest, got “{got}”.',
  'votes-count': 'Votes, line {line}: expected a count of votes, got “{got}”.',
  'votes-alone': 'These are votes, and the pictures that they are on are not here yet.',
  'votes-folder':
    'The votes were not taken: they are on the seven expressions of a fer2013.csv, and the data here has other labels.',
  'votes-rows':
    'The votes were not taken. Rows of votes: {got}; rows of data: {rows}. Give the fer2013new.csv of this fer2013.csv, whole.',
  'votes-split':
    'The votes were not taken: row {row} is {got} there, but {data} in the data. Both files must have the same rows in the same order.',
  'votes-none':
    'The votes were not taken: nobody voted for one of the seven expressions on any of the {n} pictures.',
  'votes-order':
    'The votes were not taken: their majority agrees with {percent}% of the labels, no more than by chance. Both files must have the same rows in the same order.',
  unreadable: 'It could not be read ({got}).',
};

/** What is wrong with a row. */
export const faults = {
  emotion: 'expected an emotion of 0 to 6, got “{got}”',
  grey: 'expected grey values of 0 to 255, got “{got}” as value {at}',
  count: 'expected 2,304 grey values, got {got}',
  usage: 'expected Training, PublicTest or PrivateTest, got “{got}”',
  votes: 'expected a count of votes, got “{got}”',
  picture: 'cannot be opened as a picture, or is larger than 32 MB',
  unlabelled: 'lies in no folder that names its label',
};
