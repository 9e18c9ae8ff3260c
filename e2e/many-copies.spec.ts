import { expect, test } from './support/app-test.ts';
import { drawScene } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { openReview } from './support/open-review.ts';
import { PhotoFolder } from './support/photo-folder.ts';

const COPIES = 80;

test('of a photo with very many copies those that are seen are in the page, and the facts stay in sight', async ({
  openApp,
}) => {
  const folder = await PhotoFolder.create();
  try {
    const bytes = await encodeJpeg(drawScene(7));
    await folder.write('photo.jpg', bytes);
    for (let copy = 1; copy <= COPIES; copy += 1) {
      const name = `photo (${String(copy).padStart(2, '0')}).jpg`;
      await folder.write(name, bytes);
    }
    const { page } = await openApp({ granted: [folder.path] });
    await openReview(page, folder.path);

    const strip = page.getByRole('list', { name: 'Photos of this group' });
    const photos = strip.getByRole('listitem');
    await expect(photos.first()).toHaveAttribute(
      'aria-setsize',
      String(COPIES),
    );
    await expect(photos.first()).toBeInViewport();
    expect(await photos.count()).toBeLessThan(COPIES / 2);
    const name = page.getByRole('row', { name: /^Name/u });
    await expect(name.getByRole('cell').last()).toBeInViewport({ ratio: 1 });

    // By keyboard to the last of them: it is always in sight.
    for (let copy = 1; copy < COPIES; copy += 1) {
      await page.keyboard.press('ArrowRight');
    }
    const open = strip.locator('li:has([aria-current="true"])');
    await expect(open).toHaveAttribute('aria-posinset', String(COPIES));
    await expect(open.getByRole('button')).toBeInViewport({ ratio: 1 });
    await expect(photos.first()).not.toHaveAttribute('aria-posinset', '1');

    // Scrolled by hand it stays there.
    await strip.evaluate((list) => {
      list.scrollLeft = 0;
    });
    await expect(photos.first()).toHaveAttribute('aria-posinset', '1');
    await expect(photos.first()).toBeInViewport();
    await expect(open).toHaveCount(0);
  } finally {
    await folder.remove();
  }
});
