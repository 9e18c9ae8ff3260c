import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { AppEngine } from '../src/engine/app-engine.ts';
import { FIRST_LOOK } from '../src/domain/first-look.ts';
import { DEFAULT_SETTINGS } from '../src/domain/settings.ts';
import { withThumbnail } from '../src/worker/first-look-test-files.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import {
  appReady,
  appStateOf,
  callEngine,
  groupsAsText,
  scanEnd,
  type WholeState,
  reportText,
} from './support/app-state-of.ts';
import { drawScene, shrink, type Picture } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { PhotoFolder } from './support/photo-folder.ts';

const SCENES = 220;
/**
 * What makes the folder large enough for a first look: files of holes, which take no room on the
 * disk. No pictures, by their start, so that the full pass reads no more of them.
 */
const HOLES = 10;
const HOLE_BYTES = FIRST_LOOK.minNewBytes / HOLES;
const COPY_EVERY = 8;
/**
 * Photos of their own that carry the thumbnail of another, as editors leave them. Their names come
 * last, so that they are read last of all suspects.
 */
const LIARS = [3, 5];

let library: PhotoFolder;

async function cameraPhoto(scene: Picture, shownBy: Picture): Promise<Buffer> {
  const thumbnail = await encodeJpeg(shrink(shownBy, 2), 75);
  return largeFile(withThumbnail(await encodeJpeg(scene, 88), thumbnail));
}

/** Of a size at which a file is looked at, by what follows its picture. */
function largeFile(jpeg: Uint8Array): Buffer {
  return Buffer.concat([jpeg, Buffer.alloc(FIRST_LOOK.mostSmallBytes)]);
}

test.beforeAll(async () => {
  library = await PhotoFolder.create();
  for (let seed = 0; seed < SCENES; seed += 1) {
    const scene = drawScene(seed, 320, 240);
    const half = seed % 2 === 0 ? 'even' : 'odd';
    await library.write(
      `${half}/scene-${seed}.jpg`,
      await cameraPhoto(scene, scene),
    );
    if (seed % COPY_EVERY === 0) {
      const small = shrink(scene, 2);
      const copy = withThumbnail(
        await encodeJpeg(small, 70),
        await encodeJpeg(small, 60),
      );
      await library.write(`odd/small-${seed}.jpg`, largeFile(copy));
    }
  }
  for (const seed of LIARS) {
    await library.write(
      `odd/x-liar-${seed}.jpg`,
      await cameraPhoto(
        drawScene(1000 + seed, 320, 240),
        drawScene(seed, 320, 240),
      ),
    );
  }
  for (let number = 0; number < HOLES; number += 1) {
    const path = `holes/hole-${number}.jpg`;
    await library.write(path, '');
    await truncate(join(library.path, path), HOLE_BYTES);
  }
});

test.afterAll(async () => {
  await library.remove();
});

/** Pauses the scan as soon as the first look is over and some likely groups wait. */
async function pauseAfterFirstLook(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { engine } = document.querySelector('twinsift-app') as unknown as {
      engine: AppEngine;
    };
    const stop = engine.subscribe(() => {
      const { provisional, scan } = engine.state;
      const isOver =
        scan?.isListingComplete === true && scan.firstLook === undefined;
      if (provisional.length > 0 && isOver) {
        stop();
        engine.pauseScan();
      }
    });
  });
}

/** The drop that stands for the folder dialog leaves the page waiting for one of its own. */
async function endDrag(page: Page): Promise<void> {
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([], 'nothing'));
    dispatchEvent(new DragEvent('dragleave', { dataTransfer }));
  });
  await expect(page.getByText('Drop folders to add them')).toHaveCount(0);
}

/** Whether any likely group has been shown since this was called. */
async function watchProvisional(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => {
    const app = document.querySelector('twinsift-app') as unknown as {
      engine: AppEngine;
      dataset: DOMStringMap;
    };
    app.engine.subscribe(() => {
      if (app.engine.state.provisional.length > 0) app.dataset['seen'] = 'yes';
    });
  });
  return () =>
    page.evaluate(
      () =>
        document.querySelector<HTMLElement>('twinsift-app')?.dataset['seen'] ===
        'yes',
    );
}

function provisionalPaths({ provisional }: WholeState): string[][] {
  return provisional.map(({ photos }) => photos.map(({ path }) => path));
}

