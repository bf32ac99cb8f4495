// The state of the page in its address: what a trainer links a slide to.
import { button, expect, meter, opened, reached, test } from './helpers.js';

const STATE =
  'source=sample&classes=3&max-fps=12&smoothing-seconds=1&mirrored=false&controls=classes,model&weights=models/lenet-tiny.safetensors&lang=fr&theme=dark';

for (const page_ of ['./', './embed.html']) {
  test(`every option of ${page_} goes from the address to the element, and what is changed goes back`, async ({
    page,
  }) => {
    await opened(page, `${page_}?${STATE}`);
    const seen = await meter(page).evaluate((element) => {
      const meter = /** @type {import('./helpers.js').ExpressionMeter} */ (element);
      const { source, classes, maxFps, smoothingSeconds, mirrored, weights } = meter;
      return { source, classes, maxFps, smoothingSeconds, mirrored, weights, name: meter.metadata?.name };
    });
    expect(seen).toEqual({
      source: 'sample',
      classes: '3',
      maxFps: 12,
      smoothingSeconds: 1,
      mirrored: false,
      weights: 'models/lenet-tiny.safetensors',
      name: 'lenet-tiny',
    });
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');
    await expect(button(page, 'À propos du modèle')).toBeVisible();
    await expect(button(page, 'Caméra')).toBeHidden();
    await button(page, '7 classes').click();
    const address = new URL(page.url()).searchParams;
    expect(address.get('classes')).toBe('7');
    for (const [name, value] of new URLSearchParams(STATE)) {
      if (name !== 'classes') expect(address.get(name)).toBe(value);
    }
    await page.reload();
    await reached(page, 'ready');
    await expect(meter(page).getByRole('meter')).toHaveCount(7);
  });
}

test('any control can be hidden, all of them too', async ({ page }) => {
  await opened(page, './?controls=source');
  await expect(button(page, 'Photo')).toBeVisible();
  await expect(button(page, '3 groups')).toBeHidden();
  await expect(page.getByRole('link', { name: 'Français' })).toBeHidden();
  await opened(page, './?controls=language,classes');
  await expect(button(page, 'Photo')).toBeHidden();
  await expect(page.getByRole('link', { name: 'Français' })).toBeVisible();
  await opened(page, './embed.html?controls=false');
  await expect(meter(page).getByRole('button')).toHaveCount(0);
});

for (const page_ of ['./', './embed.html']) {
  for (const [kind, weights] of [
    ['another site', 'http://localhost:1/stranger.safetensors'],
    ['another site without its scheme', '//localhost:1/stranger.safetensors'],
    ['a data: address', 'data:application/octet-stream;base64,AAAA'],
    ['a blob: address', 'blob:http://localhost:1/0'],
    ['an address that is none', 'http://['],
  ]) {
    test(`${page_} takes no weights from ${kind} by a link, and says so`, async ({ page }) => {
      /** @type {string[]} */
      const asked = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(`${page_}?lang=en&weights=${encodeURIComponent(weights)}`);
      await reached(page, 'error');
      await expect(meter(page).getByRole('alert')).toContainText(`not on this site (${weights.slice(0, 60)}`);
      expect(asked.length).toBeGreaterThan(0);
      const own = new URL(page.url()).origin;
      expect(asked.filter((url) => new URL(url).origin !== own && !url.startsWith(`blob:${own}`))).toEqual(
        [],
      );
      expect(await meter(page).evaluate((element) => element.getAttribute('weights'))).toBeNull();
    });
  }
}

for (const [wrong, told] of [
  ['source=webcam', 'source="webcam" (camera, photo, sample)'],
  ['classes=5', 'classes="5" (7, 3)'],
  ['max-fps=fast', 'max-fps="fast" (≥ 0.1)'],
]) {
  test(`${wrong} is told, with what was expected, and the widget can be started all the same`, async ({
    page,
  }) => {
    await page.goto(`./embed.html?${wrong}&lang=en`);
    await reached(page, 'error');
    await expect(meter(page).getByRole('alert')).toContainText(told);
    await button(page, 'Try again').click();
    await reached(page, 'ready');
  });
}

test('an attribute that is mended starts the widget by itself', async ({ page }) => {
  await page.goto('./embed.html?source=webcam');
  await reached(page, 'error');
  await meter(page).evaluate((element) => element.setAttribute('source', 'sample'));
  await reached(page, 'ready');
});
