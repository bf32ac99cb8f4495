// `npm run owner -- https://github.com/NAME/mimique`: writes where this repository is published into both manifests.
import { readFileSync, writeFileSync } from 'node:fs';
import { fail, main } from './run.mjs';

const USAGE = 'npm run owner -- https://github.com/NAME/mimique';

/** What stands in the manifests until the repository has an address: nobody's, by RFC 2606. */
const NOWHERE = 'https://example.org/mimique';

/** The address that the manifests name. */
export const repository = () => {
  const { url } = JSON.parse(readFileSync('package.json', 'utf8')).repository;
  return url.replace(/^git\+/, '').replace(/\.git$/, '');
};

/** @param {string} address */
function valid(address) {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'https:' && url.pathname.length > 1 && !url.search && !url.hash)
    return url.href.replace(/(\.git)?\/?$/, '');
  return fail(`"${address}" is not the https:// address of a repository. Usage: ${USAGE}`);
}

/** @param {string} to */
function write(to) {
  const from = repository();
  for (const path of ['package.json', 'crate/Cargo.toml'])
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(from, to));
  console.log(`package.json and crate/Cargo.toml name ${to}`);
}

/** Stops a publication that would lead its readers nowhere. */
function check() {
  if (repository() === NOWHERE) fail(`The manifests name no repository yet. First: ${USAGE}`);
}

await main(import.meta.url, () => {
  const [address, ...more] = process.argv.slice(2);
  if (address === '--check') return check();
  if (!address || more.length) fail(`Usage: ${USAGE}`);
  write(valid(address));
});
