// Drives the built site (`npm run build` first, which `npm test` does): what is tested is what ships.
import { createServer } from 'node:net';
import { defineConfig } from '@playwright/test';
import { launchOptions } from './scripts/chromium.mjs';

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });

// Playwright reads this file once per process: the first one chooses the port, its workers inherit it.
process.env.MIMIQUE_TEST_PORT ??= String(await freePort());
const port = process.env.MIMIQUE_TEST_PORT;

export default defineConfig({
  testDir: 'tests/browser',
  // Tests wait for events, however slow the machine is: these limits only end what hangs. A pass is as quick as with short ones.
  timeout: 600_000,
  expect: { timeout: 60_000, toPass: { timeout: 60_000 } },
  maxFailures: process.env.CI ? 20 : 0, // a build in which nothing works is not waited for, test by test
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    // Without pictures of every frame, which took more than half of all the time; the page of each step is kept as it stood.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true },
    serviceWorkers: 'block', // or no test could answer a request itself; offline.spec.js has its own
    launchOptions: await launchOptions(),
  },
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort`,
    port: Number(port),
    reuseExistingServer: false,
  },
});
