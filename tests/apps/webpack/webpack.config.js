import { join } from 'node:path';

export default {
  mode: 'production',
  entry: './src/main.js',
  output: {
    path: join(import.meta.dirname, 'public'),
    trustedTypes: true, // for `require-trusted-types-for 'script'`: webpack loads chunks by script elements
  },
};
