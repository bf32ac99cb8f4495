// TensorFlow.js as a page would ship it: what the bench's page imports, in one minified file.
import { build } from 'vite';

export const TFJS_FOLDER = 'target/bench/page';

export const bundleTfjs = () =>
  build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      target: 'es2022',
      outDir: TFJS_FOLDER,
      lib: { entry: 'bench/page/tfjs.js', formats: ['es'], fileName: () => 'tfjs.js' },
      minify: true,
    },
  });
