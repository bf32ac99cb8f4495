// Drives an element through its world, and says what is not as it must be.
import { ACTS, Model } from './acts.js';
import { LATE, world } from './world.js';

/** Fetches every script first: a case waits for answers alone. */
export async function prepare() {
  await Promise.all(LATE.map((path) => import(path)));
  await import('../../../www/element.js');
}

/** How an element stands before an act. @type {Record<string, (it: import('./acts.js').Case) => Promise<void>>} */
const SCENES = {
  'the sample': async () => {},
  'the camera': async (it) => {
    ACTS['start the camera'](it);
    await world.settle();
    world.frame();
    await world.settle();
  },
  'a photo with its cards': async (it) => {
    ACTS['give a photo'](it);
    await world.settle();
    ACTS['all faces'](it);
    await world.settle();
  },
};

/** @returns {import('./acts.js').Case} */
function element() {
  const meter = /** @type {any} */ (document.createElement('expression-meter'));
  meter.controls = true;
  meter.lang = 'en';
  document.body.append(meter);
  return { meter, model: new Model() };
}

/** Takes an element out, and says what it leaves. @param {import('./acts.js').Case} it */
async function gone({ meter }) {
  meter.remove();
  await world.settle();
  world.frames = [];
  world.see(true);
  const { open, pictures, live, watchers, faults } = world;
  const left = { open: open.size, pictures: pictures.size, live, watchers: watchers.size };
  const problems = Object.entries(left).flatMap(([what, count]) =>
    count ? [`${count} ${what} left behind`] : [],
  );
  problems.push(...faults.splice(0));
  open.clear();
  pictures.clear();
  return problems;
}

/** What may be true at no moment. @param {import('./acts.js').Case} it */
export function now({ meter, model }) {
  const problems = [];
  const camera = meter.isConnected && model.on && !model.failed && model.source === 'camera';
  if (world.live > (camera ? 1 : 0)) problems.push(`${world.live} live tracks, wanted: ${camera}`);
  if (!meter.isConnected && world.open.size) problems.push(`${world.open.size} networks without an owner`);
  return problems;
}

