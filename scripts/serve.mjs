#!/usr/bin/env node
// A server in one file, for a folder of static files: `node serve.mjs [port]` serves the folder that it lies in.
import { createReadStream, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.zip': 'application/zip',
};

/**
 * Serves a folder to this machine alone: browsers give the camera to localhost without https.
 * @param {string} root
 * @param {{ port?: number, headers?: Record<string, string> }} [options] port 0 takes any that is free
 * @returns {Promise<{ origin: string, close: () => void }>}
 */
export async function serve(root, { port = 0, headers = { 'Cache-Control': 'no-cache' } } = {}) {
  const server = createServer(({ url }, response) => {
    const { pathname } = new URL(url ?? '/', 'http://host'); // no `..` outlives URL
    const found = fileOf(join(root, decodeURIComponent(pathname)));
    if (!found) return response.writeHead(404, headers).end('Not found');
    if (found.folder && !pathname.endsWith('/')) {
      return response.writeHead(308, { ...headers, Location: `${pathname}/` }).end();
    }
    const type = TYPES[extname(found.path)] ?? 'application/octet-stream';
    response.writeHead(200, { ...headers, 'Content-Type': type, 'Content-Length': found.size });
    createReadStream(found.path).pipe(response);
  });
  await new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(null));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => (server.close(), server.closeAllConnections());
  return { origin: `http://localhost:${address.port}`, close };
}

/** @param {string} path a file, or a folder that holds an index.html */
function fileOf(path) {
  const about = statSync(path, { throwIfNoEntry: false });
  if (!about?.isDirectory()) return about && { path, size: about.size, folder: false };
  const index = join(path, 'index.html');
  const size = statSync(index, { throwIfNoEntry: false })?.size;
  return size === undefined ? null : { path: index, size, folder: true };
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const wanted = process.argv[2] ?? '8000';
  const port = /^\d{1,5}$/.test(wanted) ? Number(wanted) : NaN;
  const here = dirname(fileURLToPath(import.meta.url));
  try {
    const { origin } = await serve(here, { port });
    console.log(`mimique is at ${origin}/ ; the slides are at ${origin}/www/slides/ . Ctrl-C ends it.`);
  } catch {
    console.error(`Port ${wanted} cannot be had; try another: node serve.mjs 8080`);
    process.exitCode = 1;
  }
}
