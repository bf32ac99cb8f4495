// `npm run manifest`: custom-elements.json, which tells editors and documentation what `<expression-meter>` has.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages } from './packages.mjs';
import { fail, main } from './run.mjs';
import { declare } from './types.mjs';

/**
 * @typedef {object} Item an attribute, property, method, event, slot, CSS part or CSS variable
 * @property {string} name
 * @property {string} [description]
 * @property {{ text: string }} [type]
 * @property {{ type: { text: string } }} [return]
 * @property {string} [kind]
 * @property {string} [privacy]
 * @property {boolean} [static]
 * @property {unknown} [inheritedFrom]
 */
/** @typedef {Record<'members' | 'events' | 'slots' | 'cssParts' | 'cssProperties', Item[]> & { description: string }} Class */

const PATH = 'custom-elements.json';
const MODULE = 'www/element.js';
const FOLDER = 'www/element';
/** What the browser calls, not the page. */
const CALLBACK = /^constructor$|Callback$/;

/**
 * The class as the analyzer sees it in the declarations, which have every type that the compiler found and nothing private.
 * @returns {Promise<Class>}
 */
async function analyse() {
  // After `npm ci`. What it exports stands in no declaration of its own.
  const { create, ts } = /** @type {any} */ (await import('@custom-elements-manifest/analyzer'));
  const made = await declare();
  const modules = ['meter', 'attributes'].map((name) => {
    const text = readFileSync(join(made, 'element', `${name}.d.ts`), 'utf8');
    return ts.createSourceFile(`${FOLDER}/${name}.js`, text, ts.ScriptTarget.ES2022, true);
  });
  const [{ declarations }] = create({ modules }).modules;
  return declarations.find((/** @type {Item} */ { name }) => name === 'ExpressionMeter');
}

/** All that a pattern finds in a file, by what it catches first. @param {string} path @param {RegExp} pattern */
const found = (path, pattern) =>
  Object.fromEntries(
    [...readFileSync(path, 'utf8').matchAll(pattern)].map(([, name, value]) => [name, value]),
  );

/** Ends everything where the JSDoc of the class names other things than there are. @param {Item[]} named @param {object} there */
function compare(/** @type {string} */ tag, named, there) {
  const [said, real] = [named.map(({ name }) => name), Object.keys(there)];
  const wrong = [...said.filter((name) => !(name in there)), ...real.filter((name) => !said.includes(name))];
  if (wrong.length)
    fail(`${MODULE}: the ${tag} lines of ExpressionMeter and the sources differ in ${wrong.join(', ')}.`);
}

/** The text that custom-elements.json has to have. */
async function manifest() {
  const { NAMES } = await import('../www/element/attributes.js');
  const unions = found('www/types.d.ts', /export type (Meter\w+|Head) = ('[^;]+);/g);
  const details = found('www/types.d.ts', /'(expression-[\w-]+)': (CustomEvent<.+>);/g);
  const variables = found('www/element/view/styles.js', /var\((--meter-[\w-]+), ((?:[^()]|\([^()]*\))+)\)/g);
  const scripts = readdirSync(FOLDER, { encoding: 'utf8', recursive: true }).filter((name) =>
    name.endsWith('.js'),
  );
  const parts = Object.assign({}, ...scripts.map((name) => found(join(FOLDER, name), /\bpart: '(\w+)'/g)));
  const { description, members, events, slots, cssParts, cssProperties } = await analyse();
  compare('@fires', events, details);
  const named = found('www/element/view/view.js', /make\('slot', \{ name: '(\w+)'/g);
  compare('@slot', slots, { '': 'what stands in the page', ...named });
  compare('@csspart', cssParts, parts);
  compare('@cssprop', cssProperties, variables);

  const shown = members.filter(
    ({ name, privacy, static: fixed }) => !privacy && !fixed && !CALLBACK.test(name),
  );
  for (const member of shown) {
    delete member.inheritedFrom; // from a class that nobody else can have
    if (member.kind !== 'field') continue;
    const text = (member.type ?? member.return?.type)?.text ?? 'unknown';
    delete member.return;
    member.type = { text: unions[text] ?? text.replace(/import\(.+?\)\./g, '') };
  }
  const attributes = NAMES.map((name) => {
    const fieldName = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
    const field = shown.find((member) => member.name === fieldName);
    if (!field) return fail(`The attribute ${name} has no property ${fieldName}.`);
    Object.assign(field, { attribute: name, reflects: true });
    const { type, description } = field;
    const initial = /Default: (?:`(.+?)`|([\d.]*\d))/.exec(description ?? '');
    return { name, type, default: initial?.[1] ?? initial?.[2], description, fieldName };
  });

  const declaration = {
    kind: 'class',
    ...{ name: 'ExpressionMeter', description, superclass: { name: 'HTMLElement' } },
    ...{ tagName: 'expression-meter', customElement: true },
    ...{ attributes, members: shown, slots, cssParts },
    events: events.map((event) => ({ ...event, type: { text: details[event.name] } })),
    cssProperties: cssProperties.map((variable) => ({ ...variable, default: variables[variable.name] })),
  };
  const reference = { name: 'ExpressionMeter', module: MODULE };
  const exports = [
    { kind: 'js', name: 'ExpressionMeter', declaration: reference },
    { kind: 'custom-element-definition', name: 'expression-meter', declaration: reference },
  ];
  const modules = [{ kind: 'javascript-module', path: MODULE, declarations: [declaration], exports }];
  return JSON.stringify({ schemaVersion: '1.0.0', readme: 'README.md', modules }, null, 2);
}

/** The text as Prettier would have it, so that `npm run format` leaves the file alone. */
async function formatted() {
  const { format } = await import('prettier');
  return format(await manifest(), { parser: 'json', printWidth: 110 });
}

/** Whether custom-elements.json is what the sources say. */
export const manifestIsCurrent = async () =>
  existsSync(PATH) && readFileSync(PATH, 'utf8') === (await formatted());

await main(import.meta.url, async () => {
  await ensurePackages();
  writeFileSync(PATH, await formatted());
});
