import { AxeBuilder } from '@axe-core/playwright';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { splitFileKey } from '../src/domain/photo-id.ts';
import { takeoutText } from '../src/domain/takeout-test-text.ts';
import { sidecarText } from '../src/domain/xmp-sidecar.ts';
import { exifPayload } from '../src/files/sample-library/exif-writer.ts';
import { segment } from '../src/worker/test-pictures.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import {
  appReady,
  appStateOf,
  callEngine,
  scanEnd,
  scanEndAfter,
  type WholeState,
} from './support/app-state-of.ts';
import { drawScene, seededRandom, type Picture } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { parseCsv } from './support/parse-csv.ts';
import { PhotoFolder } from './support/photo-folder.ts';
import { savedBy } from './support/saved-download.ts';

const APP1 = 0xe1;

/** The next shot of a view: held further to the right, someone walks, and the grain is another. */
function shotOf(scene: Picture, number: number): Picture {
  const { height } = scene;
  const width = 640;
  const random = seededRandom(number);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [dx, dy] = [(x - 200 - number * 24) / 22, (y - 330) / 60];
      const grain = (random() - 0.5) * 12;
      for (let channel = 0; channel < 3; channel += 1) {
        const from = (y * scene.width + x + number * 8) * 4 + channel;
        const seen = dx * dx + dy * dy < 1 ? 40 : (scene.data[from] ?? 0);
        data[(y * width + x) * 4 + channel] = seen + grain;
      }
    }
  }
  return { data, width, height };
}

/** A camera's JPEG, with its time. */
async function taken(
  picture: Picture,
  time: string,
  notes: { rating?: number } = {},
): Promise<Buffer> {
  const jpeg = await encodeJpeg(picture, 90);
  const exif = exifPayload({
    ...notes,
    make: 'Canon',
    model: 'EOS 80D',
    lens: 'EF-S18-135mm',
    capturedAt: `2019:07:14 ${time}`,
  });
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from(segment(APP1, ...exif)),
    jpeg.subarray(2),
  ]);
}

/** Two series, a copy of a photo of the first, and photos that belong to neither. */
async function burstLibrary(): Promise<PhotoFolder> {
  const folder = await PhotoFolder.create();
  const view = drawScene(1, 720, 480);
  for (const at of [0, 1, 2, 3]) {
    const bytes = await taken(shotOf(view, at), `06:12:4${at}`);
    await folder.write(`Trip/IMG_000${at + 1}.jpg`, bytes);
    if (at === 1) await folder.write('Backup/IMG_0002.jpg', bytes);
  }
  await folder.write(
    'Trip/IMG_0050.jpg',
    await taken(shotOf(view, 5), '07:12:41'),
  );
  await folder.write(
    'Trip/IMG_0005.jpg',
    await taken(drawScene(2), '06:12:45'),
  );
  const other = drawScene(3, 720, 480);
  for (const at of [0, 1]) {
    await folder.write(
      `Trip/IMG_010${at}.jpg`,
      await taken(shotOf(other, at), `09:00:0${at}`),
    );
  }
  return folder;
}

