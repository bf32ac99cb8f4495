import { make } from '../../dom.js';

/**
 * A question with a few answers. The right one, and why, is told once the learner has taken one.
 * @param {import('./words.js').Say} say words of the lesson: `question`, `answer1` …, `why`
 * @param {{ answers: number, right: number, taken: number | null, onTake: (taken: number) => void }} options counted from 1
 */
export function guess(say, { answers, right, taken, onTake }) {
  const told = make('p', { class: 'told', role: 'status' });
  const buttons = Array.from({ length: answers }, (_, i) =>
    make('button', { type: 'button', onclick: () => take(i + 1) }, say(`answer${i + 1}`)),
  );
  /** @param {number} n */
  const tell = (n) => {
    const values = { why: say('why'), answer: say(`answer${right}`) };
    told.textContent = say(n === right ? 'right' : 'wrong', values);
    buttons.forEach((button, i) => {
      button.setAttribute('aria-pressed', String(i + 1 === n));
      button.classList.toggle('answer', i + 1 === right);
    });
  };
  /** @param {number} n */
  const take = (n) => {
    tell(n);
    onTake(n);
  };
  if (taken !== null) tell(taken);
  return make(
    'section',
    { class: 'guess', 'data-control': 'guess' },
    make('h2', {}, say('guessFirst')),
    make('p', { class: 'question' }, say('question')),
    make('div', { class: 'answers' }, ...buttons),
    told,
  );
}
