import { loadClassifier } from '../../client/classifier.js';
import { checkSize } from '../../client/errors.js';
import { NETWORKS, toldError } from '../shell/checkpoints.js';
import { layersOf } from './sums.js';
import { weightsOf } from './weights.js';

export { NETWORKS, toldError };

/**
 * @typedef {object} Network
 * @property {import('../../types.d.ts').Classifier} classifier computes the layers
 * @property {import('./weights.js').Weights} weights
 * @property {import('./sums.js').Layer[]} layers
 */

/** @param {string | File} from the name of a shipped checkpoint, or a file @returns {Promise<Network>} */
export async function loadNetwork(from) {
  const bytes = await (typeof from === 'string' ? fetched(NETWORKS[from]) : opened(from));
  const classifier = await loadClassifier({ weights: bytes }); // which refuses what is no checkpoint
  const weights = weightsOf(bytes);
  return { classifier, weights, layers: layersOf(weights) };
}

/** @param {URL} url */
async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} could not be fetched`);
  return response.arrayBuffer();
}

/** @param {File} file */
function opened(file) {
  checkSize(file.size);
  return file.arrayBuffer();
}
