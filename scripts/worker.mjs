// www/worker/worker.js with what it imports, as www/pkg/worker.js: a file without imports is served, renamed and cached by any host
// or bundler as it stands.
import { main } from './run.mjs';

export async function packWorker() {
  const { build } = await import('rolldown'); // after `npm ci`
  await build({
    input: 'www/worker/worker.js',
    platform: 'browser',
    output: { file: 'www/pkg/worker.js', format: 'es', minify: true },
  });
}

await main(import.meta.url, packWorker);
