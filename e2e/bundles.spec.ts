import { chooseFolder, expect, test } from './support/app-test.ts';
import {
  appReady,
  appStateOf,
  callEngine,
  groupsAsText,
  scanEnd,
} from './support/app-state-of.ts';
import { drawScene, shrink } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { rawFile } from './support/raw-file.ts';
import { PhotoFolder } from './support/photo-folder.ts';
import { openQuarantine, undoMove } from './support/undo-move.ts';

/** A camera folder with parts of shots, and a backup of it that holds some of them. */
async function shotLibrary(): Promise<PhotoFolder> {
  const folder = await PhotoFolder.create();
  const beach = await encodeJpeg(drawScene(1), 92);
  const beachRaw = rawFile(await encodeJpeg(drawScene(1), 96));
  const tower = await encodeJpeg(drawScene(2), 92);
  const garden = await encodeJpeg(drawScene(3), 92);
  const small = await encodeJpeg(shrink(drawScene(3), 2), 70);
  for (const place of ['Camera', 'Backup']) {
    // A RAW + JPEG shot with its edits, twice.
    await folder.write(`${place}/IMG_1.DNG`, beachRaw);
    await folder.write(`${place}/IMG_1.JPG`, beach);
    await folder.write(`${place}/IMG_1.xmp`, '<x:xmpmeta>edits</x:xmpmeta>');
    // A live photo, twice.
    await folder.write(`${place}/IMG_2.JPG`, tower);
    await folder.write(`${place}/IMG_2.MOV`, 'the film of the tower');
  }
  // A copy with a note of its own, kept for the person to decide on.
  await folder.write('Camera/IMG_3.JPG', garden);
  await folder.write('Export/IMG_3.JPG', small);
  await folder.write('Export/IMG_3.JPG.supplemental-metadata.json', '{"a":1}');
  // A shot that has no copy: its parts are not copies of each other.
  const alone = drawScene(14);
  await folder.write('Camera/IMG_4.DNG', rawFile(await encodeJpeg(alone, 96)));
  await folder.write('Camera/IMG_4.JPG', await encodeJpeg(alone, 80));
  await folder.write('Camera/IMG_4-edited.JPG', await encodeJpeg(alone, 60));
  // A film that belongs to no photo.
  await folder.write('Camera/MOV_5.MOV', 'a film');
  return folder;
}

