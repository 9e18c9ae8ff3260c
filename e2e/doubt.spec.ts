import type { Page } from '@playwright/test';
import { exifPayload } from '../src/files/sample-library/exif-writer.ts';
import { segment } from '../src/worker/test-pictures.ts';
import { appStateOf, scanEnd } from './support/app-state-of.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { drawScene, shrink } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { withSegments } from './support/jpeg-notes.ts';
import { PhotoFolder } from './support/photo-folder.ts';

const APP1 = 0xe1;

/** A large photo without camera data, a smaller one that has it, and two copies worse than either. */
async function doubtfulFolder(): Promise<PhotoFolder> {
  const folder = await PhotoFolder.create();
  const scene = drawScene(2);
  const dated = exifPayload({
    make: 'Canon',
    model: 'EOS 80D',
    lens: 'EF-S18-135mm',
    capturedAt: '2019:07:14 12:00:00',
  });
  const half = shrink(scene, 2);
  await folder.write('large.jpg', await encodeJpeg(scene, 92));
  await folder.write(
    'dated.jpg',
    withSegments(
      Buffer.from(await encodeJpeg(half, 92)),
      Buffer.from(segment(APP1, ...dated)),
    ),
  );
  await folder.write('small.jpg', await encodeJpeg(half, 70));
  await folder.write('smaller.jpg', await encodeJpeg(half, 55));
  return folder;
}

async function states(page: Page): Promise<Record<string, string>> {
  const { groups } = await appStateOf(page);
  return Object.fromEntries(
    (groups[0]?.members ?? []).map(({ photo, state }) => [photo.path, state]),
  );
}

test('one copy in doubt is decided first, and the rest follows', async ({
  openApp,
}) => {
  const folder = await doubtfulFolder();
  const { page } = await openApp({ granted: [folder.path] });
  await chooseFolder(page, folder.path);
  await scanEnd(page);
  await page.getByRole('link', { name: 'Review' }).first().click();

  // The doubtful pair is what is shown, whichever copy is closer to the first photo.
  const doubt = page.getByTestId('abstained');
  await expect(doubt).toContainText('You choose.');
  await expect(doubt).toContainText('dated.jpg');
  await expect(doubt).toContainText('Decide this first');
  await expect(page.getByTestId('to-move')).toContainText('0 to move');
  expect(await states(page)).toEqual({
    'dated.jpg': 'undecided',
    'small.jpg': 'undecided',
    'smaller.jpg': 'undecided',
  });

  await page.keyboard.press('k');
  await expect(page.getByTestId('to-move')).toContainText('2 to move');
  await expect(page.getByTestId('reasons')).toContainText('more detail');
  expect(await states(page)).toEqual({
    'dated.jpg': 'keep',
    'small.jpg': 'move',
    'smaller.jpg': 'move',
  });

  await page.keyboard.press('z');
  await expect(doubt).toBeVisible();
  await expect(page.getByTestId('to-move')).toContainText('0 to move');
  await folder.remove();
});
