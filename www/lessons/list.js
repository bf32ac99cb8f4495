// Every lesson, in the order of the course. Each is loaded when it is opened; what they are called stands in shell/words/.

/** @type {Record<string, () => Promise<{ default: CustomElementConstructor }>>} */
export const lessons = {
  neuron: () => import('./neuron/neuron.js'),
  convolution: () => import('./convolution/convolution.js'),
  network: () => import('./network/network.js'),
  data: () => import('./data/data.js'),
  results: () => import('./results/results.js'),
  'seven-or-three': () => import('./groups/groups.js'),
  'what-fools-it': () => import('./fooled/fooled.js'),
};
