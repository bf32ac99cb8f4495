#!/usr/bin/env node
// A server for a folder of static files, to this machine alone unless asked: for the zip (bundled into its one file,
// `node serve.mjs [port] [host]` serves the folder that it lies in), for tests and for the bench. Files are sirv's work; here
// stands who is answered.
import { realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { isIP } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

const LOOPBACK = '127.0.0.1';
/** Names of this machine that no other site can have: browsers give the camera to localhost without https. */
const OWN_NAMES = ['localhost', LOOPBACK, '[::1]'];
/** A file that is hidden, such as `.git`, or a way up. */
const HIDDEN = /(\/|%2f)(\.|%2e)/i;
/** A path of plain names, which alone may be a folder that wants its slash: no `..`, no second slash, nothing encoded. */
const PLAIN = /^(\/[\w-][\w.-]*)+$/;

/**
 * What every answer says, as each page does for itself in its `<meta>`: a worker has the policy of its own answer alone. The
 * camera is for this site, and for a page around it only where that page's iframe lends its own; any page may be framed. Blobs are
 * what the page made itself: the lab's network, which a worker reads.
 */
const HEADERS = {
  'Cache-Control': 'no-cache',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self'; connect-src 'self' blob:; " +
    "img-src 'self' blob: data:; media-src blob:; frame-src 'self'; base-uri 'none'; form-action 'none'; " +
    "require-trusted-types-for 'script'",
  'Permissions-Policy':
    'camera=(self), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), bluetooth=(), payment=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => unknown} Handler */
/** @typedef {{ origin: string, close: () => void }} Server */

/**
 * Answers GET and HEAD by this machine's names alone: a site whose name is led to this address (DNS rebinding) reads nothing.
 * A request that cannot be answered is broken off; the server goes on.
 * @param {Handler} handler
 * @param {{ port?: number, host?: string }} [options] port 0 takes any that is free; another host than the loopback is
 *   answered under its own name and under addresses in numbers too
 * @returns {Promise<Server>}
 */
export async function listen(handler, { port = 0, host = LOOPBACK } = {}) {
  const open = !OWN_NAMES.includes(host);
  const server = createServer((request, response) => {
    const { hostname = '' } = nameOf(request.headers.host);
    const bare = hostname.replace(/^\[|\]$/g, '');
    if (!OWN_NAMES.includes(hostname) && !(open && (hostname === host || isIP(bare)))) {
      return response
        .writeHead(421)
        .end('This server answers by the name of its own machine alone: localhost.');
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    }
    // By hand, as URL would take `//name` for a host and throws at others.
    if (!request.url?.startsWith('/') || request.url.startsWith('//')) return notFound(response);
    // sirv pipes without minding either end: a file that cannot be read would end the process, and an answer that is broken
    // off would keep its file open, until no more can be opened.
    response.on('pipe', (/** @type {import('node:fs').ReadStream} */ file) => {
      file.on('error', () => response.destroy());
      response.on('close', () => file.destroy());
    });
    Promise.resolve()
      .then(() => handler(request, response))
      .catch(() => response.destroy());
  });
  await new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, host, () => resolve(null));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => (server.close(), server.closeAllConnections());
  return { origin: `http://${open ? host : 'localhost'}:${address.port}`, close };
}

/**
 * Serves a folder.
 * @param {string} root
 * @param {{ port?: number, host?: string, headers?: Record<string, string> }} [options]
 * @returns {Promise<Server>}
 */
export async function serve(root, { headers = HEADERS, ...options } = {}) {
  // `dev`: files are looked up when they are asked for, as tests and the bench change them.
  const files = sirv(resolve(root), { dev: true, extensions: ['html'] });
  return listen((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const [path] = /** @type {string} */ (request.url).split('?');
    if (HIDDEN.test(path)) return notFound(response);
    if (PLAIN.test(path) && statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory()) {
      return response.writeHead(308, { Location: `${path}/` }).end(); // or the page's relative addresses miss
    }
    files(request, response, () => void notFound(response));
  }, options);
}

/** @param {import('node:http').ServerResponse} response */
const notFound = (response) => response.writeHead(404).end('Not found');

/** The name in a Host header, without its port. @param {string | undefined} host @returns {{ hostname?: string }} */
function nameOf(host) {
  return /^(?<hostname>\[[\da-f:]+\]|[\w.-]+)(:\d+)?$/i.exec(host ?? '')?.groups ?? {};
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [wanted = '8000', host] = process.argv.slice(2);
  const port = /^\d{1,5}$/.test(wanted) ? Number(wanted) : NaN;
  const here = dirname(fileURLToPath(import.meta.url));
  try {
    const { origin } = await serve(here, { port, host });
    console.log(`mimique is at ${origin}/ ; the slides are at ${origin}/www/course/ . Ctrl-C ends it.`);
  } catch {
    console.error(`Port ${wanted} cannot be had; try another: node serve.mjs 8080`);
    process.exitCode = 1;
  }
}
