import type { Page } from '@playwright/test';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { appStateOf, groupsAsText, scanEnd } from './support/app-state-of.ts';
import { drawScene, type Picture } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { PhotoFolder } from './support/photo-folder.ts';

/** What is left when these shares of the sides are cut off. */
function cropped(picture: Picture, left: number, right: number): Picture {
  const from = Math.round(picture.width * left);
  const width = Math.round(picture.width * (1 - right)) - from;
  const data = new Uint8ClampedArray(width * picture.height * 4);
  for (let y = 0; y < picture.height; y += 1) {
    const at = (y * picture.width + from) * 4;
    data.set(picture.data.subarray(at, at + width * 4), y * width * 4);
  }
  return { data, width, height: picture.height };
}

/**
 * Of one scene the whole, a crop of it, and a crop of that crop, which lacks too much to be held
 * against the whole; and scenes that have no copy.
 */
async function cropLibrary(): Promise<PhotoFolder> {
  const folder = await PhotoFolder.create();
  const scene = drawScene(21, 900, 600);
  const crop = cropped(scene, 0.16, 0);
  const cropOfCrop = cropped(crop, 0, 0.16);
  await folder.write('whole.jpg', await encodeJpeg(scene, 92));
  await folder.write('crop.jpg', await encodeJpeg(crop, 90));
  await folder.write('crop of crop.jpg', await encodeJpeg(cropOfCrop, 88));
  for (const seed of [22, 23, 24]) {
    const single = drawScene(seed, 900, 600);
    await folder.write(`single ${seed}.jpg`, await encodeJpeg(single, 90));
  }
  return folder;
}

async function lookForCrops(page: Page, isWanted: boolean): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/settings`);
  await page.getByLabel('Find cropped copies too').setChecked(isWanted);
  await page.getByRole('button', { name: 'Apply' }).click();
}

test('crops are found when asked for, named as crops, and never proposed for moving', async ({
  openApp,
}) => {
  const library = await cropLibrary();
  try {
    const { page } = await openApp({ granted: [library.path] });
    await chooseFolder(page, library.path);
    const first = await scanEnd(page);
    expect(groupsAsText(first)).toEqual([]);

    await lookForCrops(page, true);
    await expect
      .poll(async () => groupsAsText(await appStateOf(page)))
      .toEqual(['whole.jpg ← crop.jpg (cropped, undecided)']);
    // Only the second look reads files again, never the scan.
    expect((await appStateOf(page)).scan?.bytesRead).toBe(
      first.scan?.bytesRead,
    );

    // What is like a copy only, and not like the photo that stays, is a link and no member.
    await page.goto(`${new URL(page.url()).origin}/#/review`);
    await expect(page.getByTestId('also-similar')).toContainText(
      /crop of crop\.jpg\s+via crop\.jpg/u,
    );
    await page.goto(`${new URL(page.url()).origin}/#/plan`);
    await expect(page.getByText('Nothing is to be moved')).toBeVisible();

    await lookForCrops(page, false);
    await expect
      .poll(async () => groupsAsText(await appStateOf(page)))
      .toEqual([]);
  } finally {
    await library.remove();
  }
});
