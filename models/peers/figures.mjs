// What is measured of every peer, alike.
import { LABELS } from './data.mjs';

const GROUPS = [0, 0, 0, 1, 0, 2, 2]; // negative, positive, neutral: surprise is neutral
const BINS = 15;
const DRAWS = 1000;

/** @typedef {{ accuracy: number, interval: [number, number], macro_f1: number, groups: number, ece: number, votes: number,
 *   votes_n: number, disgust: number }} Figures */

/**
 * @param {number[][]} answers one probability a label, a row a picture
 * @param {import('./data.mjs').Picture[]} pictures
 * @returns {Figures}
 */
export function figures(answers, pictures) {
  const truths = pictures.map((picture) => picture.label);
  const guesses = answers.map(best);
  const right = guesses.map((guess, i) => Number(guess === truths[i]));
  const clear = pictures.flatMap(({ majority }, i) =>
    majority < 0 ? [] : [Number(guesses[i] === majority)],
  );
  const inGroups = answers.map((answer) =>
    best([0, 1, 2].map((g) => sum(answer.filter((_, i) => GROUPS[i] === g)))),
  );
  const perLabel = LABELS.map((_, label) => f1(guesses, truths, label));
  return {
    accuracy: mean(right),
    interval: interval(right),
    macro_f1: mean(perLabel.map((figure) => figure.f1)),
    groups: mean(inGroups.map((group, i) => Number(group === GROUPS[truths[i]]))),
    ece: ece(
      answers.map((answer) => Math.max(...answer)),
      right,
    ),
    votes: mean(clear),
    votes_n: clear.length,
    disgust: perLabel[1].recall,
  };
}

/** @param {number[]} values */
const sum = (values) => values.reduce((total, value) => total + value, 0);
/** @param {number[]} values */
const mean = (values) => (values.length ? sum(values) / values.length : 0);
/** @param {number[]} values */
const best = (values) => values.indexOf(Math.max(...values));

/** @param {number[]} guesses @param {number[]} truths @param {number} label */
function f1(guesses, truths, label) {
  const hits = guesses.filter((guess, i) => guess === label && truths[i] === label).length;
  const given = guesses.filter((guess) => guess === label).length;
  const there = truths.filter((truth) => truth === label).length;
  return { f1: given + there ? (2 * hits) / (given + there) : 0, recall: there ? hits / there : 0 };
}

/** The expected calibration error over equal bins. @param {number[]} sure @param {number[]} right */
function ece(sure, right) {
  const bins = Array.from({ length: BINS }, () => 0);
  sure.forEach(
    (confidence, i) => (bins[Math.min(BINS - 1, Math.floor(confidence * BINS))] += confidence - right[i]),
  );
  return sum(bins.map(Math.abs)) / sure.length;
}

/** 95 %, by bootstrap: the same draws for every peer. @param {number[]} right @returns {[number, number]} */
function interval(right) {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * right.length);
  };
  const draws = Array.from({ length: DRAWS }, () => mean(right.map(() => right[next()]))).sort(
    (a, b) => a - b,
  );
  return [draws[Math.floor(0.025 * DRAWS)], draws[Math.ceil(0.975 * DRAWS) - 1]];
}
