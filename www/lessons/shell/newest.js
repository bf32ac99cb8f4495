/**
 * Something that is asked for more often than it can be done: once at a time, and of what was asked meanwhile only the last.
 * @param {() => Promise<unknown>} act
 * @returns {() => Promise<void>}
 */
export function newest(act) {
  let busy = false;
  let again = false;
  return async function ask() {
    again = busy;
    if (busy) return;
    busy = true;
    try {
      await act();
    } finally {
      busy = false;
      if (again) ask();
    }
  };
}
