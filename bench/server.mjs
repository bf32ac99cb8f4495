// Serves the repository to the bench's page, isolated from other origins, which gives it timers of 5 µs.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.jpg': 'image/jpeg',
};
const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cache-Control': 'no-store',
};

/** @returns {Promise<{ origin: string, close: () => void }>} */
export async function serve() {
  const server = createServer(async ({ url }, response) => {
    const path = decodeURIComponent(new URL(url ?? '/', 'http://host').pathname); // no `..` outlives URL
    try {
      const body = await readFile(join('.', path));
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, { ...HEADERS, 'Content-Type': type }).end(body);
    } catch {
      response.writeHead(404, HEADERS).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
