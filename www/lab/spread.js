// Work that is done a piece per task, so that the page answers between the pieces.

/**
 * Takes pieces to be done, each of which looks at what is newest when its turn comes. One that still waits keeps its turn: pieces
 * that come again and again all get done.
 * @returns {(pieces: (() => unknown)[]) => void}
 */
export function spreader() {
  /** @type {(() => unknown)[]} */
  let left = [];
  let waits = false;
  const wait = () => {
    waits = left.length > 0;
    if (waits) setTimeout(next);
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
