// Training in the browser: steps on random pictures, by mimique and by candle's own ops.
import { chosen, load } from './builds.js';
import { alternate, quantile } from './measure.js';

/** @param {string} arch */
export async function training(arch) {
  const { Training: Ours } = await load(chosen);
  const { Training: Theirs } = await load('simd128');
  const tasks = { mimique: new Ours(arch, false), candle: new Theirs(arch, true) };
  const pictures = { mimique: tasks.mimique.step(), candle: tasks.candle.step() };
  const runners = [
    { name: 'mimique', run: () => tasks.mimique.step() },
    { name: 'candle', run: () => tasks.candle.step() },
  ];
  const samples = await alternate(runners, { rounds: 7, blockMs: 1000 });
  /** Pictures a second in each round. @param {'mimique' | 'candle'} name */
  const speeds = (name) => samples[name].map((ms) => (pictures[name] / ms) * 1000);
  const [ours, theirs] = [speeds('mimique'), speeds('candle')];
  return {
    images_per_s: quantile(ours),
    ratio_to_candle: quantile(ours.map((speed, round) => speed / theirs[round])), // above 1, ours is the faster
    candle: { images_per_s: quantile(theirs) },
  };
}
