import { expect, test } from './support/app-test.ts';
import { openReview } from './support/open-review.ts';
import { picturesShown } from './support/pictures-shown.ts';

const SIZES = [
  { width: 1280, height: 800 },
  { width: 820, height: 900 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
  { width: 1600, height: 640 },
  { width: 844, height: 390 },
];

test('both pictures are as large as the window allows, also when that changes', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await openReview(page, library.path);
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await expect(page.getByTestId('relation')).toBeVisible();
    await expect
      .poll(async () =>
        (await page.evaluate(picturesShown)).map(({ unusedPx }) => unusedPx),
      )
      .toEqual([0, 0]);
  }
});

test('in a tall window landscape photos stand one above the other, where both are larger', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await openReview(page, library.path);
  // undefined while one of them is still to come
  const isStacked = async (): Promise<boolean | undefined> => {
    const [keeper, other] = await page.evaluate(picturesShown);
    return keeper && other && other.topPx > keeper.topPx + 100;
  };
  await expect.poll(isStacked).toBe(false);
  await page.setViewportSize({ width: 820, height: 1180 });
  await expect.poll(isStacked).toBe(true);
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect.poll(isStacked).toBe(false);
});

test('in a narrow window the wheel scrolls the page, over a picture too', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await openReview(page, library.path);
  const picture = page.locator('twin-picture-pane .fit').first();
  const scrolledPx = (): Promise<number> =>
    page.locator('.stage').evaluate((stage) => stage.scrollTop);
  const widthPx = (): Promise<number> =>
    picture
      .locator('img')
      .evaluate((image) => image.getBoundingClientRect().width);

  await page.setViewportSize({ width: 390, height: 600 });
  await picture.hover();
  await page.mouse.wheel(0, 120);
  await expect.poll(scrolledPx).toBe(120);

  await page.setViewportSize({ width: 1280, height: 800 });
  await picture.hover();
  const fittedPx = await widthPx();
  await page.mouse.wheel(0, -400);
  await expect.poll(widthPx).toBeGreaterThan(fittedPx * 1.5);
});

test('on a phone on its side, or a screen at 200 %, both pictures and all decisions are in sight', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await openReview(page, library.path);
  for (const size of [
    { width: 844, height: 390 },
    { width: 667, height: 375 },
    { width: 640, height: 400 },
  ]) {
    await page.setViewportSize(size);
    const pictures = page.locator('twin-picture-pane .fit');
    await expect(pictures.first()).toBeInViewport({ ratio: 1 });
    await expect(pictures.last()).toBeInViewport({ ratio: 1 });
    const bar = page.getByRole('group', { name: 'Decide' });
    for (const control of await bar.locator('button, a').all()) {
      await expect(control).toBeInViewport({ ratio: 1 });
    }
  }
});
