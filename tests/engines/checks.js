// What every browser has to pass.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { lessons } from '../../www/lessons/list.js';
import { PATIENCE_MS, until } from './helpers.js';

/** @typedef {import('./helpers.js').Site} Site */

const golden = JSON.parse(readFileSync('tests/golden/sample.json', 'utf8'));
const LABELS = ['anger', 'disgust', 'fear', 'happiness', 'sadness', 'surprise', 'neutral'];

const sum = (/** @type {number[]} */ numbers) => numbers.reduce((total, number) => total + number, 0);

/** @param {number} got @param {number} expected @param {number} most @param {string} what */
const near = (got, expected, most, what) =>
  assert.ok(Math.abs(got - expected) <= most, `${what}: ${got}, expected ${expected} ± ${most}`);

/** @param {string} name @param {() => Promise<void>} work */
const patient = (name, work) => test(name, { timeout: 2 * PATIENCE_MS }, work);

/** @param {Site} site */
export function checkPage(site) {
  patient('the sample is read at once', async () => {
    await site.opened();
    const bars = await site.bars();
    assert.deepEqual(Object.keys(bars), LABELS);
    near(sum(Object.values(bars)), 100, 0.5, 'the bars');
    const { label, shown } = await site.prediction();
    assert.equal(label, 'happiness');
    near(sum(shown), 1, 1e-5, 'the probabilities');
    LABELS.forEach((label, i) => near(bars[label], 100 * shown[i], 0.051, label));
  });

  patient('a face reads as it does natively', async () => {
    await site.opened();
    await site.run(async (crop) => {
      const face = new ImageData(48, 48);
      crop.forEach((/** @type {number} */ grey, /** @type {number} */ i) =>
        face.data.set([grey, grey, grey, 255], 4 * i),
      );
      await document.querySelector('expression-meter')?.classify(face);
    }, golden.crop);
    const { crop, probabilities } = await site.prediction();
    assert.deepEqual(crop, golden.crop);
    golden.probabilities.forEach((/** @type {number} */ expected, /** @type {number} */ i) =>
      near(probabilities[i], expected, 1e-4, LABELS[i]),
    );
  });

  patient('a photo is read where its face is found; without a face it says so', async () => {
    await site.opened();
    const classify = () =>
      site.run(async () => {
        const { scene } = /** @type {any} */ (globalThis);
        const photo = await new Promise((resolve) => scene.toBlob(resolve, 'image/jpeg'));
        return (await document.querySelector('expression-meter')?.classify(photo)) === null;
      });
    await site.scene(640, 400);
    assert.equal(await classify(), false);
    const { label, face } = await site.prediction();
    assert.equal(label, 'happiness');
    assert.ok(Number(face.score) > 0.5);
    // The sample, whose face is 104 of 300 pixels wide and begins at 98, in the middle 400.
    near(face.width, (400 / 300) * 104, 12, 'width');
    near(face.x, 120 + (400 / 300) * 98, 12, 'x');
    await site.scene(640, 400, 0);
    assert.equal(await classify(), true);
    await site.shows('No face found');
  });

  patient('the bars are drawn as long as they say', async () => {
    await site.opened();
    const lengths = await site.run(async () => {
      const root = document.querySelector('expression-meter')?.shadowRoot;
      const fills = [...(root?.querySelectorAll('.fill') ?? [])];
      await Promise.all(fills.flatMap((fill) => fill.getAnimations().map(({ finished }) => finished)));
      const width = (/** @type {Element | null} */ element) => element?.getBoundingClientRect().width ?? NaN;
      return fills.map((fill) => (100 * width(fill)) / width(fill.parentElement));
    });
    assert.equal(lengths.length, LABELS.length);
    Object.values(await site.bars()).forEach((value, i) => near(lengths[i], value, 1, LABELS[i]));
  });

  patient('the three groups are sums of the seven classes', async () => {
    await site.opened();
    const seven = await site.bars();
    await site.press('3 groups');
    const three = await site.bars();
    assert.deepEqual(Object.keys(three), ['positive', 'negative', 'neutral']);
    near(three.positive, seven.happiness, 0.3, 'positive');
    near(three.negative, seven.anger + seven.disgust + seven.fear + seven.sadness, 0.3, 'negative');
    near(three.neutral, seven.surprise + seven.neutral, 0.3, 'neutral');
  });

  patient('French', async () => {
    await site.opened('?lang=fr');
    assert.ok('joie' in (await site.bars()));
    await site.shows('Caméra');
    const [lang, title] = await site.run(() => [document.documentElement.lang, document.title]);
    assert.equal(lang, 'fr');
    assert.match(title, /visage/);
  });

  patient('stopping empties the bars, starting fills them again', async () => {
    await site.opened();
    await site.run(() => document.querySelector('expression-meter')?.stop());
    await site.reached('idle');
    assert.equal(Math.max(...Object.values(await site.bars())), 0);
    await site.press('Read the sample');
    await site.reached('ready');
    assert.ok((await site.bars()).happiness > 50);
  });

  patient('the widget alone, stopped and started by its slide', async () => {
    await site.opened('embed.html?source=sample&classes=3&lang=fr&controls=false');
    assert.deepEqual(Object.keys(await site.bars()), ['positif', 'négatif', 'neutre']);
    await site.run(() => postMessage('slide:stop'));
    await site.reached('idle');
    await site.run(() => postMessage('slide:start'));
    await site.reached('ready');
  });
}

