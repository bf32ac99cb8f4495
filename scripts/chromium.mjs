// The browser that the tests drive: the system's Chromium, else Debian's package, else Playwright's download.
import { existsSync } from 'node:fs';
import { answers, aptInstall, fail, onPath, output, run, step } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const SHELL = 'chromium-headless-shell';
const ON_MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The path of a Chromium that starts: a file alone proves nothing, Ubuntu's is a stub that asks for a snap. */
function systemChromium() {
  const asked = process.env.CHROMIUM_PATH;
  if (asked && !answers(asked, '--version')) {
    fail(`CHROMIUM_PATH is ${asked}, which does not start. Point it at a Chromium or Chrome, or unset it.`);
  }
  return asked || [...NAMES.map(onPath), ON_MAC].find((path) => path && answers(path, '--version'));
}

async function playwrightChromium() {
  const { chromium } = await import('@playwright/test');
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/**
 * The tests measure what text takes up, in a font as wide as Arial, which the page asks for: Debian's Chromium comes without
 * one and would take DejaVu, a seventh wider.
 */
async function ensureFonts() {
  if (process.platform !== 'linux' || /arial|liberation/i.test(output('fc-match', 'Arial'))) return;
  if (await aptInstall('Installing a font as wide as Arial for the browser tests', 'fonts-liberation'))
    return;
  console.log(
    '  no font as wide as Arial was found: tests that measure text may fail (Debian: fonts-liberation)',
  );
}

/** Installs a Chromium where there is none. */
export async function ensureChromium() {
  await ensureFonts();
  if (systemChromium() ?? (await playwrightChromium())) return;
  await aptInstall('Installing Chromium for the browser tests (about 100 MB)', 'chromium');
  if (systemChromium()) return;
  await step('Downloading Chromium for the browser tests (about 170 MB)', () =>
    run(
      'node',
      ['node_modules/@playwright/test/cli.js', 'install', '--no-shell', 'chromium'],
      'Install Chromium or Chrome (Debian: apt-get install chromium), or set CHROMIUM_PATH to one, then run this again.',
    ),
  );
}

/**
 * The environment of tests: it names Chromium's headless shell where there is one, which is the same engine without what draws windows
 * and takes two thirds of the time. Installed by itself only in CI; elsewhere Chromium does.
 * @returns {Promise<Record<string, string>>}
 */
export async function browserForTests() {
  await ensureChromium();
  if (process.env.CHROMIUM_PATH) return {};
  if (process.env.CI && !onPath(SHELL))
    await aptInstall("Installing Chromium's headless shell, in which tests are quicker (64 MB)", SHELL);
  const shell = onPath(SHELL);
  return shell && answers(shell, '--version') ? { MIMIQUE_SHELL: shell } : {};
}

/**
 * Playwright's `launchOptions`. It is no sum of the config's and a test file's, so a file that needs switches says
 * `test.use({ launchOptions: await launchOptions('--use-fake-device-for-media-stream') })`.
 * @param {...string} args
 */
export async function launchOptions(...args) {
  const whole = await wholeBrowser(...args);
  return { ...whole, executablePath: process.env.MIMIQUE_SHELL ?? whole.executablePath };
}

/** `launchOptions` of a browser that asks its user for a camera, which the headless shell cannot. @param {...string} args */
export async function wholeBrowser(...args) {
  // Found once, and told to the processes that Playwright starts.
  const executablePath = systemChromium() ?? (await playwrightChromium());
  if (executablePath) process.env.CHROMIUM_PATH = executablePath;
  const quiet = [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { executablePath, args: [...root, ...quiet, ...args] };
}
