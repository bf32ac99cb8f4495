// Serves the repository to the bench's pages.
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { listen, serve as serveFolder } from '../scripts/serve.mjs';

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

/** @returns {Promise<import('../scripts/serve.mjs').Server>} */
export const serve = () => serveFolder('.', { headers: ISOLATED });

/** @returns {Promise<import('../scripts/serve.mjs').Server & { sent: () => number }>} `sent`: bytes of files so far */
export async function servePacked() {
  /** @type {Map<string, Promise<Buffer>>} */
  const files = new Map();
  let sent = 0;
  const server = await listen(async ({ url }, response) => {
    try {
      const path = join('.', normalize(decodeURIComponent(/** @type {string} */ (url).split('?')[0])));
      if (!files.has(path)) files.set(path, readFile(path).then(pack));
      const file = await /** @type {Promise<Buffer>} */ (files.get(path));
      sent += file.length;
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, { ...PACKED, 'Content-Type': type }).end(file);
    } catch {
      response.writeHead(404).end();
    }
  });
  return { ...server, sent: () => sent };
}
