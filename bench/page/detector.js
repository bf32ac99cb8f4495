// Finding the face in a camera's frame, by every engine.
import { fetched } from './fetched.js';
import { finders } from './finders.js';
import { alternate } from './measure.js';

const SAME = 10; // pixels of the frame, between the middles of two engines' boxes
const TURNS = { rounds: 60, blockMs: 10 };

/**
 * @param {{ weights: string, model?: string }} urls mimique's weights, MediaPipe's model
 * @returns {Promise<{ samples: Record<string, number[]> }>} milliseconds a frame, by engine
 */
export async function detector({ weights, model }) {
  const all = await finders({
    weights: await fetched(weights),
    model: model ? await fetched(model) : undefined,
  });
  compare(all);
  const samples = await alternate(all, TURNS);
  for (const { free } of all) free();
  return { samples };
}

/** Stops unless all engines find the face in the same place. @param {import('./finders.js').Finder[]} all */
function compare(all) {
  const [expected, ...others] = all.map(({ name, run, middle }) => ({ name, ...middle(run()) }));
  for (const { name, x, y } of others) {
    if (Math.hypot(x - expected.x, y - expected.y) <= SAME) continue;
    throw new Error(
      `${name} has the face at ${x}, ${y}, ${expected.name} at ${expected.x}, ${expected.y}: not the same face`,
    );
  }
}