test('likely groups are shown, cannot be acted on, and are confirmed or withdrawn', async ({
  openApp,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await pauseAfterFirstLook(page);
  await chooseFolder(page, library.path);
  const panel = page.locator('twin-first-look');
  await expect(
    panel.getByRole('heading', {
      name: /likely groups? found at a first look, being checked/u,
    }),
  ).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible();
  // The pictures are the ones inside the files: no file has been decoded for them.
  const picture = panel.locator('twin-thumb img').first();
  await expect
    .poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth))
    .toBe(160);
  await expect(panel.getByText('Being checked').first()).toBeVisible();

  await expect(
    page.getByRole('status').filter({ hasText: /likely groups? found/u }),
  ).toHaveCount(1);
  await endDrag(page);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const axe = new AxeBuilder({ page }).setLegacyMode(true);
    expect((await axe.analyze()).violations).toEqual([]);
  }

  // Nothing in it can be pressed, followed or focused.
  for (const role of ['link', 'button', 'checkbox', 'menuitem'] as const) {
    await expect(panel.getByRole(role)).toHaveCount(0);
  }
  await expect(panel.locator('[tabindex], [href]')).toHaveCount(0);

  // Nothing behind the page takes it either.
  const paused = await appStateOf(page);
  const likely = provisionalPaths(paused);
  const liars = likely.filter((paths) =>
    paths.some((path) => path.includes('liar')),
  );
  expect(liars).toHaveLength(LIARS.length);
  expect(paused.totals.groups).toBe(paused.groups.length);
  const [first] = paused.provisional;
  await callEngine(page, 'move', first?.id, first?.photos[1]?.key);
  await callEngine(page, 'makeKeeper', first?.id, first?.photos[1]?.key);
  await callEngine(page, 'makePlan');
  const acted = await appStateOf(page);
  expect(acted.canUndoDecision).toBe(false);
  expect(JSON.stringify(acted.plan ?? {})).not.toContain('liar');
  for (const kind of ['json', 'csv', 'html', 'shell'] as const) {
    expect(await reportText(page, kind)).not.toContain('liar');
  }
  await callEngine(page, 'discardPlan');

  await page.getByRole('button', { name: 'Continue' }).click();
  const end = await scanEnd(page, 120_000);
  expect(end.provisional).toEqual([]);
  await expect(panel).toHaveCount(0);
  const final = groupsAsText(end);
  expect(final).toHaveLength(Math.ceil(SCENES / COPY_EVERY));
  expect(final.join()).not.toContain('liar');
});

test('a scan that is stopped in its first look leaves nothing behind and can go on', async ({
  openApp,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await page.evaluate(() => {
    const { engine } = document.querySelector('twinsift-app') as unknown as {
      engine: AppEngine;
    };
    const stop = engine.subscribe(() => {
      if (engine.state.provisional.length > 0) {
        stop();
        void engine.stopScan();
      }
    });
  });
  await chooseFolder(page, library.path);
  const stopped = await scanEnd(page);
  expect(stopped.scan?.stage).toBe('stopped');
  expect(stopped.provisional).toEqual([]);
  await expect(page.locator('twin-first-look')).toHaveCount(0);
  await callEngine(page, 'startScan');
  const end = await scanEnd(page, 120_000);
  expect(end.scan?.stage).toBe('finished');
  expect(end.groups).toHaveLength(Math.ceil(SCENES / COPY_EVERY));
});

test('the groups are those of scans without a first look; what is known is not looked at', async ({
  openApp,
}) => {
  const withLook = await openApp({ granted: [library.path] });
  const wasSeen = await watchProvisional(withLook.page);
  await chooseFolder(withLook.page, library.path);
  const expected = groupsAsText(await scanEnd(withLook.page, 120_000));
  expect(await wasSeen()).toBe(true);

  // From what is stored, and again with all files known.
  await withLook.page.reload();
  await appReady(withLook.page);
  const seenAgain = await watchProvisional(withLook.page);
  await expect
    .poll(async () => groupsAsText(await appStateOf(withLook.page)))
    .toEqual(expected);
  await callEngine(withLook.page, 'startScan');
  expect(groupsAsText(await appStateOf(withLook.page))).toEqual(expected);
  expect(await seenAgain()).toBe(false);
  await withLook.browser.close();

  // Without the files that make it worth a first look, in two steps.
  const { page } = await openApp({ granted: [library.path] });
  const seenWithout = await watchProvisional(page);
  const excluding = (excludePatterns: string[]) => ({
    ...DEFAULT_SETTINGS,
    listing: { ...DEFAULT_SETTINGS.listing, excludePatterns },
  });
  await callEngine(page, 'applySettings', excluding(['odd/**', 'holes/**']));
  await chooseFolder(page, library.path);
  const half = await scanEnd(page, 120_000);
  expect(half.scan?.listed).toBe(SCENES / 2);
  await callEngine(page, 'applySettings', excluding(['holes/**']));
  const whole = await scanEnd(page, 120_000);
  expect(whole.scan?.listed).toBeGreaterThan(SCENES);
  expect(groupsAsText(whole)).toEqual(expected);
  expect(await seenWithout()).toBe(false);
});
