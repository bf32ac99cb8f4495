import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gzipSync, zipSync } from 'fflate';
import { HEADER, file, give, row } from './datasets.js';
import { strict } from './deck.js';
import { expect, picture, test } from './helpers.js';
import { findings, fits, lesson } from './lessons.js';

test.beforeEach(strict);

const report = (/** @type {string} */ name) => JSON.parse(readFileSync(`models/${name}.json`, 'utf8'));
const message = (/** @type {import('@playwright/test').Page} */ page) =>
  page.locator('.data-source .message');
const DIRTY =
  HEADER + row(0, 1) + row(0, 1) + row(9, 2) + row(6, 1, 'PublicTest') + row(3, 4) + '1,2 3,Training\n';

test('it fits every screen in both languages, and axe finds nothing', async ({ page }) => {
  await fits(page, 'data');
});

test('the counts of FER2013’s validation split are those of the reports', async ({ page }) => {
  const { per_class: perClass, n } = report('lenet');
  await lesson(page, 'lesson=data&lang=en&set=fer2013&split=PublicTest');
  expect(Object.keys(perClass)).toHaveLength(7);
  for (const [label, { support }] of Object.entries(perClass))
    await expect(page.locator('.bars li').filter({ hasText: label })).toContainText(String(support));
  const share = `${((100 * perClass.happiness.support) / n).toFixed(1)}%`;
  await expect(page.getByRole('row', { name: /^always “happiness”/ })).toContainText(share);
});

test('by keyboard: the recall of disgust moves the accuracy by what is said, and the address follows', async ({
  page,
}) => {
  await lesson(page, 'lesson=data&lang=en');
  const slider = page.getByRole('slider', { name: 'share of the disgust' });
  const told = async () => {
    const numbers = [...(await page.locator('.would').innerText()).matchAll(/[\d.]+(?=%)/g)].map(Number);
    return { accuracy: numbers[0], macro: numbers[1] };
  };
  await slider.press('Home');
  await expect(page).toHaveURL(/recall=0/);
  const none = await told();
  await slider.press('End');
  await expect(page).toHaveURL(/recall=100/);
  const all = await told();
  expect(all.accuracy - none.accuracy).toBeCloseTo(1.6, 1);
  expect(all.macro - none.macro).toBeCloseTo(14.3, 1);
});

test('its own data: counts, bad rows by line, duplicates with their labels, and the faces', async ({
  page,
}) => {
  await lesson(page, 'lesson=data&lang=en');
  await give(page, file('mine.csv', DIRTY));
  await expect(message(page)).toHaveText(
    'mine.csv: 6 rows, 4 pictures. Left out, as they cannot be read: 2.',
  );
  await expect(page).toHaveURL(/set=own/);
  await expect(page.locator('.fault-list li')).toHaveText([
    'line 4: expected an emotion of 0 to 6, got “9”',
    'line 7: expected 2,304 grey values, got 2',
  ]);
  await expect(page.locator('.twice tbody tr')).toHaveText([
    'again in Training10',
    'of PublicTest, already in Training11',
  ]);
  await expect(page.locator('.bars li').first()).toContainText('2 · 66.7%');
  await expect(page.locator('.faces canvas')).toHaveCount(2);
  await page.getByLabel('Label').selectOption('happiness');
  await expect(page.getByRole('img', { name: 'happiness, line 6' })).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.getByRole('radio', { name: 'PublicTest' }).press('Space');
  await page.getByLabel('Label').selectOption('neutral');
  await expect(page.getByRole('img', { name: 'neutral, line 5' })).toBeVisible();
  await page.getByRole('link', { name: 'Français' }).click(); // it stays while the words change
  await expect(page.locator('.fault-list li').first()).toHaveText(/ligne 4\s: emotion de 0 à 6 attendue/);
});

test('gzip and zip are read as the file itself is', async ({ page }) => {
  await lesson(page, 'lesson=data&lang=en');
  const bytes = new TextEncoder().encode(DIRTY);
  for (const packed of [
    file('a.csv.gz', gzipSync(bytes)),
    file('b.zip', zipSync({ 'x/fer2013.csv': bytes })),
  ]) {
    await give(page, packed);
    await expect(message(page)).toContainText(`${packed.name}: 6 rows, 4 pictures.`);
  }
});

test('what is no dataset is told, and what was there stays', async ({ page }) => {
  await lesson(page, 'lesson=data&lang=en');
  await give(page, file('mine.csv', DIRTY));
  await expect(page.locator('.faces canvas')).toHaveCount(2);
  const bomb = zipSync({ 'train/happy/1.png': new Uint8Array(600 * 2 ** 20) }, { level: 1 });
  for (const [given, words] of /** @type {[ReturnType<typeof file>, string][]} */ ([
    [file('other.csv', 'name,age\nx,1\n'), 'columns emotion, pixels and Usage; it begins with “name,age”'],
    [file('bomb.zip', bomb), 'unpacks to more than 512 MB'],
    [file('film.mp4', new Uint8Array([0, 0, 0, 24])), '“film.mp4” is not a dataset'],
    [file('cut.csv.gz', gzipSync(new TextEncoder().encode(DIRTY)).slice(0, -30)), 'damaged or incomplete'],
  ])) {
    await give(page, given);
    await expect(message(page)).toContainText(words);
    await expect(message(page)).toContainText('Give Kaggle’s fer2013.csv');
    await expect(page.locator('.faces canvas')).toHaveCount(2);
  }
});

