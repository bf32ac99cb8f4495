// A project's file: what goes in comes out, and what is none is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Unfit, packed, unpacked } from '../../www/lab/project.js';
import { defaults } from '../../www/lab/settings.js';

/** A picture of one grey. @param {number} grey */
const picture = (grey) => new Uint8Array(2304).fill(grey);
const own = [
  { name: 'smile', bursts: [[picture(1), picture(2)], [picture(3)]] },
  { name: 'pout', bursts: [] },
];
/** Nothing is trained yet. */
const untrained = { values: { ...defaults(), batch: 8 }, history: [], state: null, base: null, given: null };

/** @param {import('../../www/lab/project.js').Project} project */
const bytesOf = async (project) => new Uint8Array(await packed(project).arrayBuffer());

test('pictures of one’s own are in the file before anything is learned from them', async () => {
  const project = { run: untrained, own, opened: ['test'] };
  assert.deepEqual(unpacked(await bytesOf(project)), project);
});

test('what is trained, with its pictures and where it began, comes out as it went in', async () => {
  /** @type {any} */
  const epoch = { epoch: 1, steps: 9, validation: { loss: 1, accuracy: 0.5 } };
  const given = { name: 'x', labels: ['a', 'b'], truths: Uint8Array.of(1), parts: Uint8Array.of(0) };
  const run = {
    ...{ ...untrained, history: [epoch], state: Uint8Array.of(1, 2) },
    base: { name: 'b.safetensors', bytes: Uint8Array.of(3), lastOnly: true },
    given: { ...given, pixels: picture(7) },
  };
  const project = { run, own: [], opened: [] };
  assert.deepEqual(unpacked(await bytesOf(project)), project);
});

test('a file that ends early or tells of other pictures than it holds is refused', async () => {
  const bytes = await bytesOf({ run: untrained, own, opened: [] });
  const refused = (/** @type {Uint8Array<ArrayBuffer>} */ changed) =>
    assert.throws(() => unpacked(changed), new Unfit('cutShort'));
  refused(bytes.slice(0, -1));
  refused(bytes.slice(0, 40));
  const text = Buffer.from(bytes).toString('latin1');
  for (const [was, is] of [
    ['"bursts":[2,1]', '"bursts":[2,2]'],
    ['"bursts":[2,1]', '"bursts":[0,3]'],
    ['"history":[]', '"history":{}'],
  ])
    refused(Uint8Array.from(Buffer.from(text.replace(was, is), 'latin1')));
  assert.throws(() => unpacked(bytes.slice(1)), new Unfit('noProject'));
});
