// Two answers from one network: what ten people would say, and FER2013's label.
import { readFileSync } from 'node:fs';
import { serveTwoHeaded, twoHeaded } from './heads.js';
import { bars, button, expect, meter, opened, openSource, reached, test } from './helpers.js';

const TWO = './?weights=models/lenet-tiny.safetensors';
const ONE = './?weights=models/lenet5-article.safetensors';

test('ten people answer first, in words that say how many', async ({ page }) => {
  await serveTwoHeaded(page);
  await opened(page, TWO);
  await expect(meter(page).locator('.overline')).toHaveText(
    /^Of ten people, (about \w+|nearly all) would say$/,
  );
  await expect(meter(page).locator('p.label')).toHaveText('sadness');
  await expect(meter(page)).toContainText('for 82% of 3,440 pictures');
  await button(page, '3 groups').click();
  await expect(meter(page).locator('.overline')).toHaveText(/would say something$/);
  await expect(meter(page)).toContainText('for 88% of 3,512 pictures');
  await page.getByRole('link', { name: 'Français' }).click();
  await button(page, '7 classes').click();
  await expect(meter(page).locator('.overline')).toHaveText(/^Sur dix personnes, .*(dirait|diraient)$/);
  await expect(meter(page).locator('p.label')).toHaveText('tristesse');
});

test('the other answer is the label’s, with its own figure, and stays in the address', async ({ page }) => {
  await serveTwoHeaded(page);
  await opened(page, TWO);
  const votes = await bars(page);
  await expect(page.locator('.big:visible')).toHaveText('82%');
  await button(page, 'FER2013 label').click();
  await expect(meter(page).locator('.overline')).toHaveText('Nearest FER2013 label');
  await expect(meter(page).locator('p.label')).toHaveText('happiness');
  await expect(meter(page)).toContainText('Right on 66% of 3,589 pictures');
  await expect(page.locator('.big:visible')).toHaveText('66%');
  expect(await bars(page)).not.toEqual(votes);
  expect(new URL(page.url()).searchParams.get('answer')).toBe('label');
  await page.reload();
  await reached(page, 'ready');
  await expect(button(page, 'FER2013 label')).toHaveAttribute('aria-pressed', 'true');
  await button(page, 'Ten people').click();
  expect(await bars(page)).toEqual(votes);
  expect(new URL(page.url()).searchParams.get('answer')).toBe(null);
});

test('ten people’s answer is announced as a sentence, and its bars have a name of their own', async ({
  page,
}) => {
  await serveTwoHeaded(page);
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1000);
  await opened(page, TWO);
  await page.clock.runFor(1100);
  await expect(meter(page).getByRole('status')).toHaveText(/^Of ten people, .* would say sadness$/);
  await expect(
    meter(page).getByRole('group', { name: 'Share of people who would say each word' }).getByRole('meter'),
  ).toHaveCount(7);
});

test('an event tells whose answer it is', async ({ page }) => {
  await serveTwoHeaded(page);
  await opened(page, `${TWO}&answer=label`);
  const answers = await meter(page).evaluate(async (element) => {
    const meter = /** @type {import('./helpers.js').ExpressionMeter} */ (element);
    /** @type {[string, string, string][]} */
    const seen = [];
    meter.addEventListener('expression-change', ({ detail }) => {
      seen.push([detail.answer, detail.label, meter.answer]);
    });
    meter.stop();
    await meter.start();
    meter.stop();
    meter.removeAttribute('answer');
    await meter.start();
    return seen;
  });
  expect(answers).toEqual([
    ['label', 'happiness', 'label'],
    ['votes', 'sadness', 'votes'],
  ]);
});

test('the buttons of the answers can be hidden, and are where there is one answer', async ({ page }) => {
  await opened(page, ONE);
  await expect(button(page, 'Ten people')).toBeHidden();
  await expect(meter(page).locator('.overline')).toHaveText('Nearest FER2013 label');
  await serveTwoHeaded(page);
  await opened(page, `${TWO}&controls=answer`);
  await expect(button(page, 'Ten people')).toBeVisible();
  await expect(button(page, 'Photo')).toBeHidden();
  await opened(page, `${TWO}&controls=source`);
  await expect(button(page, 'Ten people')).toBeHidden();
});

test('votes asked of a checkpoint without them are an error, and trying again reads the label', async ({
  page,
}) => {
  await page.goto(`${ONE}&answer=votes`);
  await reached(page, 'error');
  await expect(meter(page).getByRole('alert')).toContainText('answers with FER2013’s label alone');
  await button(page, 'Try again').click();
  await reached(page, 'ready');
  await expect(meter(page).locator('.overline')).toHaveText('Nearest FER2013 label');
});

test('the panel tells the figures of both answers', async ({ page }) => {
  await serveTwoHeaded(page);
  await opened(page, TWO);
  await button(page, 'About the model').click();
  const panel = meter(page).locator('.model');
  await expect(panel).toContainText('66% right on 3,589 pictures');
  await expect(panel).toContainText('as the majority on 3,440 pictures');
});

test('a program gets both answers of one frame', async ({ page }) => {
  await openSource(page);
  const read = (/** @type {Buffer} */ weights) =>
    page.evaluate(
      async ({ weights, picture }) => {
        const { loadClassifier } = await import(`${location.origin}/source/www/client/classifier.js`);
        const bytes = (/** @type {string} */ text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
        const classifier = await loadClassifier({ weights: bytes(weights).buffer });
        const { heads, votes } = classifier.metadata;
        const prediction = await classifier.classify(new Blob([bytes(picture)]), { detect: false });
        classifier.close();
        const { label, logits } = prediction;
        const of = prediction.votes;
        return {
          ...{ heads, temperature: votes?.temperature, label, logits: [...logits] },
          votes: of && {
            label: of.label,
            logits: [...of.logits],
            sum: of.probabilities.reduce(
              (/** @type {number} */ sum, /** @type {number} */ share) => sum + share,
            ),
          },
        };
      },
      { weights: weights.toString('base64'), picture: readFileSync('www/sample.jpg').toString('base64') },
    );
  const [two, one] = [await read(twoHeaded()), await read(readFileSync('models/lenet5-article.safetensors'))];
  expect([two.heads, two.temperature]).toEqual([['label', 'votes'], 1.5]);
  expect(two.votes?.label).not.toBe(two.label);
  expect(two.votes?.logits).toEqual([...two.logits.slice(-1), ...two.logits.slice(0, -1)]);
  expect(two.votes?.sum).toBeCloseTo(1, 5);
  expect([one.heads, one.votes]).toEqual([['label'], null]);
});
