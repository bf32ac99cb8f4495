// What ships beside mimique's own code, and under which licences: `licences.txt` for people, `sbom.cdx.json` (CycloneDX 1.6) for
// tools. Read off cargo's resolved graph, the modules that were bundled, and the weights, so that nothing can be left out.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fail, output } from './run.mjs';
import { WASM } from './rust.mjs';

/** @typedef {{ type: string, name: string, version: string, licence: string, purl?: string, sha256?: string, texts: string[] }} Part */
/** @typedef {{ id: string, name: string, version: string, license: string | null, manifest_path: string, targets: { kind: string[] }[] }} Crate */
/** @typedef {{ id: string, deps: { pkg: string, dep_kinds: { kind: string | null }[] }[] }} Node */

const LICENCE = /^(licen[sc]e|copying|notice|unlicense)/i;
/** What may ship in a free product without asking anything but its name and text to be kept. */
const TAKEN = /^(MIT|MIT-0|Apache-2\.0|BSD-[23]-Clause|ISC|Zlib|Unlicense|CC0-1\.0|BSL-1\.0|Unicode-3\.0)$/;
/** Weights of others, and the licence text beside them; all other weights are this project's. */
const BORROWED = /^face(-far)?\.safetensors$/;

const sha256 = (/** @type {string | Buffer} */ data) => createHash('sha256').update(data).digest('hex');

/** Whether every part of an SPDX expression, or one of its choices, is taken. @param {string} expression @returns {boolean} */
export function isTaken(expression) {
  const plain = expression.replaceAll('/', ' OR ').replace(/[()]/g, '');
  return plain
    .split(' AND ')
    .every((part) => part.split(' OR ').some((licence) => TAKEN.test(licence.trim())));
}

/** A package's licence texts; the one chosen where there is a choice. @param {string} folder @param {string} licence */
function textsIn(folder, licence) {
  const names = readdirSync(folder).filter((name) => LICENCE.test(name));
  const isChoice = /\bMIT\b/.test(licence) && !licence.includes(' AND ');
  const chosen = isChoice ? names.filter((name) => /MIT$/i.test(name)) : [];
  return (chosen.length > 0 ? chosen : names).map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** The crates that are linked into a WebAssembly build with this feature, in the order of their names. @param {string} feature */
function crates(feature) {
  const args = ['--format-version', '1', '--locked', '--filter-platform', WASM, '--no-default-features'];
  const described = output(
    'cargo',
    'metadata',
    ...args,
    '--features',
    feature,
    '--manifest-path',
    'crate/Cargo.toml',
  );
  /** @type {{ packages: Crate[], resolve: { root: string, nodes: Node[] } }} */
  const { packages, resolve } = JSON.parse(
    described || fail('`cargo metadata` says nothing: Cargo.lock is not up to date.'),
  );
  const known = new Map(packages.map((crate) => [crate.id, crate]));
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const checksums = new Map(
    [
      ...readFileSync('Cargo.lock', 'utf8').matchAll(
        /name = "(.+)"\nversion = "(.+)"\nsource = .+\nchecksum = "(.+)"/g,
      ),
    ].map(([, name, version, checksum]) => [`${name} ${version}`, checksum]),
  );
  const linked = new Set();
  /** @param {string} id */
  const follow = (id) => {
    for (const { pkg, dep_kinds } of nodes.get(id)?.deps ?? []) {
      const isMacro = known.get(pkg)?.targets.some(({ kind }) => kind.includes('proc-macro'));
      if (linked.has(pkg) || isMacro || !dep_kinds.some(({ kind }) => kind === null)) continue;
      linked.add(pkg);
      follow(pkg);
    }
  };
  follow(resolve.root);
  return [...linked].map((id) => {
    const { name, version, license, manifest_path } = /** @type {Crate} */ (known.get(id));
    const licence = license ?? 'unknown';
    const purl = `pkg:cargo/${name}@${version}`;
    const texts = textsIn(dirname(manifest_path), licence);
    return {
      type: 'library',
      name,
      version,
      licence,
      purl,
      sha256: checksums.get(`${name} ${version}`),
      texts,
    };
  });
}

/** Rust's own library, which each build holds. @returns {Part} */
function rust() {
  const version = output('rustc', '--version').split(' ')[1];
  const text = `Copyright (c) The Rust Project Contributors\n\n${readFileSync('LICENSE-MIT', 'utf8').replace(/^[^]*?(?=Permission)/, '')}`;
  return { type: 'library', name: 'rust-std', version, licence: 'MIT OR Apache-2.0', texts: [text] };
}

/**
 * The npm packages of which modules were bundled.
 * @param {Iterable<string>} modules their paths
 * @returns {Part[]}
 */
function npmPackages(modules) {
  const folders = [...modules].map((path) => path.match(/.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? '');
  return [...new Set(folders)].filter(Boolean).map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
    return {
      type: 'library',
      name,
      version,
      licence: license ?? 'unknown',
      purl,
      texts: textsIn(folder, license ?? ''),
    };
  });
}

