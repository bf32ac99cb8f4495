import { build } from 'esbuild';

await build({
  entryPoints: { main: 'main.jsx', worker: 'mimique/worker.js' },
  bundle: true,
  outdir: 'public',
  format: 'esm',
  jsx: 'automatic',
  loader: { '.wasm': 'file', '.safetensors': 'file' },
});
