import { cpSync, readdirSync } from 'node:fs';
import { transform as minifyCss } from 'lightningcss';
import { defineConfig } from 'vite';
import { pageWords } from './scripts/page-words.mjs';
import { PAGES } from './scripts/pages.mjs';
import { packWorker } from './scripts/worker.mjs';

const names = {
  assetFileNames: (/** @type {{ names: string[] }} */ { names }) =>
    names[0]?.endsWith('.safetensors') ? 'models/[name][extname]' : 'assets/[name]-[hash][extname]',
  /** @param {{ facadeModuleId: string | null }} chunk */
  chunkFileNames({ facadeModuleId }) {
    const [, lang] = facadeModuleId?.match(/\/words\/(\w\w)\/\w+\.js$/) ?? [];
    return `assets/[name]${lang ? `-${lang}` : ''}-[hash].js`;
  },
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

// A stylesheet of the element is text in a script, which no minifier of scripts touches.
const stylesheet = {
  name: 'stylesheet',
  apply: /** @type {const} */ ('build'),
  transform(/** @type {string} */ code, /** @type {string} */ id) {
    if (!id.includes('/www/element/')) return null;
    const packed = (/** @type {string} */ css) =>
      minifyCss({ filename: id, code: Buffer.from(css), minify: true }).code.toString();
    return { code: code.replace(/(?<=const css = `)[^`]*/, packed), map: null };
  },
};

// A dynamic import here is a small file without styles or imports of its own: nothing is to be preloaded for it.
const noPreload = {
  name: 'no-preload',
  apply: /** @type {const} */ ('build'),
  enforce: /** @type {const} */ ('pre'),
  load: (/** @type {string} */ id) =>
    id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : null,
};

// The worker runs as one packed file: an edit of its sources packs it again.
const worker = {
  name: 'worker',
  apply: /** @type {const} */ ('serve'),
  /** @param {{ file: string }} change */
  async handleHotUpdate({ file }) {
    if (/\/www\/(worker\/\w[\w-]*|client\/errors)\.js$/.test(file)) await packWorker();
  },
};

export default defineConfig({
  base: './', // any static host, any sub-path
  appType: 'mpa', // a missing file is a 404, not the start page
  plugins: [pageWords, models, stylesheet, noPreload, worker],
  assetsInclude: ['**/*.safetensors'],
  server: { watch: { ignored: ['**/target/**', '**/dist/**', '**/crate/**'] } },
  worker: { format: 'es' }, // the lab's: the element's is packed by packWorker
  optimizeDeps: { noDiscovery: true, entries: [] }, // the one of the data reader, fflate, is a module as it is
  build: {
    target: 'es2022',
    sourcemap: 'hidden', // no comment names it; scripts/build.mjs moves it away
    assetsInlineLimit: 0, // a strict CSP has no data: addresses
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: PAGES,
      // The element is one file, with all that it imports, however many pages share its parts.
      output: {
        ...names,
        codeSplitting: { groups: [{ name: 'element', test: /\/www\/element\.js$/ }] },
      },
    },
  },
});
