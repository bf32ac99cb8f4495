// Where a run stands, in a sentence.
import { whole } from '../figures/words.js';

/**
 * @param {{ lang: import('../figures/words.js').Lang, say: import('../lessons/shell/words.js').Say,
 *   run: import('./run.js').Run }} options
 */
export function teller({ lang, say, run }) {
  const n = whole(lang);
  const epochs = (/** @type {number} */ count) =>
    count === 1 ? say('oneEpoch') : say('manyEpochs', { n: n(count) });
  const steps = (/** @type {number} */ count) =>
    count === 1 ? say('oneStep') : say('manySteps', { n: n(count) });
  const sum = (/** @type {number[]} */ counts) => n(counts.reduce((a, b) => a + b, 0));

  /** How long the planned epochs still take, in words. */
  function left() {
    const { size, progress, values } = run;
    if (!size || values.schedule !== 'cosine') return say('openEnd');
    const steps = Number(values.epochs) * size.stepsPerEpoch - run.steps;
    const seconds = (steps * size.examples) / size.stepsPerEpoch / (progress?.speed || Infinity);
    return say('timeLeft', { seconds: n(Math.max(0, Math.ceil(seconds))) });
  }

  function status() {
    const { phase, pictures, progress } = run;
    const took = { epochs: epochs(run.epochs), steps: steps(run.steps) };
    if (phase === 'drawing') return say('drawing');
    if (phase === 'running' && progress) {
      const speed = n(Math.round(progress.speed));
      return say('running', { epoch: n(run.epochs + 1), step: n(run.steps), speed }) + left();
    }
    if (phase === 'done') return say('done', took);
    const { early } = run;
    if (early && phase === 'paused')
      return say('stoppedEarly', { ...took, n: n(early.epochs), best: n(early.best) });
    if (phase === 'paused' && run.steps) return say(run.rested ? 'rested' : 'paused', took);
    return pictures ? say('ready', { n: sum(pictures.training), v: sum(pictures.validation) }) : '';
  }

  return { status, epochs, sum };
}
