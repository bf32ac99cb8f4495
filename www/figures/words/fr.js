// The words that figures use, in French.

/** @type {Record<keyof typeof import('./en.js').words, string>} */
export const words = {
  numbers: 'Les nombres',
  interval: 'intervalle à 95 %',
  fromTo: '{from} à {to}',

  labelled: 'étiqueté ↓',
  readAs: 'lu →',
  pick: 'Cliquez sur une case, ou utilisez les flèches et Entrée, pour voir ses images.',
  point: 'Pointez une case, ou utilisez les flèches.',
  rowsOne: '{n} des {of} images étiquetées « {label} » est lue « {read} » : {share}.',
  rowsOther: '{n} des {of} images étiquetées « {label} » sont lues « {read} » : {share}.',
  columnsOne: '{n} des {of} images lues « {read} » est étiquetée « {label} » : {share}.',
  columnsOther: '{n} des {of} images lues « {read} » sont étiquetées « {label} » : {share}.',
};
