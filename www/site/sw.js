// The service worker: the built site's files, kept by version. A new version takes over when the last page of the old one
// is closed, as an open page may still load parts of its own version.
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkFirst } from 'workbox-strategies';
import { hasRelaxedSimd } from '../worker/relaxed-simd.js';

// Put in by scripts/offline.mjs.
const files = /** @type {{ url: string, revision: string | null }[]} */ (
  /** @type {any} */ (globalThis).__FILES__
);
const unneeded = hasRelaxedSimd() ? /\/mimique_bg-/ : /\/mimique_relaxed_bg-/;

cleanupOutdatedCaches();
precacheAndRoute(
  files.filter(({ url }) => !unneeded.test(url)),
  { ignoreURLParametersMatching: [/./] }, // the address holds the page's state
);

// Any other checkpoint that was read here once: a trainer's own, the lessons' (which offline.js puts there).
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.endsWith('.safetensors'),
  new NetworkFirst({ cacheName: 'checkpoints' }),
);

// What trains in the lab, once it was there: named by its content.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && /\/lab_bg-[^/]*\.wasm$/.test(url.pathname),
  new CacheFirst({ cacheName: 'lab' }),
);
