// Serves the repository to the bench's pages.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

/** @type {Record<string, string>} */
const TYPES = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
  '.jpg': 'image/jpeg',
};
/** Isolates a page from other origins, which gives it timers of 5 µs. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cache-Control': 'no-store',
};

/** As a static host sends a site: packed, once. */
const PACKED = { 'Cache-Control': 'max-age=600', 'Content-Encoding': 'br' };
const pack = promisify(brotliCompress);

/**
 * @param {{ packed?: boolean }} [options]
 * @returns {Promise<{ origin: string, close: () => void, sent: () => number }>} `sent`: bytes of files so far
 */
export async function serve({ packed = false } = {}) {
  const headers = packed ? PACKED : ISOLATED;
  /** @type {Map<string, Promise<Buffer>>} */
  const files = new Map();
  let sent = 0;
  /** @param {string} path */
  async function body(path) {
    if (!packed) return readFile(join('.', path));
    if (!files.has(path)) files.set(path, readFile(join('.', path)).then(pack));
    return /** @type {Promise<Buffer>} */ (files.get(path));
  }
  const server = createServer(async ({ url }, response) => {
    const path = decodeURIComponent(new URL(url ?? '/', 'http://host').pathname); // no `..` outlives URL
    try {
      const file = await body(path);
      sent += file.length;
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, { ...headers, 'Content-Type': type }).end(file);
    } catch {
      response.writeHead(404, ISOLATED).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close(), sent: () => sent };
}
