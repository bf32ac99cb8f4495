import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['dist/', 'target/', 'www/pkg/', 'playwright-report/', 'test-results/'] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'max-lines': ['error', { max: 300, skipComments: true }],
    },
  },
  {
    files: ['www/**', 'bench/page/**'],
    languageOptions: { globals: { ...globals.browser, ...globals.worker } },
  },
  {
    files: ['scripts/**', 'bench/*.mjs', 'models/peers/**', '*.config.js', 'tests/**'],
    languageOptions: { globals: globals.node },
  },
  // A browser test holds functions that run in the page.
  {
    files: ['tests/browser/**', 'tests/engines/**', 'tests/apps/**'],
    languageOptions: { globals: globals.browser },
  },
];
