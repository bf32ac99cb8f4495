// `npm start [-- --port N] [--host H] [--yes]`: does the set-up and serves the page.
import { fail, main, readArgs } from './run.mjs';
import { ensurePackages } from './packages.mjs';
import { ensureWasm } from './wasm.mjs';

const USAGE = 'npm start -- [--port 5173] [--host localhost] [--yes]';

await main(import.meta.url, async () => {
  const options = readOptions();
  await ensurePackages();
  await ensureWasm();
  await serve(options);
});

function readOptions() {
  const { values } = readArgs(['port', 'host'], USAGE);
  if (values.port && !/^\d{1,5}$/.test(values.port))
    fail(`--port takes a number, not "${values.port}". Usage: ${USAGE}`);
  return values;
}

/** @param {{ port?: string, host?: string }} options */
async function serve({ port, host }) {
  const { createServer } = await import('vite');
  // A port that was asked for is that port or nothing; the default one moves on when it is taken.
  const server = await createServer({
    server: { port: Number(port ?? 5173), strictPort: Boolean(port), host },
  });
  try {
    await server.listen();
  } catch (error) {
    fail(`${/** @type {Error} */ (error).message}. Choose another one: npm start -- --port 8080`);
  }
  console.log('\nThe page is served; Ctrl-C ends it.');
  server.printUrls();
}
