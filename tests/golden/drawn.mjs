// Makes tests/golden/drawn.csv.gz, drawn.png and drawn.json: drawn faces, and what the command line makes of them. Run after a change
// of the shipped checkpoints or of the drawn faces, from the repository's root: node tests/golden/drawn.mjs [path of mimique]
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync, gunzipSync } from 'node:zlib';

const CSV = 'tests/golden/drawn.csv.gz';
const PNG = 'tests/golden/drawn.png';
const mimique = process.argv[2] ?? 'target/release/mimique';
const run = (/** @type {string[]} */ ...args) => execFileSync(mimique, args, { encoding: 'utf8' });
const weights = (/** @type {string} */ name) => `models/${name}.safetensors`;

run('synth', '--out', CSV, '--count', '56', '--seed', '5');
const [, first] = gunzipSync(readFileSync(CSV)).toString().split('\n');
writeFileSync(PNG, png(first.split(',')[1].split(' ').map(Number)));

/** @type {Record<string, unknown>} */
const evaluations = {};
/** @type {Record<string, unknown>} */
const answers = {};
for (const name of ['lenet', 'lenet5-article', 'lenet5-article-3']) {
  const options = ['--data', CSV, '--split', 'Training', '--format', 'json'];
  const { n, accuracy, macro_f1, ece, loss, labels, confusion, per_class, reliability } = JSON.parse(
    run('evaluate', '--weights', weights(name), ...options),
  );
  evaluations[name] = { n, accuracy, macro_f1, ece, loss, labels, confusion, per_class, reliability };
  answers[name] = JSON.parse(run('classify', '--weights', weights(name), '--no-detect', '--format', 'json', PNG));
}
const both = [weights('lenet'), weights('lenet5-article')];
const options = ['--data', CSV, '--split', 'Training', '--format', 'json'];
const compared = JSON.parse(run('compare', ...options, ...both));
writeFileSync('tests/golden/drawn.json', `${JSON.stringify({ evaluations, compared, answers }, null, 1)}\n`);

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
