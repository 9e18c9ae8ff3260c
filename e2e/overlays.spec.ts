import { expect, test } from './support/app-test.ts';
import { drawScene, type Picture } from './support/draw-scene.ts';
import { encodePng } from './support/encode-picture.ts';
import { openReview } from './support/open-review.ts';
import { PhotoFolder } from './support/photo-folder.ts';
import { picturesShown } from './support/pictures-shown.ts';

/** What rounding leaves, made three times as bright, stays below. */
const VISIBLE_LEVEL = 25;

/** Transparent on its left, half transparent in the middle. */
function sticker(picture: Picture): Picture {
  const data = picture.data.map((value, at) => {
    const x = ((at - 3) / 4) % picture.width;
    return at % 4 === 3
      ? Math.round((255 * x) / picture.width / 85) * 85
      : value;
  });
  return { ...picture, data };
}

/** The lightest of all levels of a picture that the browser can decode. */
function lightest(base64: string): Promise<number> {
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  return createImageBitmap(new Blob([bytes])).then((bitmap) => {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let level = 0;
    for (let at = 0; at < data.length; at += 4) {
      level = Math.max(level, data[at]!, data[at + 1]!, data[at + 2]!);
    }
    return level;
  });
}

test('the difference of two equal transparent pictures is black', async ({
  openApp,
}) => {
  const folder = await PhotoFolder.create();
  try {
    const bytes = await encodePng(sticker(drawScene(5)));
    await folder.write('sticker.png', bytes);
    await folder.write('sticker (1).png', bytes);
    const { page } = await openApp({ granted: [folder.path] });
    await openReview(page, folder.path);
    await page.getByRole('button', { name: 'Difference' }).click();
    const pictures = page.locator('twin-overlay-pane .fit');
    await expect(pictures.locator('img')).toHaveCount(2);
    await page
      .locator('twin-overlay-pane .control')
      .evaluate((control: HTMLElement) => {
        control.hidden = true;
      });
    const shot = await pictures.screenshot();
    const level = await page.evaluate(lightest, shot.toString('base64'));
    expect(level).toBeLessThan(VISIBLE_LEVEL);
  } finally {
    await folder.remove();
  }
});

test('panoramas stand one above the other, each as large as it can be', async ({
  openApp,
}) => {
  const folder = await PhotoFolder.create();
  try {
    const bytes = await encodePng(drawScene(6, 1600, 200));
    await folder.write('panorama.png', bytes);
    await folder.write('panorama (1).png', bytes);
    const { page } = await openApp({ granted: [folder.path] });
    await openReview(page, folder.path);
    const boxes = page.locator('twin-picture-pane .fit');
    await expect(boxes).toHaveCount(2);
    await expect
      .poll(async () =>
        (await page.evaluate(picturesShown)).map(({ unusedPx }) => unusedPx),
      )
      .toEqual([0, 0]);
    const [above, below] = [
      (await boxes.first().boundingBox())!,
      (await boxes.last().boundingBox())!,
    ];
    expect(below.y).toBeGreaterThan(above.y + above.height);
    expect(below.x).toBe(above.x);
    expect(above.width).toBeGreaterThan(800);
  } finally {
    await folder.remove();
  }
});
