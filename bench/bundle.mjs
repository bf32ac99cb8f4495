// The peers as a page would ship them.
import { resolve } from 'node:path';
import { build } from 'vite';

export const TFJS_FOLDER = 'target/bench/page';

/** TensorFlow.js: what the bench's page imports, in one minified file for each network. @param {'tfjs' | 'tfjs-face' | 'tfjs-training'} name a module of bench/page */
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

export const STARTUP_FOLDER = 'target/bench/startup';

/** A page that reads the sample by ONNX Runtime Web, and target/bench/lenet.onnx. */
export const bundleStartup = () =>
  build({
    configFile: false,
    logLevel: 'warn',
    root: 'bench/page/startup',
    base: './',
    publicDir: false,
    build: {
      target: 'es2022',
      outDir: resolve(STARTUP_FOLDER),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
    assetsInclude: ['**/*.onnx'],
  });
