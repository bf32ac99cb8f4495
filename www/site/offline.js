// Keeps the page for when there is no network: scripts/offline.mjs writes the service worker of a built site.

/** Checkpoints that a page needs besides those that every visitor keeps; sw.js looks for them here. */
const CHECKPOINTS = 'checkpoints';

/**
 * Once the page stands and the browser has nothing else to do, unless the visitor saves data.
 * @param {string} root where the site begins, seen from this page
 * @param {{ once?: string, checkpoints?: URL[], onUpdate?: (reload: () => void) => void }} [options] the event of the window after
 *   which the page stands, the checkpoints to keep besides, and what to do once a new version waits for this page to go
 */
export function keepOffline(root, { once = 'expression-ready', checkpoints = [], onUpdate } = {}) {
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
    if (onUpdate) watch(registration, onUpdate);
    if (checkpoints.length) await (await caches.open(CHECKPOINTS)).addAll(checkpoints.map(String));
  }
  const idle = globalThis.requestIdleCallback ?? setTimeout;
  addEventListener(once, () => idle(() => keep().catch(() => {})), { once: true });
}

/**
 * Says once that a new version waits, or has been let in by another page of the site.
 * @param {ServiceWorkerRegistration} registration
 * @param {(reload: () => void) => void} onUpdate
 */
function watch(registration, onUpdate) {
  let told = false;
  function tell() {
    if (!told) onUpdate(reload);
    told = true;
  }
  function reload() {
    const { waiting } = registration;
    if (!waiting) return location.reload();
    waiting.addEventListener('statechange', () => waiting.state === 'activated' && location.reload());
    waiting.postMessage('take over');
  }
  function follow() {
    const { installing, active } = registration;
    if (!active) return; // the first version is no new one
    installing?.addEventListener('statechange', () => installing.state === 'installed' && tell());
  }
  if (registration.waiting) tell();
  follow();
  registration.addEventListener('updatefound', follow);
  navigator.serviceWorker.addEventListener('controllerchange', tell);
}
