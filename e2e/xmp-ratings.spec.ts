import type { Page } from '@playwright/test';
import {
  MOST_SIDECAR_BYTES,
  SIDECAR_VERSION,
} from '../src/domain/sidecar-notes.ts';
import { takeoutText } from '../src/domain/takeout-test-text.ts';
import { sidecarText } from '../src/domain/xmp-sidecar.ts';
import {
  appReady,
  appStateOf,
  callEngine,
  groupsAsText,
  reasonsOf,
  scanEnd,
  scanEndAfter,
  type WholeState,
} from './support/app-state-of.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { drawScene, shrink } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { expectOnlyCompanions } from './support/hostile-sidecars.ts';
import { PhotoFolder } from './support/photo-folder.ts';
import { rawFile } from './support/raw-file.ts';
import { storedFiles } from './support/stored-files.ts';

/** As Lightroom writes it, cut to what matters. */
function adobe(rating: number, more = ''): string {
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="${rating}"${more}/></rdf:RDF></x:xmpmeta>`;
}

async function rescan(page: Page): Promise<WholeState> {
  return scanEndAfter(page, async () => {
    await callEngine(page, 'startScan');
  });
}

test('stars in a sidecar choose the keeper, and a changed sidecar chooses anew', async ({
  openApp,
}) => {
  const library = await PhotoFolder.create();
  try {
    const beach = await encodeJpeg(drawScene(1), 92);
    await library.write('A/beach.jpg', beach);
    await library.write('B/beach.jpg', beach);
    await library.write('B/beach.jpg.xmp', sidecarText({ rating: 5 }));
    // Raw data beside a small picture of another folder.
    const tower = drawScene(2);
    await library.write('Raw/T.DNG', rawFile(await encodeJpeg(tower, 96)));
    await library.write('Raw/T.xmp', adobe(4));
    await library.write('Web/t.jpg', await encodeJpeg(shrink(tower, 2), 70));

    const { page } = await openApp({ granted: [library.path] });
    const origin = new URL(page.url()).origin;
    await chooseFolder(page, library.path);
    const scanned = await scanEnd(page);
    expect(groupsAsText(scanned)).toEqual([
      'B/beach.jpg ← A/beach.jpg (identical-bytes, move)',
      'Raw/T.DNG ← Web/t.jpg (resized, move)',
    ]);
    expect(reasonsOf(scanned, 'B/beach.jpg')[0]).toBe(
      'rated 5 stars in its XMP sidecar',
    );
    expect(reasonsOf(scanned, 'Raw/T.DNG')[0]).toBe(
      'rated 4 stars in its XMP sidecar',
    );
    const rated = scanned.groups.find(
      ({ keeper }) => keeper.path === 'B/beach.jpg',
    );
    await page.goto(
      `${origin}/#/review/${encodeURIComponent(rated?.id ?? '')}`,
    );
    await expect(
      page.getByText('rated 5 stars in its XMP sidecar').first(),
    ).toBeVisible();
    await expect(page.getByText('5 of 5 (XMP sidecar)')).toBeVisible();

    // Nothing changed: no sidecar is read again.
    const again = await rescan(page);
    expect(again.scan).toMatchObject({ bytesRead: 0, companions: 2 });
    expect(groupsAsText(again)).toEqual(groupsAsText(scanned));

    // The stars went to the other copy.
    const moved = sidecarText({ rating: 5, caption: 'The best one' });
    await library.write('A/beach.jpg.xmp', moved);
    const unrated = sidecarText({ caption: 'Not so good' });
    await library.write('B/beach.jpg.xmp', unrated);
    const changed = await rescan(page);
    expect(changed.scan?.bytesRead).toBe(
      Buffer.byteLength(moved) + Buffer.byteLength(unrated),
    );
    expect(groupsAsText(changed)[0]).toBe(
      'A/beach.jpg ← B/beach.jpg (identical-bytes, undecided)',
    );
    expect(reasonsOf(changed, 'A/beach.jpg')[0]).toBe(
      'rated 5 stars in its XMP sidecar',
    );

    // What is stored of sidecars is there at the next visit.
    await page.reload();
    await appReady(page);
    await expect
      .poll(async () => reasonsOf(await appStateOf(page), 'A/beach.jpg')[0])
      .toBe('rated 5 stars in its XMP sidecar');
  } finally {
    await library.remove();
  }
});

