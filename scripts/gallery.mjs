// `npm run gallery`: the pictures of docs/, taken from the built site.
/* global document, createImageBitmap, OffscreenCanvas -- in the page */
import { mkdirSync, writeFileSync } from 'node:fs';
import { lessons } from '../www/lessons/list.js';
import { buildSite } from './build.mjs';
import { ensureChromium, launchOptions } from './chromium.mjs';
import { main, step } from './run.mjs';
import { serve } from './serve.mjs';

/**
 * @typedef {object} Shot
 * @property {string} address
 * @property {[width: number, height: number]} size CSS pixels
 * @property {'light' | 'dark'} [scheme]
 * @property {number} [scale] device pixels a CSS pixel
 * @property {string} [press] a button to press before
 * @property {RegExp} [until] what then has to be said before
 */
/** @type {Record<string, Shot>} */
const SHOTS = {
  page: { address: '?lang=en', size: [1280, 800] },
  'page-fr-groups': { address: '?lang=fr&classes=3', size: [1280, 800] },
  phone: { address: '?lang=fr', size: [390, 844], scheme: 'dark', scale: 2 },
  model: { address: 'embed.html?lang=en', size: [1000, 1120], press: 'About the model' },
  error: { address: 'embed.html?lang=en&source=webcam', size: [1000, 720] },
  'slide-maps': { address: 'www/course/?lang=en#/maps', size: [1280, 720] },
  'slide-confusion': { address: 'www/course/?lang=fr#/confusion', size: [1280, 720] },
  snippets: { address: 'www/course/snippets.html?lang=en', size: [1280, 900], scheme: 'dark' },
};
/** Each lesson as it is seen on a desk, on a phone and before a projector. @type {Record<string, Omit<Shot, 'address'> & { lang: string }>} */
const LESSON_SHOTS = {
  desktop: { lang: 'en', size: [1280, 800] },
  phone: { lang: 'fr', size: [390, 844], scheme: 'dark', scale: 2 },
  projector: { lang: 'fr', size: [1920, 1080] },
};
for (const name of Object.keys(lessons))
  for (const [where, { lang, ...shot }] of Object.entries(LESSON_SHOTS))
    SHOTS[`lessons/${name}-${where}`] = { address: `lessons.html?lesson=${name}&lang=${lang}`, ...shot };
/** The lab after a run of a few seconds. */
const LAB = 'lab.html?pictures=40&pose=0.5&ambiguity=0.2&batch=16&epochs=12';
const LAB_WORDS = {
  en: { press: 'Train', until: /^Done:/ },
  fr: { press: 'Entraîner', until: /^Terminé/ },
};
for (const [where, { lang, ...shot }] of Object.entries(LESSON_SHOTS))
  SHOTS[`lessons/lab-${where}`] = {
    ...{ address: `${LAB}&lang=${lang}`, ...shot },
    ...LAB_WORDS[/** @type {'en' | 'fr'} */ (lang)],
  };
const QUALITY = 0.8;

/** @param {import('@playwright/test').Browser} browser @param {string} origin @param {Shot} shot */
async function take(
  browser,
  origin,
  { address, size: [width, height], scheme = 'light', scale = 1, press, until },
) {
  const page = await browser.newPage({
    ...{ viewport: { width, height }, colorScheme: scheme, deviceScaleFactor: scale },
    ...{ reducedMotion: 'reduce', serviceWorkers: 'block' },
  });
  await page.goto(`${origin}/${address}`, { waitUntil: 'networkidle' });
  // A lesson has looked at its picture when its source says nothing more.
  await page.waitForFunction(() => !document.querySelector('.source .message')?.textContent);
  if (press) await page.getByRole('button', { name: press, exact: true }).click();
  if (until) await page.getByText(until).waitFor({ timeout: 300_000 });
  await page.evaluate(() => Promise.all(document.getAnimations().map(({ finished }) => finished)));
  const png = (await page.screenshot()).toString('base64');
  await page.goto('about:blank');
  // Chromium is the encoder, too: a WebP is a fifth of the PNG.
  const webp = await page.evaluate(
    async ([png, quality]) => {
      const bytes = Uint8Array.from(atob(String(png)), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes]));
      const canvas = new OffscreenCanvas(image.width, image.height);
      canvas.getContext('2d')?.drawImage(image, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality: Number(quality) });
      let text = '';
      for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
      return btoa(text);
    },
    [png, QUALITY],
  );
  await page.close();
  return Buffer.from(webp, 'base64');
}

await main(import.meta.url, async () => {
  await buildSite();
  await ensureChromium();
  const { chromium } = await import('@playwright/test');
  const server = await serve('dist');
  const browser = await chromium.launch(await launchOptions());
  mkdirSync('docs/lessons', { recursive: true });
  await step('Taking the pictures', async () => {
    for (const [name, shot] of Object.entries(SHOTS)) {
      writeFileSync(`docs/${name}.webp`, await take(browser, server.origin, shot));
    }
  });
  await browser.close();
  server.close();
});