function seriesPaths({ series }: WholeState): string[][] {
  return series.map(({ photos }) =>
    photos.map(({ key }) => splitFileKey(key).path.replace(/^.*\//u, '')),
  );
}

const SERIES = [
  ['IMG_0001.jpg', 'IMG_0002.jpg', 'IMG_0003.jpg', 'IMG_0004.jpg'],
  ['IMG_0100.jpg', 'IMG_0101.jpg'],
];

async function seriesFound(page: Page): Promise<WholeState> {
  await expect
    .poll(async () => (await appStateOf(page)).series.length)
    .toBeGreaterThan(0);
  return appStateOf(page);
}

test('a burst is a series and no duplicate; a favourite is kept and moves nothing', async ({
  openApp,
}) => {
  const library = await burstLibrary();
  try {
    const before = await library.snapshot();
    const { page } = await openApp({ granted: [library.path] });
    await chooseFolder(page, library.path);
    await scanEnd(page);
    const found = await seriesFound(page);
    expect(seriesPaths(found)).toEqual(SERIES);
    // The copied photo alone is a group of duplicates.
    expect(
      found.groups.map(({ keeper, members }) => [
        keeper.content,
        members.map(({ relation }) => relation.kind),
      ]),
    ).toEqual([[found.series[0]?.photos[1]?.content, ['identical-bytes']]]);

    await expect(
      page.getByRole('heading', { name: '2 bursts and series' }),
    ).toBeVisible();
    await page.getByRole('link', { name: 'Pick favourites' }).click();
    const rows = page
      .getByRole('list', { name: 'Bursts and series' })
      .locator('twin-series-row');
    await expect(rows).toHaveCount(2);
    await expect(
      rows.first().getByRole('heading', { name: '14 Jul 2019, 06:12:40' }),
    ).toBeVisible();
    await expect(rows.first()).toContainText('4 photos in 3 s');
    await expect(rows.first().locator('twin-thumb img').first()).toBeVisible();

    // By keys: to the first photo, the third, the other series and back.
    const button = (name: string) =>
      page.getByRole('button', { name: `${name}, favourite` });
    for (const name of ['IMG_0001', 'IMG_0002', 'IMG_0003']) {
      await page.keyboard.press('ArrowRight');
      await expect(button(`${name}.jpg`)).toBeFocused();
    }
    await page.keyboard.press('f');
    await expect(button('IMG_0003.jpg')).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await page.keyboard.press('ArrowDown');
    await expect(button('IMG_0100.jpg')).toBeFocused();
    await page.keyboard.press('f');
    await expect(rows.nth(1)).toContainText('1 favourite');
    await page.keyboard.press('z');
    await expect(rows.nth(1)).toContainText('No favourite yet');
    await page.keyboard.press('ArrowUp');
    await expect(button('IMG_0001.jpg')).toBeFocused();

    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const axe = new AxeBuilder({ page }).setLegacyMode(true);
        expect((await axe.analyze()).violations).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth),
        ).toBeLessThanOrEqual(width);
      }
    }

    // Marked or not, no photo of a series is to be moved.
    await callEngine(page, 'makePlan');
    const { plan } = await appStateOf(page);
    const victims = (plan?.groups ?? []).flatMap((group) => group.victims);
    expect(victims.map(({ path }) => path)).toHaveLength(1);
    expect(victims[0]?.path).toContain('IMG_0002.jpg');
    expect(await library.snapshot()).toEqual(before);

    // The star outlives a reload, another name and another scan.
    await page.reload();
    await appReady(page);
    expect(seriesPaths(await seriesFound(page))).toEqual(SERIES);
    await expect(button('IMG_0003.jpg')).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await rename(
      join(library.path, 'Trip/IMG_0003.jpg'),
      join(library.path, 'Trip/best.jpg'),
    );
    await scanEndAfter(page, async () => {
      await callEngine(page, 'startScan');
    });
    await expect(button('best.jpg')).toHaveAttribute('aria-pressed', 'true');
    await button('best.jpg').click();
    await expect(rows.first()).toContainText('No favourite yet');
  } finally {
    await library.remove();
  }
});

test('without series the screen says what would be there', async ({
  openApp,
}) => {
  const { page } = await openApp();
  await page.goto(`${new URL(page.url()).origin}/#/similar`);
  await expect(
    page.getByRole('heading', { name: 'No bursts or series.' }),
  ).toBeVisible();
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  expect((await axe.analyze()).violations).toEqual([]);
});

test('what its file or sidecar rates highly is a favourite until its star is taken away; the list is saved', async ({
  openApp,
}) => {
  const library = await PhotoFolder.create();
  try {
    const view = drawScene(1, 720, 480);
    for (const [at, notes] of [
      { rating: 3 },
      { rating: 5 },
      {},
      {},
    ].entries()) {
      await library.write(
        `Trip/IMG_000${at + 1}.jpg`,
        await taken(shotOf(view, at), `06:12:4${at}`, notes),
      );
    }
    // The third and the fourth one are rated beside them.
    await library.write('Trip/IMG_0003.xmp', sidecarText({ rating: 4 }));
    await library.write(
      'Trip/IMG_0004.jpg.supplemental-metadata.json',
      takeoutText('IMG_0004.jpg', { favorited: true }),
    );
    const { page } = await openApp({ granted: [library.path] });
    await chooseFolder(page, library.path);
    await scanEnd(page);
    await seriesFound(page);
    await page.getByRole('link', { name: 'Pick favourites' }).click();
    const row = page.locator('twin-series-row');
    const button = (name: string) => page.getByRole('button', { name });
    await expect(row).toContainText('3 favourites');
    await expect(button('IMG_0001.jpg, rated 3 of 5')).toHaveAttribute(
      'aria-pressed',
      'false',
    );
    const best = button('IMG_0002.jpg, rated 5 of 5');
    await expect(best).toHaveAttribute('aria-pressed', 'true');

    await best.click();
    await expect(best).toHaveAttribute('aria-pressed', 'false');
    await page.reload();
    await appReady(page);
    await seriesFound(page);
    await expect(best).toHaveAttribute('aria-pressed', 'false');
    await button('IMG_0001.jpg, rated 3 of 5').click();
    await expect(row).toContainText('3 favourites');

    const saved = await savedBy(page, button('Save 3 favourites as CSV'));
    expect(saved.name).toMatch(/favourites\.csv$/u);
    expect(parseCsv(saved.text)).toMatchObject([
      { path: 'Trip/IMG_0001.jpg', rating: '3', 'marked by': 'you' },
      { path: 'Trip/IMG_0003.jpg', rating: '4', 'marked by': 'rating' },
      { path: 'Trip/IMG_0004.jpg', rating: '5', 'marked by': 'rating' },
    ]);
  } finally {
    await library.remove();
  }
});