/** What must be true once nothing is awaited any more. @param {import('./acts.js').Case} it */
export function settled({ meter, model }) {
  const root = meter.shadowRoot;
  const shown = (/** @type {string} */ selector) => !root.querySelector(selector).hidden;
  const waits = model.state === 'running' && !world.visible && meter.state === 'loading'; // for somebody to see it
  const state = waits ? 'loading' : model.state;
  const problems = now({ meter, model });
  /** @param {string} what @param {unknown} is @param {unknown} wanted */
  const same = (what, is, wanted) => is === wanted || problems.push(`${what} is ${is}, wanted ${wanted}`);
  same('state', meter.state, state);
  same('live tracks', world.live, state === 'running' ? 1 : 0);
  same('pictures', world.pictures.size, state === 'ready' ? 1 : 0);
  if (world.open.size > 1) problems.push(`${world.open.size} networks`);
  if (state === 'ready' || state === 'running') {
    same('networks', world.open.size, 1);
    same('the checkpoint', meter.metadata?.name.replace(/^.*\//, ''), model.weights);
  }
  if (state === 'ready') same('the picture read', meter.prediction?.width, model.width);
  if (state === 'idle' || state === 'error') same('the reading', meter.prediction, null);
  same('the video shown', shown('video'), state === 'running');
  same('the picture shown', shown('canvas[role=img]'), state === 'ready');
  if (state === 'ready')
    same("the shown picture's width", root.querySelector('.stage canvas').width, model.width);
  const cards = [...root.querySelectorAll('.card')];
  same('cards', cards.length, model.cards && state === 'ready' ? 2 : 0);
  for (const card of cards) {
    const [grey] = card.querySelector('canvas').getContext('2d').getImageData(0, 0, 1, 1).data;
    same("a card's picture", grey, Math.min(255, model.width));
    same(
      "a card's label",
      card.querySelector('.label').textContent,
      model.classes === '3' ? 'positive' : 'happiness',
    );
  }
  same('bars', root.querySelectorAll('[role=meter]').length, Number(model.classes));
  problems.push(...world.faults.splice(0));
  return problems;
}

/**
 * An act, and any other at each answer that it waits for, the oldest or the newest answer first.
 * @param {string} scene
 * @param {string} first
 * @param {string[]} others
 */
export async function race(scene, first, others) {
  const problems = [];
  let cases = 0;
  for (const order of /** @type {const} */ (['oldest', 'newest'])) {
    for (const other of others) {
      for (let given = 0, more = true; more; given++) {
        const it = element();
        await world.settle();
        await SCENES[scene](it);
        const name = `${first}, ${given} answers, ${other}, ${order} first`;
        const found = settled(it).map((problem) => `before: ${problem}`);
        ACTS[first](it);
        await world.turn();
        for (let i = 0; i < given && world.gates.length; i++) {
          world.gates[order === 'oldest' ? 0 : world.gates.length - 1].give();
          await world.turn();
        }
        more = world.gates.length > 0 && given < 12;
        ACTS[other](it);
        await Promise.resolve().then(() => {}); // an element that is removed knows it now
        found.push(...now(it));
        await world.settle(order);
        found.push(...settled(it), ...(await gone(it)));
        problems.push(...found.map((problem) => `${name}: ${problem}`));
        cases += 1;
        if (problems.length > 20) return { cases: Infinity, problems };
      }
    }
  }
  return { cases, problems };
}

/**
 * Acts at random, with answers given at random between them.
 * @param {number} seed
 * @param {number} steps
 * @returns {Promise<string[]>} what was not as it must be, and what led to it
 */
export async function monkey(seed, steps) {
  let state = seed;
  // mulberry32: https://github.com/bryc/code/blob/master/jshash/PRNGs.md
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const names = Object.keys(ACTS);
  const it = element();
  /** @type {string[]} */
  const story = [];
  let stopped = false;
  for (let step = 1; step <= steps; step++) {
    if (random() < 0.5 && world.gates.length > 0) {
      const gate = world.gates[Math.floor(random() * world.gates.length)];
      story.push(`(${gate.name})`);
      gate.give();
    } else {
      const name = names[Math.floor(random() * names.length)];
      story.push(name);
      if (/start|choose|give|drop a photo|switch|name/.test(name)) stopped = false;
      if (name === 'stop' || (name === 'remove' && it.model.connected)) stopped = true;
      if (name === 'come back' && it.model.source !== 'camera') stopped = false;
      ACTS[name](it);
    }
    await world.turn();
    const problems = step % 10 ? [] : (await world.settle(), shown(it));
    if (world.live > (it.meter.isConnected && !stopped ? 1 : 0)) problems.push(`${world.live} live tracks`);
    if (!it.meter.isConnected && world.open.size) problems.push('a network without an owner');
    problems.push(...world.faults.splice(0));
    if (problems.length) return [...problems, `seed ${seed}, after ${story.slice(-25).join(', ')}`];
  }
  return gone(it);
}

/** Whether all that an element shows is of one run. @param {import('./acts.js').Case} it */
function shown({ meter }) {
  const problems = [];
  const { state, prediction, shadowRoot } = meter;
  const hidden = (/** @type {string} */ selector) => shadowRoot.querySelector(selector).hidden;
  if (world.live !== (state === 'running' ? 1 : 0)) problems.push(`${world.live} live tracks while ${state}`);
  if (world.pictures.size !== (state === 'ready' ? 1 : 0))
    problems.push(`${world.pictures.size} pictures while ${state}`);
  if (world.open.size > 1) problems.push(`${world.open.size} networks`);
  if (state === 'loading' && world.visible) problems.push('loading, with nothing on its way');
  if (hidden('video') !== (state !== 'running')) problems.push(`the video while ${state}`);
  if (hidden('canvas[role=img]') !== (state !== 'ready')) problems.push(`the picture while ${state}`);
  const { width } = shadowRoot.querySelector('.stage canvas');
  if (state === 'ready' && prediction?.width !== width)
    problems.push(`a reading of ${prediction?.width} under ${width}`);
  if (/idle|error/.test(state) && prediction) problems.push(`a reading while ${state}`);
  for (const card of shadowRoot.querySelectorAll('.card canvas')) {
    const [grey] = card.getContext('2d').getImageData(0, 0, 1, 1).data;
    if (state !== 'ready' || grey !== Math.min(255, width)) problems.push(`a card of ${grey} under ${width}`);
  }
  return problems;
}
