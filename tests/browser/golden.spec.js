// The page's wasm reads a face as the native build does: tests/rust/golden.rs writes and checks the same file.
import { readFileSync } from 'node:fs';
import { expect, openSource, test } from './helpers.js';

const golden = JSON.parse(readFileSync('tests/golden/sample.json', 'utf8'));
const picture = readFileSync('tests/fixtures/frame.png').toString('base64');

test('the same face reads the same natively and in wasm', async ({ page }) => {
  await openSource(page);
  const got = await page.evaluate(
    async ({ picture, face }) => {
      const { loadClassifier } = await import(location.origin + '/source/www/classifier.js');
      const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
      const classifier = await loadClassifier();
      const prediction = await classifier.classify(new Blob([bytes], { type: 'image/png' }), { face });
      const { crop, logits, probabilities } = prediction;
      return { crop: [...crop], logits: [...logits], probabilities: [...probabilities] };
    },
    { picture, face: golden.box },
  );
  expect(got.crop).toEqual(golden.crop);
  for (const key of /** @type {const} */ (['logits', 'probabilities'])) {
    got[key].forEach((value, i) =>
      expect(Math.abs(value - golden[key][i]), `${key} ${i}`).toBeLessThan(1e-4),
    );
  }
});
