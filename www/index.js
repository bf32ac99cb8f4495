// The package's entry: `loadClassifier` for programs, and `<expression-meter>` for pages.
export { loadClassifier } from './classifier.js';
export { ExpressionMeter } from './element.js';
