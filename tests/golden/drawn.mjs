// Makes tests/golden/drawn.csv.gz, drawn.png, drawn-votes.csv and drawn.json: drawn faces, made-up votes on them, and what the command
// line makes of both. Run after a change
// of the shipped checkpoints or of the drawn faces, from the repository's root: node tests/golden/drawn.mjs [path of mimique]
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync, gunzipSync } from 'node:zlib';

const CSV = 'tests/golden/drawn.csv.gz';
const PNG = 'tests/golden/drawn.png';
const VOTES = 'tests/golden/drawn-votes.csv';
/** What the page says of votes; of groups, of "unsure" and of chance it says nothing there. */
const OF_VOTES = [
  ...['head', 'n', 'voted', 'accuracy', 'macro_f1', 'ece', 'cross_entropy', 'share_error'],
  ...['labels', 'confusion', 'per_class', 'reliability'],
];
const mimique = process.argv[2] ?? 'target/release/mimique';
const run = (/** @type {string[]} */ ...args) =>
  execFileSync(mimique, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const weights = (/** @type {string} */ name) => `models/${name}.safetensors`;

run('synth', '--force', '--out', CSV, '--count', '56', '--seed', '5');
const [header, ...rows] = gunzipSync(readFileSync(CSV)).toString().trim().split('\n');
const [first] = rows;
writeFileSync(VOTES, votesOn(header.split(','), rows));
writeFileSync(PNG, png(first.split(',')[1].split(' ').map(Number)));

/** @type {Record<string, unknown>} */
const evaluations = {};
/** @type {Record<string, unknown>} */
const votes = {};
/** @type {Record<string, unknown>} */
const answers = {};
for (const name of ['lenet', 'lenet5-article', 'lenet5-article-3']) {
  const options = ['--data', CSV, '--split', 'Training', '--format', 'json'];
  const { n, accuracy, macro_f1, ece, loss, labels, confusion, per_class, reliability } = JSON.parse(
    run('evaluate', '--weights', weights(name), ...options),
  );
  evaluations[name] = { n, accuracy, macro_f1, ece, loss, labels, confusion, per_class, reliability };
  const report = JSON.parse(run('evaluate', '--weights', weights(name), '--votes', VOTES, ...options));
  votes[name] = Object.fromEntries(OF_VOTES.map((key) => [key, report.votes[key]]));
  answers[name] = JSON.parse(run('classify', '--weights', weights(name), '--no-detect', '--format', 'json', PNG));
}
const both = [weights('lenet'), weights('lenet5-article')];
const options = ['--data', CSV, '--split', 'Training', '--format', 'json'];
const compared = JSON.parse(run('compare', ...options, ...both));
const all = { evaluations, votes, compared, answers };
writeFileSync('tests/golden/drawn.json', `${JSON.stringify(all, null, 1)}\n`);

/**
 * Ten people's votes, as FER+ has them: most for the label, sometimes for the next, sometimes as many for both, sometimes none.
 * @param {string[]} columns of the faces
 * @param {string[]} rows
 */
function votesOn(columns, rows) {
  const names = ['neutral', 'happiness', 'surprise', 'sadness', 'anger', 'disgust', 'fear'];
  const numbers = [6, 3, 5, 4, 0, 1, 2]; // FER2013's
  const lines = rows.map((row, i) => {
    const value = (/** @type {string} */ name) => row.split(',')[columns.indexOf(name)].trim();
    const label = Number(value('emotion'));
    const [own, next] = i % 13 === 12 ? [0, 0] : i % 11 === 10 ? [5, 5] : i % 4 === 3 ? [3, 6] : [7, 2];
    const counts = numbers.map((n) => (n === label ? own : n === (label + 1) % 7 ? next : 0));
    const unknown = 10 - own - next;
    return `${value('Usage')},face${i}.png,${counts.join(',')},0,${unknown},0`;
  });
  return `${['Usage', 'Image name', ...names, 'contempt', 'unknown', 'NF'].join(',')}\n${lines.join('\n')}\n`;
}

/** A grey PNG of 48 × 48. @param {number[]} pixels */
function png(pixels) {
  const chunk = (/** @type {string} */ type, /** @type {Buffer} */ data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.from([0, 0, 0, 48, 0, 0, 0, 48, 8, 0, 0, 0, 0]);
  const rows = Array.from({ length: 48 }, (_, y) => [0, ...pixels.slice(48 * y, 48 * (y + 1))]);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
