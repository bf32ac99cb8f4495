// What the server of the zip, the tests and the bench gives to those who ask for what they should not have.
import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { PAGES } from '../../scripts/pages.mjs';
import { serve } from '../../scripts/serve.mjs';

const SECRET = 'not to be had';
/** @type {string} */
let above;
/** @type {Awaited<ReturnType<typeof serve>>} */
let server;

before(async () => {
  above = mkdtempSync(join(tmpdir(), 'mimique-'));
  mkdirSync(join(above, 'site', 'folder'), { recursive: true });
  writeFileSync(join(above, 'secret.txt'), SECRET);
  writeFileSync(join(above, 'site', 'index.html'), '<p>start</p>');
  writeFileSync(join(above, 'site', '.hidden'), SECRET);
  writeFileSync(join(above, 'site', 'folder', 'index.html'), '<p>folder</p>');
  server = await serve(join(above, 'site'));
});
after(() => {
  server.close();
  rmSync(above, { recursive: true });
});

/** Sends a request as it stands, which `fetch` would tidy. @param {string} target @param {string} [host] @param {string} [more] */
function ask(target, host = 'localhost', more = '') {
  const { port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1', () =>
      socket.write(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${more}Connection: close\r\n\r\n`),
    );
    socket.setEncoding('utf8').on('data', (data) => (text += data));
    socket.on('close', () => resolve(text)).on('error', reject);
  });
}

const TARGETS = [
  '/../secret.txt',
  '/.hidden',
  '/%2ehidden',
  '/..%2fsecret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
  '/..%5csecret.txt',
  '/%252e%252e%252fsecret.txt',
  '//',
  '//secret.txt',
  '//localhost/..%2fsecret.txt',
  '/%',
  '/%00',
  '/secret.txt%00',
  '/%ff',
  '/\\',
  'http://[',
  'http://[/secret.txt',
  'http://localhost/../secret.txt',
  '*',
  '/..',
];
for (const target of TARGETS) {
  test(`nothing above the folder is given for ${target}, and the server goes on`, async () => {
    const answer = await ask(target);
    assert.doesNotMatch(answer, /not to be had|root:/);
    assert.doesNotMatch(answer, /^HTTP\/1\.1 5/);
    assert.match(await ask('/'), /^HTTP\/1\.1 200 OK[^]*<p>start<\/p>/);
  });
}

for (const host of [
  'evil.example',
  'localhost.evil.example',
  'evil.example:80',
  '10.0.0.1',
  'localhost@evil.example',
]) {
  test(`a page that calls this machine ${host} reads nothing`, async () => {
    assert.match(await ask('/', host), /^HTTP\/1\.1 421 /);
  });
}

for (const host of ['localhost', 'localhost:8000', '127.0.0.1:1', '[::1]:8000']) {
  test(`${host} is this machine`, async () => {
    assert.match(await ask('/', host), /^HTTP\/1\.1 200 /);
  });
}

test('a range that is none breaks off one answer, not the server', async () => {
  await ask('/', 'localhost', 'Range: bytes=5-2\r\n');
  assert.match(await ask('/'), /^HTTP\/1\.1 200 /);
});

/** The policy that a page states for itself. @param {string} page */
const stated = (page) =>
  /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(readFileSync(page, 'utf8'))?.[1];

/** A policy's sources, by directive. @param {string} [policy] @returns {Map<string, string[]>} */
const sources = (policy = '') =>
  new Map(policy.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]));
const sent = async () => sources(/content-security-policy: (.+)\r\n/i.exec(await ask('/'))?.[1]);

for (const page of PAGES) {
  test(`the policy of every answer has all that ${page} asks of its own`, async () => {
    const policy = await sent();
    const wanted = sources(stated(page));
    assert.ok(wanted.size > 5);
    for (const [directive, asked] of wanted)
      for (const source of asked)
        assert.ok(policy.get(directive)?.includes(source), `${directive} ${source}`);
  });
}

test('the policy of every answer allows nothing that no page asks for', async () => {
  const asked = PAGES.map((page) => sources(stated(page)));
  for (const [directive, allowed] of await sent())
    for (const source of allowed.filter((each) => each !== "'none'"))
      assert.ok(
        asked.some((page) => (page.get(directive) ?? []).includes(source)),
        `${directive} ${source}`,
      );
});

test('the camera is for this site alone, types are what they are said to be, and no address is passed on', async () => {
  const answer = await ask('/');
  assert.match(answer, /permissions-policy: camera=\(self\), microphone=\(\)/i);
  assert.match(answer, /x-content-type-options: nosniff/i);
  assert.match(answer, /referrer-policy: no-referrer/i);
});

test('a worker may read what its page made, and nothing of another site', async () => {
  const policy = (await fetch(`${server.origin}/`)).headers.get('content-security-policy') ?? '';
  assert.match(policy, /connect-src 'self' blob:;/); // the network that the lab has trained
});

test('a folder without its slash is led to the one with it', async () => {
  assert.match(await ask('/folder'), /^HTTP\/1\.1 308 [^]*location: \/folder\/\r\n/i);
  assert.match(await ask('/folder/?lang=fr'), /^HTTP\/1\.1 200 [^]*<p>folder<\/p>/);
});

test('what is not there is said to be so', async () => {
  assert.match(await ask('/none.html'), /^HTTP\/1\.1 404 /);
});

test('nothing is taken from a page that sends', async () => {
  const answer = await fetch(`${server.origin}/`, { method: 'POST', body: 'x' });
  assert.equal(answer.status, 405);
});

test('an answer that is broken off lets go of its file', { skip: process.platform === 'win32' }, async () => {
  writeFileSync(join(above, 'site', 'large.bin'), Buffer.alloc(32 << 20));
  const open = () => readdirSync('/dev/fd').length;
  const before = open();
  for (let i = 0; i < 20; i++) {
    const abort = new AbortController();
    await fetch(`${server.origin}/large.bin`, { signal: abort.signal });
    abort.abort();
  }
  while (open() > before + 4) await setImmediate(); // the runner ends a test that waits for ever
});
