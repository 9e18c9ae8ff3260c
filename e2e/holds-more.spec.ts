import { appStateOf, scanEnd } from './support/app-state-of.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { drawScene, shrink } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { PhotoFolder } from './support/photo-folder.ts';
import { rawFile } from './support/raw-file.ts';

test('a RAW elsewhere and the full-size photo that looks like it are left to the person, with the reason', async ({
  openApp,
}) => {
  const folder = await PhotoFolder.create();
  const scene = drawScene(4, 1400, 1050);
  const photo = await encodeJpeg(scene, 92);
  await folder.write('raw/one.dng', rawFile(photo));
  await folder.write('jpeg/other.jpg', photo);
  await folder.write('sent/small.jpg', await encodeJpeg(shrink(scene, 2), 75));
  const { page } = await openApp({ granted: [folder.path] });
  await chooseFolder(page, folder.path);
  await scanEnd(page);
  await page.getByRole('link', { name: 'Review' }).first().click();

  const { groups } = await appStateOf(page);
  // Its preview has the steps of the very JPEG that lies elsewhere, and was not made from it.
  expect(groups[0]?.keeper.path).toBe('raw/one.dng');
  const states = Object.fromEntries(
    (groups[0]?.members ?? []).map(({ photo: { path }, state }) => [
      path,
      state,
    ]),
  );
  expect(states).toEqual({
    'jpeg/other.jpg': 'undecided',
    'sent/small.jpg': 'move',
  });
  await expect(page.getByTestId('holds-more')).toHaveText(
    'The RAW holds more than the picture that was compared, so this is left to you.',
  );
  await folder.remove();
});
