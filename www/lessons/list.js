// Every lesson, in the order of the course. Each is loaded when it is opened.

/** @typedef {{ title: [en: string, fr: string], about: [en: string, fr: string], load: () => Promise<{ default: CustomElementConstructor }> }} Entry */

/** @type {Record<string, Entry>} */
export const lessons = {
  convolution: {
    title: ['Convolution', 'La convolution'],
    about: [
      'A small table of numbers walks over your face and finds edges. Change the table.',
      'Un petit tableau de nombres parcourt votre visage et trouve des contours. Changez le tableau.',
    ],
    load: () => import('./convolution/convolution.js'),
  },
};
