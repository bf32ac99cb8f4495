// The other engines that the tests drive, from the system or from Debian's packages: Firefox, and WebKitGTK's MiniBrowser.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { answers, aptInstall, fail, onPath } from './run.mjs';

const FIREFOX = ['firefox-esr', 'firefox'];
const ON_MAC = '/Applications/Firefox.app/Contents/MacOS/firefox';
const LIBRARIES = ['/usr/lib', '/usr/lib64', '/usr/libexec'];

/** Whether there is a WebKit to test: WebKitGTK is for X11 and Wayland alone. */
export const hasWebkit = !['darwin', 'win32'].includes(process.platform);

/** The path of a Firefox that starts: a file alone proves nothing, Ubuntu's is a stub that asks for a snap. */
export function firefox() {
  const asked = process.env.FIREFOX_PATH;
  if (asked && !answers(asked, '--version')) {
    fail(`FIREFOX_PATH is ${asked}, which does not start. Point it at a Firefox, or unset it.`);
  }
  return asked || [...FIREFOX.map(onPath), ON_MAC].find((path) => path && answers(path, '--version'));
}

/** What driving WebKitGTK takes: its WebDriver server, the browser that comes with it, and a screen without a monitor. */
export function webkit() {
  const driver = onPath('WebKitWebDriver');
  const screen = onPath('Xvfb');
  const browser = miniBrowser();
  return driver && screen && browser ? { driver, screen, browser } : undefined;
}

/** MiniBrowser lies beside the library's own programs: `lib/x86_64-linux-gnu/webkit2gtk-4.1/`, `libexec/webkitgtk-6.0/`. */
function miniBrowser() {
  const asked = process.env.MINIBROWSER_PATH;
  if (asked && !existsSync(asked)) {
    fail(
      `MINIBROWSER_PATH is ${asked}, which is not there. Point it at WebKitGTK's MiniBrowser, or unset it.`,
    );
  }
  const libraries = LIBRARIES.filter(existsSync);
  const folders = [...libraries, ...libraries.flatMap((folder) => inside(folder, /-linux-gnu\w*$/))];
  const beside = folders.flatMap((folder) => inside(folder, /^webkit2?gtk/));
  return asked || beside.map((folder) => join(folder, 'MiniBrowser')).find(existsSync);
}

/** @param {string} folder @param {RegExp} name */
const inside = (folder, name) =>
  readdirSync(folder)
    .filter((entry) => name.test(entry))
    .map((entry) => join(folder, entry));

/** Installs a Firefox and a WebKitGTK where there is none. */
export async function ensureBrowsers() {
  const missing = () => [
    ...(firefox() ? [] : ['firefox-esr']),
    ...(webkit() || !hasWebkit ? [] : ['webkit2gtk-driver', 'xvfb']),
  ];
  const packages = missing();
  if (packages.length === 0) return;
  await aptInstall('Installing Firefox and WebKitGTK for the tests (about 200 MB)', ...packages);
  const still = missing();
  if (still.length === 0) return;
  fail(
    `A browser for the tests is missing. Install what Debian calls ${still.join(', ')}, or set FIREFOX_PATH to a ` +
      'Firefox and MINIBROWSER_PATH to a MiniBrowser (with WebKitWebDriver and Xvfb on the PATH), then run this again.',
  );
}
