// Without a network: the service worker of the site, and the zip for a USB stick.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { unzipSync } from 'fflate';
import { serve } from '../../scripts/serve.mjs';
import { expect, meter, opened, picture, reached, test } from './helpers.js';

test.use({ serviceWorkers: 'allow' });

test('once it has been read here, the page works without the server, with other options too', async ({
  page,
}) => {
  const server = await serve('dist');
  try {
    await opened(page, `${server.origin}/`);
    await page.evaluate(() => navigator.serviceWorker.ready);
  } finally {
    server.close();
  }
  await page.reload();
  await reached(page, 'ready');
  await opened(page, `${server.origin}/embed.html?classes=3&weights=models/lenet-tiny.safetensors`);
  await expect(meter(page).getByRole('meter')).toHaveCount(3);
  // A photo needs the detector, which this page had not loaded.
  const buffer = await picture(page, { width: 640, height: 480, square: 300 });
  const found = await meter(page).evaluate(async (element, base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const meter = /** @type {import('./helpers.js').ExpressionMeter} */ (element);
    return (await meter.classify(new Blob([bytes])))?.face;
  }, buffer.toString('base64'));
  expect(found?.score).toBeGreaterThan(0.5);
});

test('once the deck has been opened here, it works without the server, feature maps included', async ({
  page,
}) => {
  const server = await serve('dist');
  try {
    await page.goto(`${server.origin}/www/course/?lang=en`);
    await page.locator('.deck.ready').waitFor();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      while (!(await caches.match(new URL('../../models/lenet5-article.safetensors', location.href))))
        await new Promise(requestAnimationFrame);
    });
  } finally {
    server.close();
  }
  await page.goto(`${server.origin}/www/course/?lang=en#/maps`);
  await page.reload();
  await expect(page.locator('#maps canvas').nth(20)).toBeVisible();
  await page.goto(`${server.origin}/www/course/snippets.html`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('every file of the site has its checksum, and none has changed since', async () => {
  const named = readFileSync('dist/SHA256SUMS', 'utf8').trim().split('\n');
  const files = readdirSync('dist', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !['SHA256SUMS', 'mimique-offline.zip'].includes(entry.name))
    .map((entry) => relative('dist', join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
  expect(named.map((line) => line.slice(66)).sort()).toEqual(files.sort());
  for (const line of named) {
    const hash = createHash('sha256').update(readFileSync(join('dist', line.slice(66))));
    expect(hash.digest('hex'), line.slice(66)).toBe(line.slice(0, 64));
  }
});

test('the bill of materials names every crate, npm package and checkpoint that ships, with a licence', () => {
  /** @type {{ components: { name: string, licenses: { expression: string }[] }[] }} */
  const { components } = JSON.parse(readFileSync('dist/sbom.cdx.json', 'utf8'));
  const names = components.map(({ name }) => name);
  const weights = readdirSync('dist/models').filter((name) => name.endsWith('.safetensors'));
  expect(weights.length).toBeGreaterThan(0);
  const shipped = [
    'candle-core',
    'fflate',
    'gemm',
    'rust-std',
    'wasm-bindgen',
    'reveal.js',
    'sirv',
    'workbox-core',
  ];
  expect(names).toEqual(expect.arrayContaining([...shipped, ...weights.map((name) => `models/${name}`)]));
  // What tests or build with alone.
  expect(names).not.toEqual(expect.arrayContaining(['proptest', 'clap', 'vite', 'wasm-bindgen-macro']));
  const licences = readFileSync('dist/licences.txt', 'utf8');
  for (const { name, licenses } of components) {
    expect(licenses[0].expression, name).not.toBe('unknown');
    expect(licences).toContain(`${name} `);
  }
});

test('a new version is taken once the pages of the old one are closed', async ({ browser }) => {
  const folder = mkdtempSync(join(tmpdir(), 'mimique-'));
  unzip(folder);
  const site = join(folder, 'mimique');
  const server = await serve(site);
  const context = await browser.newContext();
  try {
    const first = await context.newPage();
    await opened(first, `${server.origin}/`);
    await first.evaluate(() => navigator.serviceWorker.ready);
    renew(site);
    const waiting = await first.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      const worker = registration.installing ?? registration.waiting;
      while (worker && worker.state === 'installing')
        await new Promise((resolve) => worker.addEventListener('statechange', resolve, { once: true }));
      return worker?.state;
    });
    expect(waiting).toBe('installed'); // it waits: this page keeps its version
    const reload = first.getByRole('status').getByRole('button', { name: 'Reload' });
    await expect(reload).toBeVisible(); // and says so
    await first.close();
    const second = await context.newPage();
    await expect(async () => {
      await opened(second, `${server.origin}/embed.html`);
      expect(
        await second.evaluate(async () => (await (await fetch('index.html')).text()).includes('New: ')),
      ).toBe(true);
    }).toPass();
  } finally {
    await context.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
});

test('the notice of a new version takes it at once, in the language of the page', async ({ browser }) => {
  const folder = mkdtempSync(join(tmpdir(), 'mimique-'));
  unzip(folder);
  const site = join(folder, 'mimique');
  const server = await serve(site);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await opened(page, `${server.origin}/?lang=fr`);
    await page.evaluate(() => navigator.serviceWorker.ready);
    const reload = page.getByRole('button', { name: 'Recharger' });
    await expect(reload).toBeHidden(); // the first version is no new one
    await page.reload();
    await reached(page, 'ready');
    await expect(reload).toBeHidden();
    renew(site);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await expect(reload).toBeVisible();
    await Promise.all([page.waitForEvent('load'), reload.click()]);
    await reached(page, 'ready');
    expect(await page.evaluate(async () => (await fetch('index.html')).text())).toContain('New: ');
    await expect(reload).toBeHidden();
  } finally {
    await context.close();
    server.close();
    rmSync(folder, { recursive: true });
  }
});

/** Puts a new version in place of a site. @param {string} site */
function renew(site) {
  const html = readFileSync(join(site, 'index.html'), 'utf8');
  writeFileSync(join(site, 'index.html'), html.replace('<title>', '<title>New: '));
  const worker = readFileSync(join(site, 'sw.js'), 'utf8');
  writeFileSync(join(site, 'sw.js'), worker.replace(/(index\.html[^}]*?revision[^`"']*[`"'])\w+/, '$1new'));
}

/** @param {string} folder */
function unzip(folder) {
  for (const [path, bytes] of Object.entries(unzipSync(readFileSync('dist/mimique-offline.zip')))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

/** @type {[name: string, program: string, args: (port: string) => string[]][]} */
const SERVERS = [
  ['the server in the zip', process.execPath, (port) => ['serve.mjs', port]],
  ["Python's server", 'python3', (port) => ['-u', '-m', 'http.server', port]],
  ['npx serve', process.execPath, (port) => [resolve('node_modules/serve/build/main.js'), '-l', port]],
];
for (const [name, program, args] of SERVERS) {
  test(`the zip runs from a folder with ${name}`, async ({ page }) => {
    const folder = mkdtempSync(join(tmpdir(), 'mimique-'));
    unzip(folder);
    const free = await serve(folder);
    const { port } = new URL(free.origin);
    free.close();
    const cwd = join(folder, 'mimique');
    const server = spawn(program, args(port), { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      await once(server.stdout, 'data'); // it says where it listens
      await opened(page, `http://localhost:${port}/`);
      await expect(meter(page).getByRole('meter')).toHaveCount(7);
      await opened(page, `http://localhost:${port}/embed.html?classes=3`);
      await expect(meter(page).getByRole('meter')).toHaveCount(3);
      await page.goto(`http://localhost:${port}/www/course/`);
      await page.locator('.deck.ready').waitFor();
    } finally {
      server.kill();
      rmSync(folder, { recursive: true });
    }
  });
}
