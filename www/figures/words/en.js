// The words that figures use.

export const words = {
  numbers: 'The numbers',
  interval: '95% interval',
  fromTo: '{from} to {to}',

  // A confusion matrix: its corner, what can be done with it, and what a cell says, of one picture or of another number.
  labelled: 'labelled ↓',
  readAs: 'read as →',
  pick: 'Click a cell, or use the arrow keys and Enter, to see its pictures.',
  point: 'Point at a cell, or use the arrow keys.',
  rowsOne: '{n} of {of} pictures labelled {label} is read as {read}: {share}.',
  rowsOther: '{n} of {of} pictures labelled {label} are read as {read}: {share}.',
  columnsOne: '{n} of {of} pictures read as {read} is labelled {label}: {share}.',
  columnsOther: '{n} of {of} pictures read as {read} are labelled {label}: {share}.',
};
