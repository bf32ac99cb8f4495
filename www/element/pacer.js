/**
 * Lets at most `maxFps` frames per second pass, evenly, without dropping every other frame of a camera that runs at
 * about that rate.
 * @returns {(nowMs: number, maxFps: number) => boolean}
 */
export function pacer() {
  let due = -Infinity;
  return (nowMs, maxFps) => {
    const interval = 1000 / maxFps;
    if (nowMs < due - interval / 4) return false;
    due = (nowMs - due < interval ? due : nowMs) + interval;
    return true;
  };
}
