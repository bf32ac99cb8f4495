// Keeps the page for when there is no network: scripts/offline.mjs writes the service worker of a built site.

/**
 * Once the first reading is there and the browser has nothing else to do, unless the visitor saves data.
 * @param {string} root where the site begins, seen from this page
 */
export function keepOffline(root) {
  const { serviceWorker, connection } = /** @type {Navigator & { connection?: { saveData: boolean } }} */ (
    navigator
  );
  if (!import.meta.env?.PROD || !serviceWorker || connection?.saveData) return;
  const policy = /** @type {{ trustedTypes?: any }} */ (globalThis).trustedTypes?.createPolicy(
    'mimique-offline',
    {
      createScriptURL: (/** @type {string} */ url) => url,
    },
  );
  const { href } = new URL(`${root}sw.js`, document.baseURI);
  const register = () => serviceWorker.register(policy?.createScriptURL(href) ?? href).catch(() => {});
  const idle = globalThis.requestIdleCallback ?? setTimeout;
  addEventListener('expression-ready', () => idle(register), { once: true });
}