test('stars that RawTherapee and DxO PhotoLab note choose the keeper', async ({
  openApp,
}) => {
  const library = await PhotoFolder.create();
  try {
    const beach = await encodeJpeg(drawScene(1), 92);
    await library.write('A/beach.jpg', beach);
    await library.write('B/beach.jpg', beach);
    await library.write('B/beach.jpg.pp3', '[General]\nRank=3\nColorLabel=0\n');
    const tower = await encodeJpeg(drawScene(2), 92);
    await library.write('C/tower.jpg', tower);
    await library.write('D/tower.jpg', tower);
    await library.write(
      'D/tower.jpg.dop',
      'Sidecar = {\r\n\tSource = {\r\n\t\tItems = {\r\n\t\t\tRating = 5,\r\n',
    );
    const { page } = await openApp({ granted: [library.path] });
    await chooseFolder(page, library.path);
    const scanned = await scanEnd(page);
    expect(scanned.ledger).toEqual([]);
    expect(groupsAsText(scanned)).toEqual([
      'B/beach.jpg ← A/beach.jpg (identical-bytes, move)',
      'D/tower.jpg ← C/tower.jpg (identical-bytes, move)',
    ]);
    expect(reasonsOf(scanned, 'B/beach.jpg')[0]).toBe(
      'rated 3 stars in its RawTherapee sidecar',
    );
    expect(reasonsOf(scanned, 'D/tower.jpg')[0]).toBe(
      'rated 5 stars in its DxO sidecar',
    );
  } finally {
    await library.remove();
  }
});

test('a hostile sidecar changes nothing but what moves with its photo', async ({
  openApp,
}) => {
  const hostile: Record<string, Buffer | string> = {
    'not XMP': 'xmp:Rating="5"',
    binary: await encodeJpeg(drawScene(9, 64, 48), 80),
    huge: adobe(5) + ' '.repeat(MOST_SIDECAR_BYTES),
    'cut off': adobe(5).slice(0, adobe(5).indexOf('xmp:Rating="') + 12),
    'too many stars': adobe(9),
    deep: `<rdf:RDF>${'<dc:subject><rdf:li>'.repeat(10_000)}`,
  };
  await expectOnlyCompanions(openApp, hostile, 'xmp');
});

test('nor does one of another program', async ({ openApp }) => {
  const hostile: Record<string, Buffer | string> = {
    'not a profile': 'Rank=5\nRating = 5,',
    binary: await encodeJpeg(drawScene(9, 64, 48), 80),
    huge: `[General]\nRank=5\n${' '.repeat(MOST_SIDECAR_BYTES)}`,
    'cut off': '[General]\nRank=',
    'too many stars': '[General]\nRank=9',
    sections: '[General]\n'.repeat(20_000),
  };
  await expectOnlyCompanions(openApp, hostile, 'pp3');
});

test('sidecars of an earlier version are read once more, and no photo with them', async ({
  openApp,
}) => {
  const library = await PhotoFolder.create();
  try {
    const beach = await encodeJpeg(drawScene(1), 92);
    const sidecar = adobe(5, ' xmp:Label="Red"');
    await library.write('A/beach.jpg', beach);
    await library.write('B/beach.jpg', beach);
    await library.write('B/beach.xmp', sidecar);
    const json = takeoutText('beach.jpg', { description: 'By the sea' });
    await library.write('A/beach.jpg.json', json);
    const { page } = await openApp({ granted: [library.path] });
    await chooseFolder(page, library.path);
    await scanEnd(page);
    await forgetNotes(page);
    const noted = async () =>
      (await storedFiles(page)).flatMap(({ path, outcome }) =>
        outcome.kind === 'companion' && outcome.notes ? [path] : [],
      );
    expect(await noted()).toEqual([]);

    await page.reload();
    await appReady(page);
    const old = await appStateOf(page);
    const [before] = groupsAsText(old);
    expect(before).toBe(
      'A/beach.jpg ← B/beach.jpg (identical-bytes, undecided)',
    );
    const scanned = await rescan(page);
    expect(scanned.scan?.bytesRead).toBe(sidecar.length + json.length);
    expect(reasonsOf(scanned, 'B/beach.jpg')[0]).toBe(
      'rated 5 stars in its XMP sidecar',
    );
    expect((await noted()).sort()).toEqual(['A/beach.jpg.json', 'B/beach.xmp']);
    expect((await rescan(page)).scan?.bytesRead).toBe(0);
  } finally {
    await library.remove();
  }
});

/** Makes the stored sidecars what an app that did not look into them has stored. */
async function forgetNotes(page: Page): Promise<void> {
  const versions = (await storedFiles(page)).map(
    ({ pipelineVersion }) => pipelineVersion,
  );
  const ofPhotos = versions.find((version) => version !== SIDECAR_VERSION);
  expect(versions).toHaveLength(4);
  await page.evaluate(async (version) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('twinsift');
      opening.onerror = () => {
        reject(new Error(String(opening.error)));
      };
      opening.onsuccess = () => {
        resolve(opening.result);
      };
    });
    const transaction = database.transaction('files', 'readwrite');
    const cursor = transaction.objectStore('files').openCursor();
    cursor.onsuccess = () => {
      const at = cursor.result;
      if (at === null) return;
      const row = at.value as {
        pipelineVersion?: string;
        outcomes?: [number, { notes?: unknown }][];
      };
      if (row.pipelineVersion !== undefined) {
        row.pipelineVersion = version ?? '';
        for (const [, outcome] of row.outcomes ?? []) delete outcome.notes;
        at.update(row);
      }
      at.continue();
    };
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => {
        resolve();
      };
      transaction.onabort = () => {
        reject(new Error(String(transaction.error)));
      };
    });
    database.close();
  }, ofPhotos);
}
