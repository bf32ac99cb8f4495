// WebKitGTK's MiniBrowser on a screen that nobody sees, by the WebDriver protocol.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { webkit } from '../../scripts/browsers.mjs';
import { PATIENCE_MS, until } from './helpers.js';

/** @import { ChildProcess } from 'node:child_process' */
/** @import { Readable } from 'node:stream' */

/** @type {Set<ChildProcess>} */
const children = new Set();
process.on('exit', () => children.forEach(end));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** Ends a program and what it started: each leads a process group. @param {ChildProcess} child */
function end(child) {
  if (!children.delete(child) || !child.pid) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It had ended by itself.
  }
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function begin(program, args, env) {
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  children.add(child);
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-2000)));
  child.on('error', ({ message }) => (said += message));
  const alive = () => {
    const ended = !child.pid || child.exitCode !== null || child.signalCode;
    if (ended) throw new Error(`${program} ended: ${said}`);
  };
  return { child, alive };
}

/** A screen that nobody sees: its name (":1"), as Xvfb tells it once it can be used. @param {string} xvfb */
async function openScreen(xvfb) {
  const { child, alive } = begin(xvfb, [
    '-displayfd',
    '3',
    '-screen',
    '0',
    '1280x1024x24',
    '-nolisten',
    'tcp',
  ]);
  const said = once(/** @type {Readable} */ (child.stdio[3]), 'data', {
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const [number] = /** @type {Buffer[]} */ (await Promise.race([said, once(child, 'exit').then(alive)]));
  return `:${String(number).trim()}`;
}

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

/**
 * Sends a command; what it answers, or its error.
 * @param {'GET' | 'POST' | 'DELETE'} method
 * @param {string} url
 * @param {object} [body]
 */
async function send(method, url, body) {
  const response = await fetch(url, {
    method,
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(({ message }) => {
    throw new Error(`${method} ${url}: ${message}`); // the test runner tells nothing of a DOMException
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** Starts the WebDriver server on a screen; where it answers. @returns {Promise<string>} */
async function openDriver() {
  const found = webkit();
  if (!found) throw new Error('WebKitGTK is missing: `npm test -- --only engines` installs it');
  const env = { DISPLAY: await openScreen(found.screen), GDK_BACKEND: 'x11' };
  const port = await freePort();
  const { alive } = begin(found.driver, [`--port=${port}`], env);
  const base = `http://127.0.0.1:${port}`;
  await until(() => {
    alive();
    return send('GET', `${base}/status`).catch(() => null);
  }, 'WebKitWebDriver');
  const alwaysMatch = {
    timeouts: { script: PATIENCE_MS, pageLoad: PATIENCE_MS },
    'webkitgtk:browserOptions': { binary: found.browser, args: ['--automation'] },
  };
  const { sessionId } = await send('POST', `${base}/session`, { capabilities: { alwaysMatch } });
  return `${base}/session/${sessionId}`;
}

/** @returns {Promise<import('./helpers.js').Browser>} */
export async function launchWebkit() {
  const session = await openDriver().catch((error) => {
    children.forEach(end);
    throw error;
  });
  return {
    goto: (url) => send('POST', `${session}/url`, { url }),
    async evaluate(work, ...args) {
      // As text, since the driver does not keep the order of an object's keys.
      const script = `
        const done = (answer) => arguments[arguments.length - 1](JSON.stringify(answer));
        Promise.resolve([...arguments].slice(0, -1)).then((args) => (${work})(...args)).then(
          (value) => done({ value }),
          (error) => done({ error: String(error) }),
        );`;
      const { value, error } = JSON.parse(await send('POST', `${session}/execute/async`, { script, args }));
      if (error) throw new Error(error);
      return value;
    },
    async close() {
      await send('DELETE', session).catch(() => {}); // it may have crashed, which a test has said
      children.forEach(end);
    },
  };
}
