import type { Settings } from '../src/domain/settings.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import {
  appReady,
  appStateOf,
  callEngine,
  groupsAsText,
  scanEnd,
} from './support/app-state-of.ts';
import { drawScene } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { PhotoFolder } from './support/photo-folder.ts';

test('matching settings re-group from what is stored; fingerprint settings read again', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await chooseFolder(page, library.path);
  const first = await scanEnd(page);
  const { settings } = first;
  const apply = async (changed: Settings): Promise<void> => {
    await callEngine(page, 'applySettings', changed);
  };

  await apply({
    ...settings,
    matching: { ...settings.matching, matchesRotations: false },
  });
  await expect
    .poll(async () => groupsAsText(await appStateOf(page)))
    .toHaveLength(2);
  expect((await appStateOf(page)).scan?.bytesRead).toBe(first.scan?.bytesRead);

  await apply(settings);
  await expect
    .poll(async () => groupsAsText(await appStateOf(page)))
    .toEqual(groupsAsText(first));

  // The half-size copy is 320 × 240: under this limit it is listed, not compared.
  await apply({
    ...settings,
    matching: { ...settings.matching, minShortSidePx: 250 },
  });
  await expect
    .poll(async () =>
      (await appStateOf(page)).ledger.map(({ failure }) => failure.kind),
    )
    .toContain('too-small');
  expect(groupsAsText(await appStateOf(page))).toHaveLength(2);

  const portable: Settings = {
    ...settings,
    fingerprint: { ...settings.fingerprint, decoders: 'portable' },
  };
  const effect = await callEngine(page, 'effectOf', portable);
  expect(effect).toMatchObject({ kind: 'reread', rereadCount: 13 });
  await apply(portable);
  const reread = await scanEnd(page);
  expect(reread.scan?.reused).toBe(0);
  expect(groupsAsText(reread)).toEqual(groupsAsText(first));
});

test.describe('every deciding hash', () => {
  for (const [algorithm, hashSize, thresholdBits] of [
    ['phash', 8, 6],
    ['pdq', 16, 40],
    ['dhash', 16, 40],
    ['ahash', 8, 4],
    ['whash', 8, 4],
  ] as const) {
    test(`${algorithm} at ${hashSize} finds the copies without reading again`, async ({
      openApp,
      library,
    }) => {
      const { page } = await openApp({ granted: [library.path] });
      await chooseFolder(page, library.path);
      const { settings, scan } = await scanEnd(page);
      await callEngine(page, 'applySettings', {
        ...settings,
        matching: { ...settings.matching, algorithm, hashSize, thresholdBits },
      });
      const kept = (await appStateOf(page)).groups.map(
        ({ keeper }) => keeper.path,
      );
      // Turned copies are a matter of pHash; identical and smaller ones are found by every hash.
      expect(kept).toEqual(
        expect.arrayContaining(['Backup/beach.jpg', 'Holiday/tower.jpg']),
      );
      expect((await appStateOf(page)).scan?.bytesRead).toBe(scan?.bytesRead);
    });
  }
});

test('without the second look a changed copy is said to look alike, and is not proposed', async ({
  openApp,
}) => {
  const folder = await PhotoFolder.create();
  try {
    const scene = drawScene(21, 900, 600);
    const data = scene.data.map((level, at) =>
      at % 4 === 3 ? level : 40 + level * 0.7,
    );
    await folder.write('photo.jpg', await encodeJpeg(scene, 92));
    await folder.write('pale.jpg', await encodeJpeg({ ...scene, data }, 92));
    const { page } = await openApp({ granted: [folder.path] });
    await chooseFolder(page, folder.path);
    const looked = groupsAsText(await scanEnd(page)).join();
    expect(looked).toContain('edited, undecided');

    await page.goto(`${new URL(page.url()).origin}/#/settings`);
    await page.getByLabel('Look a second time').setChecked(false);
    await page.getByRole('button', { name: 'Apply' }).click();
    await expect
      .poll(async () => groupsAsText(await appStateOf(page)).join())
      .toMatch(/\(other, undecided\)$/u);
    await page.goto(`${new URL(page.url()).origin}/#/review`);
    await expect(
      page.getByText('Looks alike, not looked at closely').first(),
    ).toBeVisible();
  } finally {
    await folder.remove();
  }
});

test('settings survive a reload', async ({ openApp }) => {
  const { page } = await openApp();
  const { settings } = await appStateOf(page);
  const changed: Settings = {
    ...settings,
    listing: { includesHidden: true, excludePatterns: ['**/cache/**'] },
  };
  await callEngine(page, 'applySettings', changed);
  await page.reload();
  await appReady(page);
  expect((await appStateOf(page)).settings).toEqual(changed);
});
