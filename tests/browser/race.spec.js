// Each act at each answer that another one waits for. Answers are held until the test gives them, so no order is left to
// chance; what must be true in the end is said by a model of what is wanted (world/acts.js).
import { expect, test } from '@playwright/test';
import { openSource } from './helpers.js';

const OTHERS = [
  'start',
  'stop',
  'switch the camera',
  'choose the camera',
  'drop a photo',
  'drop a checkpoint',
  'move',
  'remove',
  'name the sample',
  'name the camera',
  'name weights',
  'another language',
  'all faces',
  'move the box',
  'close the panel',
  'trap',
];

/** How the element stands, and what is done to it first. */
const RACES = {
  'the sample': ['start the camera', 'drop a checkpoint', 'name weights', 'unseen'],
  'the camera': [
    'switch the camera',
    'stop',
    'drop a checkpoint',
    'move',
    'remove',
    'name the sample',
    'trap',
  ],
  'a photo with its cards': [
    'give a photo',
    'all faces',
    'move the box',
    'name a photo',
    'three groups',
    'trap',
  ],
};

const WORLD = {
  'www/client/classifier.js': "export * from '/source/tests/browser/world/classifier.js';",
};
const drive = '/source/tests/browser/world/drive.js';

/** @type {import('@playwright/test').Page} */
let page;
// One page for all: what a case leaves behind would show in the next. A small one: painting it took most of the time.
test.beforeAll(async ({ browser, baseURL }) => {
  page = await browser.newPage({ baseURL, viewport: { width: 120, height: 80 } });
  await openSource(page, WORLD);
  await page.evaluate(async (drive) => (await import(drive)).prepare(), drive);
});
test.afterAll(() => page.close());

for (const [scene, acts] of Object.entries(RACES)) {
  for (const first of acts) {
    test(`${first}, on ${scene}: and any other act at each answer that it waits for`, async () => {
      const { cases, problems } = await page.evaluate(
        async ({ drive, all }) => (await import(drive)).race(...all),
        { drive, all: [scene, first, OTHERS] },
      );
      expect(problems).toEqual([]);
      expect(cases).toBeGreaterThanOrEqual(2 * OTHERS.length);
    });
  }
}

// `MONKEY_STEPS=100000 MONKEY_SEED=7 npx playwright test race -g random` goes on for longer, from another seed.
const { MONKEY_STEPS = '150', MONKEY_SEED = '1' } = process.env;

test('acts and answers at random', async () => {
  const steps = Number(MONKEY_STEPS);
  test.setTimeout(600_000 + 500 * steps);
  const problems = await page.evaluate(async ({ drive, all }) => (await import(drive)).monkey(...all), {
    drive,
    all: [Number(MONKEY_SEED), steps],
  });
  expect(problems).toEqual([]);
});
