// Work that is done a piece per frame, so that the page answers between the pieces and lays out one of them at a time.

/**
 * Takes pieces to be done, each of which looks at what is newest when its turn comes. One that still waits keeps its turn: pieces
 * that come again and again all get done. A hidden tab has no frames: what waits is drawn when it is seen again.
 * @param {(next: () => void) => unknown} [frame] calls back at the next frame
 * @returns {(pieces: (() => unknown)[]) => void}
 */
export function spreader(frame = requestAnimationFrame) {
  /** @type {(() => unknown)[]} */
  let left = [];
  let waits = false;
  const wait = () => {
    waits = left.length > 0;
    if (waits) frame(next);
  };
  const next = () => {
    left.shift()?.();
    wait();
  };
  return (pieces) => {
    left = [...left, ...pieces.filter((piece) => !left.includes(piece))];
    if (!waits) wait();
  };
}
