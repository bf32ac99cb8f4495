// `npm run api`: docs/api.md, from custom-elements.json (the element), www/element/words/en/errors.js (what can go wrong) and
// www/types.d.ts (the client).
import { readFileSync, writeFileSync } from 'node:fs';
import { main } from './run.mjs';
import { words } from '../www/element/words/en/errors.js';

const PAGE = 'docs/api.md';
const TYPES = 'www/types.d.ts';
/** The element's part of the page has the events, the table of errors the codes. */
const UNLISTED = ['MeterEvents', 'ErrorCodes', 'global'];

/** @typedef {Record<string, any>} Part */

/** @param {string} text for a cell of a table */
const cell = (text = '') => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();

/** @param {string} text */
const code = (text) => (text ? `\`${text}\`` : '');

/**
 * @param {string[]} heads
 * @param {string[][]} rows
 */
const table = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

/** @param {Part} element */
function elementOf(element) {
  const { attributes, members, events, slots, cssParts, cssProperties } = element;
  const fields = members.filter((/** @type {Part} */ { kind, attribute }) => kind === 'field' && !attribute);
  const methods = members.filter((/** @type {Part} */ { kind }) => kind === 'method');
  const named = (/** @type {Part[]} */ parts) =>
    parts.map(({ name, description }) => [name ? code(name) : '(default)', description]);
  return `## \`<expression-meter>\`

${element.description}

### Attributes and properties

An attribute and its property say the same; setting either changes both.

${table(
  ['attribute', 'property', 'type', ''],
  attributes.map((/** @type {Part} */ { name, fieldName, type, description }) => [
    code(name),
    code(fieldName),
    code(type.text),
    description,
  ]),
)}

### Other properties

${table(
  ['property', 'type', ''],
  fields.map((/** @type {Part} */ { name, type, description, readonly }) => [
    code(name),
    code(type.text),
    `${description ?? ''}${readonly ? ' Read-only.' : ''}`,
  ]),
)}

### Methods

${table(
  ['method', 'returns', ''],
  methods.map((/** @type {Part} */ { name, parameters = [], return: result, description }) => [
    code(
      `${name}(${parameters.map((/** @type {Part} */ { name, type }) => `${name}: ${type.text}`).join(', ')})`,
    ),
    code(result?.type.text),
    description,
  ]),
)}

### Events

They bubble and leave shadow trees.

${table(
  ['event', 'type', ''],
  events.map((/** @type {Part} */ { name, type, description }) => [code(name), code(type.text), description]),
)}

### Slots

${table(['slot', ''], named(slots))}

### CSS parts

${table(['part', ''], named(cssParts))}

### CSS custom properties

${table(['property', ''], named(cssProperties))}
`;
}

/** What the types say, by the name of each declaration. */
async function typesOf() {
  const { ts } = /** @type {any} */ (await import('@custom-elements-manifest/analyzer'));
  const source = ts.createSourceFile(TYPES, readFileSync(TYPES, 'utf8'), ts.ScriptTarget.ES2022, true);
  return /** @type {Part[]} */ (
    source.statements.filter((/** @type {Part} */ { name, modifiers }) => modifiers && name?.text)
  );
}

/** The words of a declaration's comment, on one line. @param {Part} node */
const saidOf = ({ jsDoc = [] }) =>
  jsDoc.map((/** @type {Part} */ { comment }) => comment.replaceAll('\n', ' ')).join(' ');

/** The table of codes: those that stand below a comment without one of their own share it. @param {Part} codes */
const errors = (codes) => `## Errors

${saidOf(codes)} The event's message is what the visitor reads, in the element's language; \`meter.texts = { 'camera-denied': '…' }\`
changes the words of a code. Codes without such words show their own message, with what was expected and what came.

${table(
  ['code', 'what it means', 'what the visitor reads'],
  codes.members.map((/** @type {Part} */ { name, ...member }) => [
    code(name.text),
    saidOf(/** @type {Part} */ (member)) || '″',
    Object.entries(words).find(([key]) => key === name.text)?.[1] ?? '',
  ]),
)}
`;

/** Each public declaration as it stands in the types, under its name. @param {Part[]} types */
const declarations = (types) =>
  types
    .filter(({ name }) => !UNLISTED.includes(name.text))
    .map((node) => {
      const words = saidOf(node) && `${saidOf(node)}\n\n`;
      return `### \`${node.name.text}\`\n\n${words}\`\`\`ts\n${node.getText().replace('export ', '')}\n\`\`\`\n`;
    })
    .join('\n');

async function pageOf() {
  const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
  const element = manifest.modules
    .flatMap((/** @type {Part} */ { declarations = [] }) => declarations)
    .find((/** @type {Part} */ { tagName }) => tagName === 'expression-meter');
  const types = await typesOf();
  const codes = /** @type {Part} */ (types.find(({ name }) => name.text === 'ErrorCodes'));
  return `# API

Written by \`npm run api\` from the sources.

${elementOf(element)}
${errors(codes)}
## \`import { loadClassifier } from 'mimique'\`

${declarations(types)}`;
}

/** Whether docs/api.md is what the sources say. */
export const apiIsCurrent = async () => readFileSync(PAGE, 'utf8') === (await pageOf());

await main(import.meta.url, async () => writeFileSync(PAGE, await pageOf()));
