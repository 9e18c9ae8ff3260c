import { appStateOf, scanEnd } from './support/app-state-of.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { drawScene, shrink } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { formatFiles } from './support/format-files.ts';
import { PhotoFolder } from './support/photo-folder.ts';
import { rawFile } from './support/raw-file.ts';

test('a RAW and its JPEG in another folder are no copies of each other; a smaller one is', async ({
  openApp,
}) => {
  const folder = await PhotoFolder.create();
  const scene = drawScene(4, 1400, 1050);
  const photo = await encodeJpeg(scene, 92);
  // Its preview has the steps of the very JPEG that lies elsewhere, and was not made from it.
  await folder.write('raw/one.dng', rawFile(photo));
  await folder.write('jpeg/one.jpg', photo);
  await folder.write('sent/small.jpg', await encodeJpeg(shrink(scene, 2), 75));
  const { page } = await openApp({ granted: [folder.path] });
  await chooseFolder(page, folder.path);
  await scanEnd(page);

  const { groups } = await appStateOf(page);
  expect(groups).toHaveLength(1);
  const [group] = groups;
  expect(group?.keeper.path).toMatch(/one\.(dng|jpg)$/u);
  expect(
    group?.members.map(({ photo: { path }, state }) => [path, state]),
  ).toEqual([['sent/small.jpg', 'move']]);
  await folder.remove();
});

test('an animation and its first picture are left to the person, with the reason', async ({
  openApp,
}) => {
  const files = await formatFiles();
  const folder = await PhotoFolder.create();
  await folder.write('moving.png', files.get('moving.png')!);
  await folder.write('still.webp', files.get('still.webp')!);
  const { page } = await openApp({ granted: [folder.path] });
  await chooseFolder(page, folder.path);
  await scanEnd(page);
  await page.getByRole('link', { name: 'Review' }).first().click();
  await expect(page.getByTestId('to-move')).toContainText('0 to move');
  await expect(page.getByTestId('holds-more')).toHaveText(
    'Only the first picture of each file was compared, so this is left to you.',
  );
  await page.keyboard.press('m');
  await expect(page.getByTestId('to-move')).toContainText('1 to move');
  await expect(page.getByTestId('holds-more')).toHaveCount(0);
  await folder.remove();
});
