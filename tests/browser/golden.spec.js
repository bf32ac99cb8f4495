// The page's wasm reads a face as the native build does: tests/rust/golden.rs writes and checks the same file.
import { readFileSync } from 'node:fs';
import { UNPACKED, expect, openSource, test } from './helpers.js';

/** A face, and the same with a roll of 30°. */
const goldens = ['sample', 'turned'].map((name) =>
  JSON.parse(readFileSync(`tests/golden/${name}.json`, 'utf8')),
);
const picture = readFileSync('tests/fixtures/frame.png').toString('base64');

for (const [build, file, files] of /** @type {[string, string, Record<string, string>][]} */ ([
  ['with fused multiply-adds', 'mimique_relaxed_bg.wasm', {}],
  [
    'without',
    'mimique_bg.wasm',
    {
      ...UNPACKED,
      'www/worker/relaxed-simd.js':
        'export const hasRelaxedSimd = () => false; export const hasSimd = () => true;',
    },
  ],
])) {
  test(`the same faces read the same natively and in the wasm ${build}`, async ({ page }) => {
    /** @type {string[]} */
    const loaded = [];
    page.on('request', (request) => {
      if (request.url().endsWith('.wasm'))
        loaded.push(new URL(request.url()).pathname.split('/').at(-1) ?? '');
    });
    await openSource(page, files);
    const all = await page.evaluate(
      async ({ picture, boxes }) => {
        const { loadClassifier } = await import(location.origin + '/source/www/client/classifier.js');
        const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
        const classifier = await loadClassifier();
        const all = [];
        for (const face of boxes) {
          const prediction = await classifier.classify(new Blob([bytes], { type: 'image/png' }), { face });
          const { crop, logits, probabilities, votes, square } = prediction;
          all.push({
            ...{ crop: [...crop], logits: [...logits], probabilities: [...probabilities], square },
            votes: votes && { logits: [...votes.logits], probabilities: [...votes.probabilities] },
          });
        }
        return all;
      },
      { picture, boxes: goldens.map(({ box }) => box) },
    );
    expect(loaded).toEqual([file]);
    expect(all.map(({ square }) => square.roll > 0.3)).toEqual([false, true]); // of 30°, 12° are left
    all.forEach((got, face) => {
      const golden = goldens[face];
      expect(got.crop).toEqual(golden.crop);
      for (const key of /** @type {const} */ (['logits', 'probabilities'])) {
        expect(got[key]).toHaveLength(golden[key].length);
        got[key].forEach((value, i) =>
          expect(Math.abs(value - golden[key][i]), `${key} ${i}`).toBeLessThan(1e-4),
        );
        got.votes?.[key].forEach((/** @type {number} */ value, /** @type {number} */ i) =>
          expect(Math.abs(value - golden.votes[key][i]), `votes ${key} ${i}`).toBeLessThan(1e-4),
        );
      }
      expect(Boolean(got.votes)).toBe('votes' in golden);
    });
  });
}
