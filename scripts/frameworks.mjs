// What JSX, Vue and Svelte want to know of `<expression-meter>`, from custom-elements.json: declarations in www/pkg/types.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ name: string, fieldName: string, type: { text: string }, description: string }} Attribute */
/** @typedef {{ name: string, type: { text: string }, description: string }} Event */

const PROPS = `import type { ExpressionMeter } from './element.js';
import type { FoundFace, Head, MeterEvents, ReadingDetail, Texts } from './types.d.ts';
`;

/** @param {string} text @param {string} line */
const said = (text, line) => `  /** ${text.replace(/\s+/g, ' ')} */\n  ${line}`;

/** Attributes as templates write them, and the properties that frameworks set. @param {Attribute[]} attributes @param {'attributes' | 'props'} as */
function lines(attributes, as) {
  return attributes.flatMap(({ name, fieldName, type, description }) => {
    const text =
      type.text === 'number'
        ? 'number | string'
        : type.text === 'boolean'
          ? "boolean | 'true' | 'false'"
          : type.text;
    const names =
      as === 'props' && name !== fieldName
        ? [`'${name}'`, fieldName]
        : [name.includes('-') ? `'${name}'` : name];
    return names.map((key) => said(description, `${key}?: ${text};`));
  });
}

/** @param {string} folder of the declarations */
export function writeFrameworks(folder) {
  const { modules } = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
  const { attributes, events } = /** @type {{ attributes: Attribute[], events: Event[] }} */ (
    modules[0].declarations[0]
  );
  const props = lines(attributes, 'props').join('\n');
  const listeners = (/** @type {(name: string) => string} */ named) =>
    events
      .map(({ name, description }) =>
        said(description, `${named(name)}?: (event: MeterEvents['${name}']) => void;`),
      )
      .join('\n');
  const texts = '  /** Words of your own in place of the built-in ones. */\n  texts?: Texts;';

  const react = `${PROPS}import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type Own = {
${props}
${texts}
${listeners((name) => `'on${name}'`)}
};
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'expression-meter': Omit<DetailedHTMLProps<HTMLAttributes<ExpressionMeter>, ExpressionMeter>, keyof Own> & Own;
    }
  }
}
`;
  const camel = (/** @type {string} */ name) => name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
  const vue = `${PROPS}import type { DefineComponent, HTMLAttributes } from 'vue';

type Own = {
${props}
${texts}
${listeners((name) => `on${camel(`-${name}`)}`)}
};
declare module 'vue' {
  interface GlobalComponents {
    'expression-meter': DefineComponent<Omit<HTMLAttributes, keyof Own> & Own>;
  }
}
`;
  const svelte = `${PROPS}import type { HTMLAttributes } from 'svelte/elements';

type Own = {
${props}
${texts}
${listeners((name) => `'on${name}'`)}
};
declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'expression-meter': Omit<HTMLAttributes<ExpressionMeter>, keyof Own> & Own;
  }
}
`;
  for (const [name, text] of Object.entries({ react, vue, svelte }))
    writeFileSync(join(folder, `${name}.d.ts`), text);
}
