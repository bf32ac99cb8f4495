import { cpSync, readdirSync } from 'node:fs';
import { defineConfig } from 'vite';

const names = {
  assetFileNames: (/** @type {{ names: string[] }} */ { names }) =>
    names[0]?.endsWith('.safetensors') ? 'models/[name][extname]' : 'assets/[name]-[hash][extname]',
};

// Every checkpoint keeps its own name in the built site, as it does in the source tree, so that a `weights` attribute
// can name any of them; the default one, which the code imports, is the same file.
const models = {
  name: 'models',
  apply: /** @type {const} */ ('build'),
  closeBundle() {
    const served = readdirSync('models').filter((name) => /\.(safetensors|json|md|svg)$/.test(name));
    for (const name of served) cpSync(`models/${name}`, `dist/models/${name}`);
  },
};

// The element's stylesheet is text in a script, which no minifier touches: the white space goes here.
const stylesheet = {
  name: 'stylesheet',
  apply: /** @type {const} */ ('build'),
  transform(/** @type {string} */ code, /** @type {string} */ id) {
    if (!id.endsWith('/www/styles.js')) return null;
    const packed = (/** @type {string} */ css) =>
      css
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,]) ?/g, '$1')
        .replaceAll(': ', ':');
    return { code: code.replace(/(?<=const css = `)[^`]*/, packed), map: null };
  },
};

export default defineConfig({
  base: './', // any static host, any sub-path
  appType: 'mpa', // a missing file is a 404, not the start page
  plugins: [models, stylesheet],
  assetsInclude: ['**/*.safetensors'],
  worker: { format: 'es', rolldownOptions: { output: names } },
  server: { watch: { ignored: ['**/target/**', '**/dist/**', '**/crate/**'] } },
  optimizeDeps: { noDiscovery: true, entries: [] }, // no run-time dependency to bundle
  build: {
    target: 'es2022',
    assetsInlineLimit: 0, // a strict CSP has no data: addresses
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['index.html', 'embed.html'], output: names },
  },
});
