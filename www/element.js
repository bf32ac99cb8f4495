// The package's entry for pages: defines `<expression-meter>`.
import { ExpressionMeter } from './element/meter.js';

if (globalThis.customElements && !customElements.get('expression-meter')) {
  customElements.define('expression-meter', ExpressionMeter);
}

export { ExpressionMeter };
