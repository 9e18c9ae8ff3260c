import { groupsAsText, reasonsOf, scanEnd } from './app-state-of.ts';
import { chooseFolder, expect, type OpenApp } from './app-test.ts';
import { drawScene } from './draw-scene.ts';
import { encodeJpeg } from './encode-picture.ts';
import { PhotoFolder } from './photo-folder.ts';

/**
 * Scans pairs of copies, one of each with such a sidecar beside it, and expects that it says nothing
 * of its photo but that it goes with it.
 *
 * @param hostile the bytes of each, by the name of its photo
 * @param ending of the sidecars' names, behind the name without an extension
 */
export async function expectOnlyCompanions(
  openApp: OpenApp,
  hostile: Readonly<Record<string, Buffer | string>>,
  ending: string,
): Promise<void> {
  const library = await PhotoFolder.create();
  try {
    const names = Object.keys(hostile);
    for (const [index, name] of names.entries()) {
      const photo = await encodeJpeg(drawScene(20 + index), 90);
      await library.write(`A/${name}.jpg`, photo);
      await library.write(`B/${name}.jpg`, photo);
      await library.write(`B/${name}.${ending}`, hostile[name] ?? '');
    }
    const { page } = await openApp({ granted: [library.path] });
    await chooseFolder(page, library.path);
    const scanned = await scanEnd(page);
    expect(scanned.ledger).toEqual([]);
    expect(scanned.scan?.companions).toBe(names.length);
    expect(groupsAsText(scanned)).toEqual(
      names
        .map((name) => `B/${name}.jpg ← A/${name}.jpg (identical-bytes, move)`)
        .sort(),
    );
    for (const name of names) {
      expect(reasonsOf(scanned, `B/${name}.jpg`)).toEqual([
        'it is complete: with sidecar',
      ]);
    }
  } finally {
    await library.remove();
  }
}
