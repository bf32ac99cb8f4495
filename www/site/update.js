// A new version of the site waits until the pages of the old one are closed, or the visitor reloads.

/**
 * Says once that a new version waits, or has been let in by another page of the site.
 * @param {ServiceWorkerRegistration} registration
 * @param {(reload: () => void) => void} onUpdate
 */
export function watchUpdates(registration, onUpdate) {
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
