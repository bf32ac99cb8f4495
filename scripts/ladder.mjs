// `npm run ladder`: the tables of models/README.md, from the reports and logs that `mimique train` wrote.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { peers } from '../models/peers/table.mjs';
import { fail, main } from './run.mjs';

const README = 'models/README.md';

/**
 * The rungs, and what each changes against the one before.
 * @type {[path: string, change: string][]}
 */
const RUNGS = [
  ['lenet5-article', 'LeNet-5 on the article’s 11,484 pictures'],
  ['ladder/lenet5-all', 'all 28,709 Training pictures'],
  ['ladder/lenet5-augmented', 'full augmentation'],
  ['ladder/wide', 'wider: 24, 48 and 96 filters'],
  ['ladder/lenet-alone', 'deeper; FER+’s votes, blur and noise'],
  ['lenet', 'three teachers’ soft targets: **the default**'],
  ['lenet-tiny', 'less than 60 k parameters: **for phones**'],
];

/** @typedef {{ n: number, accuracy: number, macro_f1: number, ece: number, per_class: Record<string, { recall: number }> }} Evaluation */
/** @typedef {{ accuracy: number, share_error: number, intervals: { accuracy: [number, number] } }} Votes */
/** @typedef {Evaluation & { command: string, parameters: number, mflop: number, bytes: number, labels: string[],
 *   votes?: Votes, groups: Evaluation | null, without_duplicates: { accuracy: number }, mirrored_accuracy: number,
 *   intervals: Record<'accuracy' | 'macro_f1' | 'groups_accuracy', [number, number]>, disturbed: Record<string, number> }} Report */

/** @param {string} path @returns {Report} */
const report = (path) => JSON.parse(readFileSync(`models/${path}.json`, 'utf8'));

/** Minutes of training, from the log's last column. @param {string} path */
function minutes(path) {
  const [header, ...rows] = readFileSync(`models/${path}.csv`, 'utf8').trim().split('\n');
  const column = header.split(',').indexOf('seconds');
  return rows.reduce((sum, row) => sum + Number(row.split(',')[column]), 0) / 60;
}

const percent = (/** @type {number} */ share, digits = 1) => (100 * share).toFixed(digits);
const plain = (/** @type {string} */ text) => text.replace(/ \(.*\)/, '');

/** @param {string[][]} rows the header first */
function table([header, ...rows]) {
  const rule = header.map((_, i) => (i < 2 ? '---' : '---:'));
  return [header, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** @returns {Record<string, string>} the text of each marked place */
function tables() {
  const rungs = RUNGS.filter(([path]) => existsSync(`models/${path}.json`)).map(([path, change]) => ({
    link: `[\`${path.replace('ladder/', '')}\`](${path}.md)`,
    change,
    minutes: minutes(path),
    ...report(path),
  }));
  const { labels, disturbed } = rungs[0];
  return {
    ladder: table([
      [
        'model',
        'what changes',
        'parameters',
        'MFLOP',
        'bytes',
        'minutes',
        'accuracy, % (95 %)',
        'macro F1',
        '3 groups, %',
        'ECE',
        'majority of ten, % (95 %)',
        'share error',
        'without duplicates, %',
      ],
      ...rungs.map((r) => [
        r.link,
        r.change,
        `${Math.round(r.parameters / 1000)} k`,
        r.mflop.toFixed(1),
        `${Math.round(r.bytes / 1000)} K`,
        r.minutes.toFixed(0),
        `${percent(r.accuracy)} (${r.intervals.accuracy.map((v) => percent(v)).join('–')})`,
        r.macro_f1.toFixed(3),
        percent(r.groups?.accuracy ?? r.accuracy),
        r.ece.toFixed(3),
        r.votes
          ? `${percent(r.votes.accuracy)} (${r.votes.intervals.accuracy.map((v) => percent(v)).join('–')})`
          : '–',
        r.votes?.share_error.toFixed(3) ?? '–',
        percent(r.without_duplicates.accuracy),
      ]),
    ]),
    recall: table([
      ['model', 'what changes', ...labels],
      ...rungs.map((r) => [
        r.link,
        r.change,
        ...labels.map((label) => percent(r.per_class[label].recall, 0)),
      ]),
    ]),
    disturbed: table([
      [
        'model',
        'what changes',
        'as they are',
        ...Object.keys(disturbed).map(plain),
        'averaged with the mirror image',
      ],
      ...rungs.map((r) => [
        r.link,
        r.change,
        percent(r.accuracy),
        ...Object.values(r.disturbed).map((v) => percent(v)),
        percent(r.mirrored_accuracy),
      ]),
    ]),
    peers: `${table(peers().rows)}\n\n${peers().about}`,
    commands: ['```sh', ...rungs.map((r) => r.command), '```'].join('\n'),
  };
}

/** The README with its marked places filled. */
export function filled() {
  let text = readFileSync(README, 'utf8');
  for (const [name, content] of Object.entries(tables())) {
    const place = new RegExp(`(<!-- ${name} -->)[^]*?(<!-- /${name} -->)`);
    if (!place.test(text)) fail(`${README} has no place \`<!-- ${name} -->\` … \`<!-- /${name} -->\`.`);
    text = text.replace(place, (_, start, end) => `${start}\n\n${content}\n\n${end}`);
  }
  return text;
}

/** Whether the tables are those of the reports beside them. */
export const ladderIsCurrent = () => filled() === readFileSync(README, 'utf8');

await main(import.meta.url, () => writeFileSync(README, filled()));
