import { chooseFolder, expect, test } from './support/app-test.ts';
import { drawScene, type Picture } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { PhotoFolder } from './support/photo-folder.ts';

/** More than stay beside each other: docs/decisions/0024-nearest-pairs.md. */
const FRAMES = 72;

/** One frame of a fixed camera before which something dark passes. */
function frameOf(scene: Picture, number: number): Picture {
  const data = scene.data.slice();
  for (let y = 150; y < 180; y += 1) {
    for (let x = 0; x < 20; x += 1) {
      const at = (y * scene.width + 5 * number + x) * 4;
      data.fill(20, at, at + 3);
    }
  }
  return { ...scene, data };
}

test('of pictures that all look alike it is said that only the nearest are compared', async ({
  openApp,
}) => {
  const folder = await PhotoFolder.create();
  try {
    const scene = drawScene(31, 400, 300);
    for (let number = 0; number < FRAMES; number += 1) {
      const jpeg = await encodeJpeg(frameOf(scene, number), 85);
      await folder.write(`frame ${number}.jpg`, jpeg);
    }
    const { page } = await openApp({ granted: [folder.path] });
    await chooseFolder(page, folder.path);
    const notice = page.getByText(
      /photos? (?:each )?looks? like more than 64/u,
    );
    await expect(notice).toBeVisible({ timeout: 60_000 });

    // Where the threshold is chosen it counts as well.
    await page.goto(`${new URL(page.url()).origin}/#/settings`);
    await expect(notice).toBeVisible({ timeout: 60_000 });
  } finally {
    await folder.remove();
  }
});
