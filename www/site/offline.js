// Keeps the page for when there is no network: scripts/offline.mjs writes the service worker of a built site.

/** Checkpoints that a page needs besides those that every visitor keeps; sw.js looks for them here. */
const CHECKPOINTS = 'checkpoints';

/**
 * Once the page stands and the browser has nothing else to do, unless the visitor saves data.
 * @param {string} root where the site begins, seen from this page
 * @param {{ once?: string, checkpoints?: URL[], onKept?: (registration: ServiceWorkerRegistration) => void }} [options] the event of the window after
 *   which the page stands (default: it stands by now), the checkpoints to keep besides, and what to do once the page is kept
 */
export function keepOffline(root, { once, checkpoints = [], onKept } = {}) {
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
  async function keep() {
    const registration = await serviceWorker.register(policy?.createScriptURL(href) ?? href);
    onKept?.(registration);
    if (checkpoints.length) await (await caches.open(CHECKPOINTS)).addAll(checkpoints.map(String));
  }
  const idle = globalThis.requestIdleCallback ?? setTimeout;
  const begin = () => idle(() => keep().catch(() => {}));
  if (once) addEventListener(once, begin, { once: true });
  else begin();
}