/** The checkpoints in a folder. @param {string} folder @returns {Part[]} */
function weights(folder) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.safetensors'));
  return names.map((name) => {
    const borrowed = BORROWED.test(name);
    return {
      type: 'machine-learning-model',
      name: `models/${name}`,
      version: JSON.parse(readFileSync('package.json', 'utf8')).version,
      licence: borrowed ? 'Apache-2.0' : 'MIT OR Apache-2.0',
      sha256: sha256(readFileSync(join(folder, name))),
      texts: borrowed
        ? [readFileSync('models/face/LICENSE-APACHE-2.0', 'utf8')]
        : [readFileSync('LICENSE-MIT', 'utf8')],
    };
  });
}

/** For people: every part, then each text once, under the names of those it belongs to. @param {Part[]} parts */
function listed(parts) {
  /** @type {Map<string, { text: string, of: string[] }>} */
  const texts = new Map();
  for (const { name, version, texts: own } of parts) {
    for (const text of own) {
      const key = text.replace(/\s+/g, ' ').trim();
      const known = texts.get(key) ?? { text: text.trim(), of: [] };
      known.of.push(`${name} ${version}`);
      texts.set(key, known);
    }
  }
  return [
    'mimique is under the MIT licence or the Apache License 2.0, at your choice. What ships with it:\n',
    ...parts.map(
      ({ name, version, licence, texts }) =>
        `${name} ${version}: ${licence}${texts.length ? '' : ' (no text in its package)'}`,
    ),
    ...[...texts.values()].map(
      ({ text, of }) => `\n${'='.repeat(78)}\n${of.join(', ')}\n${'='.repeat(78)}\n\n${text}`,
    ),
    '',
  ].join('\n');
}

/** For tools: CycloneDX 1.6, the same for the same parts. @param {Part[]} parts */
function billOf(parts) {
  const { name, version, license, description } = JSON.parse(readFileSync('package.json', 'utf8'));
  const components = parts.map(({ type, name, version, licence, purl, sha256 }) => ({
    type,
    name,
    version,
    licenses: [{ expression: licence.replaceAll('/', ' OR ') }],
    ...(purl && { purl }),
    ...(sha256 && { hashes: [{ alg: 'SHA-256', content: sha256 }] }),
  }));
  const component = { type: 'application', name, version, description, licenses: [{ expression: license }] };
  return { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata: { component }, components };
}

/**
 * Writes `licences.txt` and `sbom.cdx.json`; a licence that asks more than its name and text to be kept stops the build.
 * @param {string} folder where they go
 * @param {{ feature: string, models: string, modules?: Iterable<string> }} what the WebAssembly build with the most parts, the
 *   folder of the weights, and the paths of the modules that were bundled
 */
export function writeLicences(folder, { feature, models, modules = [] }) {
  const parts = [...crates(feature), rust(), ...npmPackages(modules), ...weights(models)];
  parts.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
  const strange = parts.filter(({ licence }) => !isTaken(licence));
  if (strange.length > 0) {
    const list = strange.map(({ name, version, licence }) => `  ${name} ${version}: ${licence}`).join('\n');
    fail(
      `These parts may not ship under their licence:\n${list}\nTake another part, or, after reading it, add the licence to ${import.meta.filename}.`,
    );
  }
  writeFileSync(join(folder, 'licences.txt'), listed(parts));
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(billOf(parts), null, 2)}\n`);
}