/** A camera that films the sample: a canvas in its place. @param {Site} site */
export function checkVideo(site) {
  patient('a face is read in a video, which is let go of', async () => {
    await site.open('?source=camera');
    await site.scene(640, 480);
    await site.run(() => {
      const { scene } = /** @type {{ scene: HTMLCanvasElement }} */ (/** @type {unknown} */ (globalThis));
      // A canvas gives a frame whenever something is drawn.
      const draw = () => {
        scene.getContext('2d')?.drawImage(scene, 0, 0);
        requestAnimationFrame(draw);
      };
      draw();
      navigator.mediaDevices.getUserMedia = async () => scene.captureStream();
    });
    await site.press('Start the camera');
    await site.reached('running');
    const { label, face } = await site.prediction();
    assert.equal(label, 'happiness');
    near(face.width, (480 / 300) * 104, 15, 'width');
    near(face.x, 80 + (480 / 300) * 98, 15, 'x');
    await holdTrack(site);
    await site.press('Stop');
    await site.reached('idle');
    assert.equal(await trackState(site), 'ended');
  });
}

/** A camera of the browser's own, which films no face. @param {Site} site */
export function checkCamera(site) {
  patient('the camera runs, says that there is no face, and is freed by leaving it', async () => {
    await site.opened();
    await site.press('Camera');
    await site.reached('running');
    await site.shows('No face found');
    await holdTrack(site);
    assert.equal(await trackState(site), 'live');
    await site.press('Sample');
    await site.reached('ready');
    assert.equal(await trackState(site), 'ended');
  });
}

/** What each lesson has drawn when it has looked at the sample. */
const DRAWN = /** @type {Record<string, string>} */ ({
  neuron: '.plane [role=button]',
  convolution: '[data-figure=map] canvas',
  network: '.softmax .strong',
  data: '.panel table',
  results: '.confusion td',
  'seven-or-three': '.beside svg, .beside table',
  'what-fools-it': '.compared .strong',
});

/** @param {Site} site */
export function checkLessons(site) {
  for (const name of Object.keys(lessons))
    patient(`lesson ${name}: drawn of the sample, and its question answered`, async () => {
      await site.open(`lessons.html?lesson=${name}&lang=en`);
      await drawn(site, DRAWN[name]);
      await site.run(() => /** @type {HTMLElement} */ (document.querySelector('.guess button')).click());
      await drawn(site, '.told:not(:empty)');
      assert.doesNotMatch(await site.run(() => document.body.innerText), /undefined|NaN/);
    });

  patient('a lesson reads the camera, and frees it when another source is taken', async () => {
    await site.open('lessons.html?lesson=network&network=lenet-tiny&lang=en');
    await drawn(site, DRAWN.network);
    await site.run(() => {
      const scene = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
      const seen = /** @type {HTMLCanvasElement} */ (document.querySelector('.source .whole'));
      const portrait = document.createElement('canvas');
      [portrait.width, portrait.height] = [seen.width, seen.height];
      portrait.getContext('2d')?.drawImage(seen, 0, 0);
      const draw = () => {
        scene.getContext('2d')?.drawImage(portrait, 80, 0, 480, 480);
        requestAnimationFrame(draw);
      };
      draw();
      navigator.mediaDevices.getUserMedia = async () => {
        const stream = scene.captureStream();
        Object.assign(globalThis, { track: stream.getVideoTracks()[0] });
        return stream;
      };
      /** @type {HTMLElement} */ (document.querySelector('.source input[value=camera]')).click();
    });
    await drawn(site, '.source [data-control=freeze]');
    await until(
      () => site.run(() => document.querySelector('.source .message')?.textContent === ''),
      'a face of the camera',
    );
    assert.equal(await trackState(site), 'live');
    await site.run(() =>
      /** @type {HTMLElement} */ (document.querySelector('.source input[value=sample]')).click(),
    );
    assert.equal(await trackState(site), 'ended');
  });
}

/** Waits for something of a lesson. @param {Site} site @param {string} selector */
const drawn = (site, selector) =>
  until(() => site.run((selector) => document.querySelector(selector) !== null, selector), `"${selector}"`);

/** Keeps the camera's track, for `trackState`. @param {Site} site */
const holdTrack = (site) =>
  site.run(() => {
    const video = document.querySelector('expression-meter')?.shadowRoot?.querySelector('video');
    const [track] = /** @type {any} */ (video).srcObject.getVideoTracks();
    Object.assign(globalThis, { track });
  });

/** @param {Site} site */
const trackState = (site) => site.run(() => /** @type {any} */ (globalThis).track.readyState);
