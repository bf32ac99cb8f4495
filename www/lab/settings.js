// What can be set in the lab: one table, from which come the controls, the address and what the trainer is told.

/**
 * @typedef {object} Field
 * @property {string} name in the address, and in words.js
 * @property {'data' | 'network' | 'recipe'} group
 * @property {number | string | boolean} start its value unless it is set
 * @property {[from: number, to: number, step: number]} [range] a slider
 * @property {(number | string)[]} [choices] a list; without range and choices it is a switch
 * @property {'fraction' | 'number'} [unit] how a slider's value is written
 * @property {boolean} [live] whether it can be changed while a run goes on
 */
/** @typedef {Record<string, number | string | boolean>} Values */

export const LABELS = ['anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise', 'neutral'];

/** Faces of each label that are drawn to check with. */
const VALIDATION = 70;
/** More pictures than any file has of a label. */
const ALL = 1_000_000;

/** @type {Field[]} */
export const FIELDS = [
  { name: 'pose', group: 'data', start: 1, range: [0, 1, 0.1], unit: 'fraction' },
  { name: 'ambiguity', group: 'data', start: 0.3, range: [0, 1, 0.1], unit: 'fraction' },
  { name: 'labels', group: 'data', start: 'seven', choices: ['seven', 'three'] },
  { name: 'pictures', group: 'data', start: 400, range: [5, 400, 5] },
  { name: 'rare', group: 'data', start: 'none', choices: ['none', ...LABELS] },
  { name: 'left', group: 'data', start: 25, range: [0, 400, 5] },
  { name: 'noise', group: 'data', start: 0, range: [0, 0.6, 0.05], unit: 'fraction' },
  { name: 'net', group: 'network', start: 'lenet5', choices: ['lenet5', 'wide', 'tiny'] },
  { name: 'first', group: 'network', start: 6, range: [1, 24, 1] },
  { name: 'second', group: 'network', start: 16, range: [1, 48, 1] },
  { name: 'norm', group: 'network', start: true },
  { name: 'dropout', group: 'network', start: 0, range: [0, 0.8, 0.1], unit: 'fraction' },
  {
    name: 'rate',
    group: 'recipe',
    start: 0.01,
    choices: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5],
    live: true,
  },
  { name: 'schedule', group: 'recipe', start: 'cosine', choices: ['constant', 'cosine'] },
  { name: 'epochs', group: 'recipe', start: 25, range: [1, 100, 1] },
  { name: 'patience', group: 'recipe', start: 'never', choices: ['never', 3, 5, 10], live: true },
  { name: 'hiding', group: 'recipe', start: 'goOn', choices: ['goOn', 'rest'], live: true },
  { name: 'batch', group: 'recipe', start: 32, choices: [4, 8, 16, 32, 64, 128] },
  { name: 'optimiser', group: 'recipe', start: 'sgd', choices: ['sgd', 'adamw'] },
  { name: 'decay', group: 'recipe', start: 0.0005, choices: [0, 0.0001, 0.0005, 0.002, 0.01, 0.05] },
  { name: 'augment', group: 'recipe', start: 'none', choices: ['none', 'light', 'full'] },
  { name: 'weights', group: 'recipe', start: false },
  { name: 'repeat', group: 'recipe', start: false },
  { name: 'seed', group: 'recipe', start: 1, range: [1, 99, 1] },
];

/** Every setting as it is at first. @returns {Values} */
export const defaults = () => Object.fromEntries(FIELDS.map(({ name, start }) => [name, start]));

/**
 * What an address asks for, and the names of what it asks for in vain.
 * @param {URLSearchParams} options
 * @returns {{ values: Values, refused: string[] }}
 */
export function fromAddress(options) {
  const values = defaults();
  /** @type {string[]} */
  const refused = [];
  for (const field of FIELDS) {
    const text = options.get(field.name);
    if (text === null) continue;
    const value = parsed(field, text);
    if (value === undefined) refused.push(field.name);
    else values[field.name] = value;
  }
  return { values, refused };
}

/** @param {Field} field @param {string} text */
function parsed({ start, range, choices }, text) {
  if (choices) return choices.find((choice) => String(choice) === text);
  if (typeof start === 'boolean') return { true: true, false: false }[text];
  const number = text.trim() === '' ? NaN : Number(text);
  const [from, to, step] = range ?? [0, 0, 1];
  const steps = (number - from) / step;
  const fits = number >= from && number <= to && Math.abs(steps - Math.round(steps)) < 1e-6;
  return fits ? number : undefined;
}

/** The settings that are not as they are at first, for an address. @param {Values} values */
export const changed = (values) =>
  FIELDS.filter(({ name, start }) => values[name] !== start).map(({ name }) => [name, String(values[name])]);

/** What of the settings makes other pictures. @param {Values} values */
export const drawing = ({ pose, ambiguity, pictures, labels }) => ({
  ...{ pose, ambiguity, seed: 1, groups: labels === 'three' },
  ...{ training: pictures, validation: VALIDATION, test: 0 },
});

/** The most pictures of a label: of a file, all that there are. */
const MOST = 400;

/**
 * The settings by the trainer's own names.
 * @param {Values} values
 * @param {string[] | null} [given] the labels of pictures that are not drawn
 */
export const recipe = (values, given = null) => ({
  architecture: values.net,
  channels: values.net === 'lenet5' ? [values.first, values.second] : null,
  counts: counts(values, given),
  labelNoise: values.noise,
  classWeights: values.weights,
  repeat: values.repeat,
  augment: values.augment,
  dropout: values.dropout,
  weightDecay: values.decay,
  optimiser: values.optimiser,
  learningRate: values.rate,
  schedule: values.schedule,
  epochs: values.epochs,
  batch: values.batch,
  batchNorm: values.norm,
  seed: values.seed,
});

/** Training pictures of each label: of the groups, all. @param {Values} values @param {string[] | null} given */
function counts({ pictures, labels, rare, left }, given) {
  if (!given && labels === 'three') return [];
  const most = given && pictures === MOST ? ALL : Number(pictures);
  return (given ?? LABELS).map((label) => (label === rare ? Math.min(Number(left), most) : most));
}
