// The peers' table of models/README.md, which `npm run ladder` writes: from peers.json and this repository's own reports.
import { readFileSync } from 'node:fs';

const OWN = ['lenet', 'lenet-tiny'];

/** @typedef {import('./figures.mjs').Figures & { version: string, model: string, feeding: string, contamination: string }} Peer */

const json = (/** @type {string} */ path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const percent = (/** @type {number} */ share) => (100 * share).toFixed(1);
const range = (/** @type {[number, number]} */ [low, high]) => `(${percent(low)}–${percent(high)})`;

/** @returns {{ rows: string[][], about: string }} the header first; and how each peer was fed */
export function peers() {
  /** @type {[name: string, peer: Peer][]} */
  const measured = Object.entries(json('peers.json'));
  const header = [
    'network',
    'taken from',
    'FER2013’s label, % (95 %)',
    'macro F1',
    '3 groups, %',
    'ECE',
    'disgust found, %',
    'majority of ten, %',
  ];
  const own = OWN.map((name) => {
    const report = json(`../${name}.json`);
    return [
      `[\`${name}\`](${name}.md)`,
      'here',
      `${percent(report.accuracy)} ${range(report.intervals.accuracy)}`,
      report.macro_f1.toFixed(3),
      percent(report.groups.accuracy),
      report.ece.toFixed(3),
      percent(report.per_class.disgust.recall),
      report.votes ? `${percent(report.votes.accuracy)}, by its own head` : '–',
    ];
  });
  const others = measured.map(([name, peer]) => [
    name,
    `\`${peer.version}\``,
    `${percent(peer.accuracy)} ${range(peer.interval)}`,
    peer.macro_f1.toFixed(3),
    percent(peer.groups),
    peer.ece.toFixed(3),
    percent(peer.disgust),
    percent(peer.votes),
  ]);
  const about = measured.map(
    ([name, { model, feeding, contamination }]) => `- *${name}*: ${model}; ${feeding}; ${contamination}.`,
  );
  return { rows: [header, ...own, ...others], about: about.join('\n') };
}
