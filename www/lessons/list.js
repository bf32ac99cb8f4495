// Every lesson, in the order of the course. Each is loaded when it is opened.

/** @typedef {{ title: [en: string, fr: string], about: [en: string, fr: string], load: () => Promise<{ default: CustomElementConstructor }> }} Entry */

/** @type {Record<string, Entry>} */
export const lessons = {
  neuron: {
    title: ['A neuron', 'Un neurone'],
    about: [
      'A weighted sum and one curve draw a line. Move it by hand, teach it point by point, and meet what it cannot do.',
      'Une somme pondérée et une courbe tracent une droite. Déplacez-la, faites-la apprendre point par point, et voyez sa limite.',
    ],
    load: () => import('./neuron/neuron.js'),
  },
  convolution: {
    title: ['Convolution', 'La convolution'],
    about: [
      'A small table of numbers walks over your face and finds edges. Change the table.',
      'Un petit tableau de nombres parcourt votre visage et trouve des contours. Changez le tableau.',
    ],
    load: () => import('./convolution/convolution.js'),
  },
  network: {
    title: ['Inside the network', 'Dans le réseau'],
    about: [
      'Every layer, live. Open any number, and follow it down to the pixels of your face.',
      'Toutes les couches, en direct. Ouvrez un nombre et suivez-le jusqu’aux pixels de votre visage.',
    ],
    load: () => import('./network/network.js'),
  },
  data: {
    title: ['The data', 'Les données'],
    about: [
      'Count before you train: uneven classes, broken rows, pictures that occur twice. Drop your own.',
      'Comptez avant d’entraîner : classes inégales, lignes abîmées, images en double. Déposez les vôtres.',
    ],
    load: () => import('./data/data.js'),
  },
  results: {
    title: ['Results', 'Les résultats'],
    about: [
      'What one percentage hides: which label is taken for which, and how much of it is chance.',
      'Ce que cache un seul pourcentage : quelle étiquette est prise pour quelle autre, et la part du hasard.',
    ],
    load: () => import('./results/results.js'),
  },
  'seven-or-three': {
    title: ['Seven or three', 'Sept ou trois'],
    about: [
      'A simpler problem scores more. Is it read better? And what one labeller or ten people make of a score.',
      'Un problème plus simple donne un meilleur score. Est-il mieux lu ? Et ce qu’un annotateur, ou dix personnes, font d’un score.',
    ],
    load: () => import('./groups/groups.js'),
  },
  'what-fools-it': {
    title: ['What fools it', 'Ce qui le trompe'],
    about: [
      'Turn, darken, blur or cover your face, and watch the answer move. And how it moves when nothing changes.',
      'Tournez, assombrissez, floutez ou masquez votre visage, et regardez bouger la réponse. Même quand rien ne change.',
    ],
    load: () => import('./fooled/fooled.js'),
  },
};