test('photographs in folders are shrunk, and it says so; without folders it says what was expected', async ({
  page,
}) => {
  await lesson(page, 'lesson=data&lang=en');
  const [large, small] = [
    await picture(page, { width: 300, height: 200 }),
    await picture(page, { width: 48, height: 48, type: 'image/png' }),
  ];
  await give(page, [file('a.jpg', large), file('b.png', small)]);
  await expect(message(page)).toContainText('These 2 pictures have no labels');
  await expect(message(page)).toContainText('cut the faces out first, 48 × 48');
  const zip = zipSync({
    'train/happy/1.jpg': new Uint8Array(large),
    'train/sad/2.png': new Uint8Array(small),
    'test/sad/3.png': new TextEncoder().encode('no picture'),
  });
  await give(page, file('faces.zip', zip));
  await expect(message(page)).toContainText('faces.zip: 3 rows, 2 pictures.');
  await expect(message(page)).toContainText('their middle square was scaled: 1.');
  await expect(page.locator('.fault-list li')).toHaveText([
    /test\/sad\/3\.png: cannot be opened as a picture/,
  ]);
});

test('a folder is read, chosen or dropped', async ({ page }, info) => {
  await lesson(page, 'lesson=data&lang=en');
  const png = readFileSync('tests/golden/drawn.png');
  for (const path of ['faces/train/happy', 'faces/train/sad', 'faces/test/sad']) {
    mkdirSync(info.outputPath(path), { recursive: true });
    writeFileSync(info.outputPath(path, '1.png'), png);
  }
  await page.locator('.data-source input[webkitdirectory]').setInputFiles(info.outputPath('faces'));
  await expect(message(page)).toHaveText('faces: 3 rows, 3 pictures.');
  await expect(page.locator('.twice tbody tr')).toHaveText([
    'again in Training11',
    'of PrivateTest, already in Training11',
  ]);
  await page.locator('.data-source').evaluate((target, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'mine.csv'));
    for (const type of ['dragenter', 'dragover', 'drop'])
      target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  }, DIRTY);
  await expect(message(page)).toContainText('mine.csv: 6 rows');
});

test('a hundred thousand rows: a page keeps what it can hold, and says what it left', async ({ page }) => {
  await lesson(page, 'lesson=data&lang=en');
  const rows = Buffer.from(row(1, 0).repeat(1000));
  const packed = gzipSync(Buffer.concat([Buffer.from(HEADER), ...Array(100).fill(rows)]), { level: 1 });
  await give(page, file('large.csv.gz', packed));
  await expect(message(page)).toContainText('large.csv.gz: 100,000 rows, 60,000 pictures.');
  await expect(message(page)).toContainText('60,000 pictures: 40,000.');
});

test('reading can be cancelled: what was there stays', async ({ page }) => {
  await lesson(page, 'lesson=data&lang=en');
  await give(page, file('mine.csv', DIRTY));
  await expect(page.locator('.faces canvas')).toHaveCount(2);
  const rows = Buffer.from(row(1, 0).repeat(1000));
  await give(
    page,
    file('large.csv.gz', gzipSync(Buffer.concat([Buffer.from(HEADER), ...Array(90).fill(rows)]))),
  );
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await expect(message(page)).toContainText('Cancelled');
  await expect(page.getByRole('button', { name: 'Choose a file…' })).toBeFocused();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.locator('.faces canvas')).toHaveCount(2);
});

test('by keyboard alone: a file is chosen, and the focus stays where it was', async ({ page }) => {
  await lesson(page, 'lesson=data&lang=fr');
  const choose = page.getByRole('button', { name: 'Choisir un fichier…' });
  await choose.focus();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
  await chooser.setFiles(file('mes.csv', DIRTY));
  await expect(message(page)).toContainText('mes.csv');
  await expect(page.locator('.faces canvas')).toHaveCount(2);
  await expect(choose).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Choisir un dossier…' })).toBeFocused();
});

test('its data never leaves the page', async ({ page }) => {
  await lesson(page, 'lesson=data&lang=en');
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => {
    if (request.method() !== 'GET' || request.postData()) asked.push(request.url());
  });
  await give(page, file('mine.csv', DIRTY));
  await expect(page.locator('.faces canvas')).toHaveCount(2);
  expect(asked).toEqual([]);
});

test('an address that asks for what is not there is told; own data that is not there yet, too', async ({
  page,
}) => {
  await lesson(page, 'lesson=data&lang=fr&set=imagenet&recall=101');
  await expect(page.locator('.refused')).toContainText(['set=imagenet', 'recall=101']);
  await page.goto('./lessons.html?lesson=data&lang=en&set=own');
  await expect(page.locator('.counts')).toContainText('No data of your own is here yet');
});
