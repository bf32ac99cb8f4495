// `npm run soak`: an hour of camera frames (108,000, 30 a second), as fast as the browser shows them, then ten minutes in real time.
import { buildSite } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { main, run } from './run.mjs';

await main(import.meta.url, async () => {
  await buildSite();
  await ensureChromium();
  const env = {
    SOAK_FRAMES: process.env.SOAK_FRAMES ?? '108000',
    SOAK_MINUTES: process.env.SOAK_MINUTES ?? '10',
  };
  const args = ['node_modules/@playwright/test/cli.js', 'test', 'tests/browser/soak.spec.js', '--workers=1'];
  await run('node', args, 'What grew or slowed down is shown above.', env);
});
