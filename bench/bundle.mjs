// TensorFlow.js as a page would ship it: what the bench's page imports, in one minified file for each network.
import { build } from 'vite';

export const TFJS_FOLDER = 'target/bench/page';

/** @param {'tfjs' | 'tfjs-face'} name a module of bench/page */
export const bundleTfjs = (name = 'tfjs') =>
  build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      target: 'es2022',
      outDir: TFJS_FOLDER,
      emptyOutDir: false, // the other one lies there
      lib: { entry: `bench/page/${name}.js`, formats: ['es'], fileName: () => `${name}.js` },
      minify: true,
    },
  });
