// The service worker: the built site's files, kept by version. A new version takes over when the last page of the old one
// is closed, as an open page may still load parts of its own version, or when a visitor asks for it (offline.js).
import { cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkFirst } from 'workbox-strategies';

// Put in by scripts/offline.mjs.
const files = /** @type {{ url: string, revision: string | null }[]} */ (
  /** @type {any} */ (globalThis).__FILES__
);

addEventListener('message', ({ data }) => {
  if (data === 'take over') /** @type {any} */ (globalThis).skipWaiting();
});
cleanupOutdatedCaches();
// Both builds of the WebAssembly: what this browser can run changes with its version and its settings.
precacheAndRoute(files, { ignoreURLParametersMatching: [/./] }); // the address holds the page's state

const MOST_CHECKPOINTS = 12;
/** A server's home page in place of a checkpoint is not kept, and the oldest checkpoints go. @type {import('workbox-core').WorkboxPlugin} */
const limits = {
  cacheWillUpdate: async ({ response }) =>
    response.ok && !response.headers.get('content-type')?.startsWith('text/html') ? response : null,
  cacheDidUpdate: async ({ cacheName }) => {
    const cache = await caches.open(cacheName);
    const keys = await cache.keys();
    for (const key of keys.slice(0, Math.max(0, keys.length - MOST_CHECKPOINTS))) await cache.delete(key);
  },
};

// Any other checkpoint that was read here once: a trainer's own, the lessons' (which offline.js puts there).
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.endsWith('.safetensors'),
  // A network that hangs is as good as none.
  new NetworkFirst({ cacheName: 'checkpoints', networkTimeoutSeconds: 5, plugins: [limits] }),
);

// What trains in the lab, once it was there: named by its content.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && /\/lab_bg-[^/]*\.wasm$/.test(url.pathname),
  new CacheFirst({ cacheName: 'lab' }),
);
