// Which lessons a learner has done, kept in this browser alone.

const KEY = 'mimique-lessons-done';

/** @returns {string[]} names of lessons */
export function done() {
  try {
    const names = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(names) ? names : [];
  } catch {
    return []; // storage is blocked, or somebody else wrote there
  }
}

/** @param {string} name */
export function tick(name) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...new Set([...done(), name])]));
  } catch {
    // without storage, a tick lasts as long as the page
  }
}
