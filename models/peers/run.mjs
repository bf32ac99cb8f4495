// Measures the peers on FER2013's PublicTest and writes peers.json, from which `npm run ladder` makes the table of models/README.md:
//
//     npm ci --prefix models/peers
//     pip install --no-deps -r models/peers/requirements.txt
//     node models/peers/run.mjs fer2013.csv.gz fer2013new.csv [PEER…]
//
// A peer that is not named keeps the figures it has.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { publicTest } from './data.mjs';
import { figures } from './figures.mjs';
import { PEERS } from './peers.mjs';

const OUT = new URL('peers.json', import.meta.url);
const [data, votes, ...named] = process.argv.slice(2);
const unknown = named.filter((name) => !PEERS.some((peer) => peer.name === name));
if (!votes || unknown.length) {
  const names = PEERS.map((peer) => `"${peer.name}"`).join(', ');
  console.error(
    `expected: node models/peers/run.mjs FER2013.CSV.GZ FER2013NEW.CSV [PEER…], each PEER of ${names}`,
  );
  process.exit(2);
}

const pictures = publicTest(data, votes);
/** @type {Record<string, object>} */
const measured = existsSync(OUT) ? JSON.parse(readFileSync(OUT, 'utf8')) : {};
for (const { read, name, ...about } of PEERS.filter((peer) => !named.length || named.includes(peer.name))) {
  try {
    measured[name] = { ...about, n: pictures.length, ...figures(await read(pictures), pictures) };
    console.log(name, JSON.stringify(measured[name]));
  } catch (error) {
    console.error(`${name} was left out: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
  const inOrder = PEERS.filter((peer) => peer.name in measured).map((peer) => [
    peer.name,
    measured[peer.name],
  ]);
  writeFileSync(OUT, `${JSON.stringify(Object.fromEntries(inOrder), null, 1)}\n`);
}
