// The package's entry for programs: pages have `<expression-meter>` from element.js.
export { loadClassifier } from './client/classifier.js';