test('the files of one shot are one row, move together, and come back together', async ({
  openApp,
}) => {
  const library = await shotLibrary();
  try {
    const before = await library.snapshot();
    const { page } = await openApp({ granted: [library.path] });
    await chooseFolder(page, library.path);
    const scanned = await scanEnd(page);

    expect(groupsAsText(scanned)).toEqual([
      'Backup/IMG_1.DNG ← Camera/IMG_1.DNG (identical-bytes, move)',
      'Backup/IMG_2.JPG ← Camera/IMG_2.JPG (identical-bytes, move)',
      'Camera/IMG_3.JPG ← Export/IMG_3.JPG (resized, undecided)',
    ]);
    expect(scanned.scan?.companions).toBe(5);
    expect(
      scanned.ledger.map(({ path, failure }) => [path, failure.kind]),
    ).toEqual([['Camera/MOV_5.MOV', 'not-a-picture']]);
    await expect(
      page.getByText('RAW + JPEG · with sidecar').first(),
    ).toBeVisible();
    await expect(page.getByText('Live Photo').first()).toBeVisible();

    // A sidecar is told by its photo, not listed among what went wrong.
    await page.getByRole('link', { name: '5 companion files' }).click();
    const companions = page
      .getByRole('list', { name: 'Companion files' })
      .getByRole('listitem');
    await expect(companions).toHaveCount(5);
    await expect(
      companions.filter({ hasText: 'Camera/IMG_2.MOV' }),
    ).toContainText('Belongs to IMG_2.JPG');

    await page.goto(`${new URL(page.url()).origin}/#/plan`);
    await expect(
      page.getByRole('heading', { name: /^2 photos and 3 companion files/u }),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Move to quarantine' }).click();
    await expect(
      page.getByText(/^2 photos and 3 companion files moved aside/u),
    ).toBeVisible();
    const moved = await library.snapshot();
    const gone = Object.keys(before).filter((path) => !(path in moved));
    expect(gone.sort()).toEqual([
      'Camera/IMG_1.DNG',
      'Camera/IMG_1.JPG',
      'Camera/IMG_1.xmp',
      'Camera/IMG_2.JPG',
      'Camera/IMG_2.MOV',
    ]);

    await openQuarantine(page);
    await expect(
      page.getByRole('heading', { name: /2 photos and 3 companion files/u }),
    ).toBeVisible();
    await undoMove(page);
    expect(await library.snapshot()).toEqual(before);
    await expect
      .poll(async () => groupsAsText(await appStateOf(page)))
      .toEqual(groupsAsText(scanned));
  } finally {
    await library.remove();
  }
});

test('a photo that gets a companion is not read again, and is part of a shot from then on', async ({
  openApp,
}) => {
  const library = await PhotoFolder.create();
  try {
    const beach = await encodeJpeg(drawScene(1), 92);
    await library.write('A/beach.jpg', beach);
    await library.write('B/beach.jpg', beach);
    const { page } = await openApp({ granted: [library.path] });
    await chooseFolder(page, library.path);
    expect(groupsAsText(await scanEnd(page))).toEqual([
      'A/beach.jpg ← B/beach.jpg (identical-bytes, move)',
    ]);

    await library.write('B/beach.xmp', '<x:xmpmeta>edits</x:xmpmeta>');
    await callEngine(page, 'startScan');
    const { scan, companionFiles } = await appStateOf(page);
    expect(scan).toMatchObject({ reused: 2, fingerprinted: 0, companions: 1 });
    expect(companionFiles).toMatchObject([
      { path: 'B/beach.xmp', shot: 'B/beach.jpg' },
    ]);

    // As was stored of it: nothing has changed since.
    await page.reload();
    await appReady(page);
    await callEngine(page, 'startScan');
    const again = await appStateOf(page);
    expect(again.scan).toMatchObject({ reused: 2, fingerprinted: 0 });
    expect(groupsAsText(again)).toEqual([
      'B/beach.jpg ← A/beach.jpg (identical-bytes, move)',
    ]);
  } finally {
    await library.remove();
  }
});

test('a companion that changed after the scan keeps its photo where it is', async ({
  openApp,
}) => {
  const library = await shotLibrary();
  try {
    const { page } = await openApp({ granted: [library.path] });
    await chooseFolder(page, library.path);
    await scanEnd(page);
    await library.write('Camera/IMG_1.xmp', '<x:xmpmeta>EDITS</x:xmpmeta>');
    await library.write('Camera/IMG_2.aae', 'came later');
    const before = await library.snapshot();
    await callEngine(page, 'makePlan');
    await callEngine(page, 'runPlan');
    expect(await library.snapshot()).toEqual(before);
    const { operation } = await appStateOf(page);
    expect(
      operation?.results.map((result) =>
        result.kind === 'refused'
          ? [result.file.path, result.refusal.kind]
          : result.kind,
      ),
    ).toEqual([
      ['Camera/IMG_1.DNG', 'group-stopped'],
      ['Camera/IMG_1.JPG', 'group-stopped'],
      ['Camera/IMG_1.xmp', 'victim-changed'],
      ['Camera/IMG_2.JPG', 'companion-stays'],
      ['Camera/IMG_2.MOV', 'companion-stays'],
    ]);
  } finally {
    await library.remove();
  }
});

test('on a narrow phone the way to the plan is in view beside the count of companions', async ({
  openApp,
}) => {
  const library = await shotLibrary();
  try {
    const { page } = await openApp({ granted: [library.path] });
    await chooseFolder(page, library.path);
    await scanEnd(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`${new URL(page.url()).origin}/#/review`);
    await expect(page.getByTestId('to-move')).toContainText('companion file');
    const plan = page.getByRole('link', { name: 'Review plan' });
    await expect(plan).toBeInViewport({ ratio: 1 });
  } finally {
    await library.remove();
  }
});
