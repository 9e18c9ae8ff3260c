import { sidecarText } from '../src/domain/xmp-sidecar.ts';
import {
  appStateOf,
  callEngine,
  scanEnd,
  scanEndAfter,
} from './support/app-state-of.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { drawScene, shrink } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { gpsSegment, withSegments, xmpSegment } from './support/jpeg-notes.ts';
import { moveCopy } from './support/move-copy.ts';
import { PhotoFolder } from './support/photo-folder.ts';

/** A large photo without notes, and a small copy of it that has them all. */
async function notedLibrary(): Promise<PhotoFolder> {
  const folder = await PhotoFolder.create();
  const small = await encodeJpeg(shrink(drawScene(1), 2), 80);
  await folder.write('Photos/beach.jpg', await encodeJpeg(drawScene(1), 92));
  await folder.write(
    'Sent/beach small.jpg',
    withSegments(
      small,
      gpsSegment({ latitude: [52, 31, 12], longitude: [13, 24, 18] }),
      xmpSegment(
        sidecarText({
          rating: 4,
          keywords: ['tower & sea', 'Köln'],
          caption: 'A <fine> day',
        }),
      ),
    ),
  );
  return folder;
}

test('what only the copy notes is shown, written beside the photo that stays, and taken back', async ({
  openApp,
}) => {
  const library = await notedLibrary();
  try {
    const before = await library.snapshot();
    const { page } = await openApp({ granted: [library.path] });
    const origin = new URL(page.url()).origin;
    await chooseFolder(page, library.path);
    await scanEnd(page);

    // The rating speaks for the copy, the pixels for the original.
    await moveCopy(page, 'Photos/beach.jpg', 'Sent/beach small.jpg');
    const group = (await appStateOf(page)).groups[0];
    expect(group?.keeper.path).toBe('Photos/beach.jpg');
    await page.goto(
      `${origin}/#/review/${encodeURIComponent(group?.id ?? '')}`,
    );
    const words =
      /Only this copy has: GPS 52\.52000, 13\.40500; rating 4 of 5; keywords tower & sea, Köln; caption “A <fine> day”/u;
    await expect(page.getByTestId('only-here')).toContainText(words);

    await page.goto(`${origin}/#/plan`);
    await expect(page.getByTestId('lost-notes')).toContainText(
      '1 of these photos has notes',
    );
    await expect(page.getByText(words)).toBeVisible();
    const box = page.getByRole('checkbox', {
      name: /write these to a sidecar beside the photo that stays/iu,
    });
    await expect(box).not.toBeChecked();
    await box.check();
    await page.getByRole('button', { name: 'Move to quarantine' }).click();
    await expect(page.getByTestId('sidecars-written')).toContainText(
      '1 sidecar written beside the photo that stays.',
    );

    const sidecar = (await library.read('Photos/beach.jpg.xmp')).toString();
    for (const part of [
      '<xmp:Rating>4</xmp:Rating>',
      '<exif:GPSLatitude>52,31.200000N</exif:GPSLatitude>',
      '<exif:GPSLongitude>13,24.300000E</exif:GPSLongitude>',
      '<rdf:li>tower &amp; sea</rdf:li>',
      '<rdf:li>Köln</rdf:li>',
      '<rdf:li xml:lang="x-default">A &lt;fine&gt; day</rdf:li>',
    ]) {
      expect(sidecar).toContain(part);
    }
    // A real parser takes it.
    const isXml = await page.evaluate(
      (text) =>
        new DOMParser()
          .parseFromString(text, 'application/xml')
          .querySelector('parsererror') === null,
      sidecar,
    );
    expect(isXml).toBe(true);
    const moved = await library.snapshot();
    expect(moved['Photos/beach.jpg']).toBe(before['Photos/beach.jpg']);
    expect(moved['Sent/beach small.jpg']).toBeUndefined();

    // At the next scan it belongs to the photo.
    const rescanned = await scanEndAfter(page, async () => {
      await callEngine(page, 'startScan');
    });
    expect(rescanned.companionFiles.map(({ path }) => path)).toEqual([
      'Photos/beach.jpg.xmp',
    ]);

    await page.goto(`${origin}/#/quarantine`);
    await expect(
      page.getByText('1 sidecar written beside photos that stay'),
    ).toBeVisible();
    await page.getByRole('button', { name: /undo/iu }).first().click();
    await expect
      .poll(async () => (await appStateOf(page)).quarantines)
      .toEqual([]);
    expect(await library.snapshot()).toEqual(before);
  } finally {
    await library.remove();
  }
});

test('a sidecar that is there is not overwritten, and the copy stays', async ({
  openApp,
}) => {
  const library = await notedLibrary();
  try {
    await library.write('Photos/beach.xmp', '<x:xmpmeta>edits</x:xmpmeta>');
    const before = await library.snapshot();
    const { page } = await openApp({ granted: [library.path] });
    await chooseFolder(page, library.path);
    await scanEnd(page);
    await moveCopy(page, 'Photos/beach.jpg', 'Sent/beach small.jpg');
    await callEngine(page, 'makePlan');
    await callEngine(page, 'writeSidecars', true);
    await callEngine(page, 'runPlan');
    const { operation } = await appStateOf(page);
    expect(operation?.results).toMatchObject([
      {
        kind: 'refused',
        refusal: { kind: 'sidecar-exists', path: 'Photos/beach.xmp' },
      },
    ]);
    expect(await library.snapshot()).toEqual(before);

    // Without sidecars it moves.
    await callEngine(page, 'makePlan');
    await callEngine(page, 'runPlan');
    expect(await library.snapshot()).not.toHaveProperty([
      'Sent/beach small.jpg',
    ]);
  } finally {
    await library.remove();
  }
});
