// A checkpoint whose second head says something else than its first.
import { readFileSync } from 'node:fs';

/** Figures of the head `votes`, unlike any other's. */
export const FIGURES = {
  split: 'PublicTest',
  ...{ n: 3440, accuracy: 0.821, macro_f1: 0.71, ece: 0.02, cross_entropy: 1.1, share_error: 0.05 },
  ...{ groups_n: 3512, groups_accuracy: 0.884 },
};

/**
 * `lenet-tiny` with a head `votes`, whose rows are the label's, each one label further: where the label is happiness, most
 * people say sadness.
 * @param {object} [more] figures of the head `votes` beside FIGURES
 */
export function twoHeaded(more) {
  const bytes = readFileSync('models/lenet-tiny.safetensors');
  const length = Number(bytes.readBigUInt64LE());
  /** @type {Record<string, any>} */
  const header = JSON.parse(bytes.subarray(8, 8 + length).toString());
  const data = bytes.subarray(8 + length);
  const metadata = header.__metadata__;
  const labels = JSON.parse(metadata.labels);
  metadata.votes = JSON.stringify({ labels, temperature: 1.5, figures: { ...FIGURES, ...more } });
  let size = 0;
  const parts = [];
  const tensors = Object.entries(header).filter(([name]) => name !== '__metadata__');
  tensors.sort(([, a], [, b]) => a.data_offsets[0] - b.data_offsets[0]);
  for (const [name, tensor] of tensors) {
    const [start, end] = tensor.data_offsets;
    let part = data.subarray(start, end);
    if (name.startsWith('dense1.')) {
      const row = part.length / tensor.shape[0];
      const label = part.subarray(0, labels.length * row);
      part = Buffer.concat([label, label.subarray(-row), label.subarray(0, -row)]);
      tensor.shape[0] = 2 * labels.length;
    }
    tensor.data_offsets = [size, (size += part.length)];
    parts.push(part);
  }
  const text = Buffer.from(JSON.stringify(header));
  const before = Buffer.alloc(8);
  before.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([before, text, ...parts]);
}

/** Serves it in place of `lenet-tiny`. @param {import('@playwright/test').Page} page @param {object} [more] */
export const serveTwoHeaded = (page, more) =>
  page.route(
    ({ pathname }) => pathname.endsWith('/lenet-tiny.safetensors'),
    (route) => route.fulfill({ body: twoHeaded(more) }),
  );
