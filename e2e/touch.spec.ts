import type { CDPSession, Page } from '@playwright/test';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { appStateOf, scanEnd } from './support/app-state-of.ts';
import type { PhotoFolder } from './support/photo-folder.ts';

const PHONE = { width: 390, height: 844 };
const STEPS = 8;

interface Point {
  x: number;
  y: number;
}

/** Fingers on the screen, as the browser itself would hear of them. */
class Fingers {
  private readonly session: CDPSession;

  private constructor(session: CDPSession) {
    this.session = session;
  }

  static async on(page: Page): Promise<Fingers> {
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    return new Fingers(session);
  }

  /** Each finger goes straight from its first to its second point, all at once. */
  async stroke(paths: readonly (readonly [Point, Point])[]): Promise<void> {
    for (let step = 0; step <= STEPS; step += 1) {
      const touchPoints = paths.map(([from, to], id) => ({
        id,
        x: from.x + ((to.x - from.x) * step) / STEPS,
        y: from.y + ((to.y - from.y) * step) / STEPS,
      }));
      const type = step === 0 ? 'touchStart' : 'touchMove';
      await this.session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints,
      });
    }
    await this.session.send('Input.dispatchTouchEvent', {
      type: 'touchEnd',
      touchPoints: [],
    });
  }
}

async function openReview(page: Page, library: PhotoFolder): Promise<void> {
  await chooseFolder(page, library.path);
  await scanEnd(page);
  await page.setViewportSize(PHONE);
  await page.getByRole('link', { name: /^Review/u }).click();
  await page.locator('twin-review-list a').first().click();
  await expect(page.locator('.candidate .fit')).toBeVisible();
}

async function middleOf(page: Page, selector: string): Promise<Point> {
  const box = (await page.locator(selector).first().boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a swipe decides, a stroke up scrolls, two fingers zoom and one moves the picture', async ({
  openApp,
  library,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await openReview(page, library);
  const fingers = await Fingers.on(page);
  const aside = (point: Point, px: number): Point => ({
    ...point,
    x: point.x + px,
  });

  const { groups } = await appStateOf(page);
  const name = await page.locator('.candidate .names').getAttribute('title');
  const path = groups
    .flatMap(({ members }) => members)
    .find(({ photo }) => photo.path === name)!.photo.path;
  const decisionOn = async (): Promise<string> => {
    const state = await appStateOf(page);
    const members = state.groups.flatMap((group) => group.members);
    const { state: now, isDecided } = members.find(
      ({ photo }) => photo.path === path,
    )!;
    return isDecided ? now : 'nobody has decided';
  };

  const picture = await middleOf(page, '.candidate .fit');
  await fingers.stroke([[picture, aside(picture, 120)]]);
  await expect.poll(decisionOn).toBe('keep');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(decisionOn).toBe('nobody has decided');
  await expect(page.locator('.candidate .names')).toHaveAttribute(
    'title',
    path,
  );
  await fingers.stroke([[picture, aside(picture, -120)]]);
  await expect.poll(decisionOn).toBe('move');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(decisionOn).toBe('nobody has decided');

  const stage = page.locator('.stage');
  const scrolledPx = (): Promise<number> =>
    stage.evaluate(({ scrollTop }) => scrollTop);
  await fingers.stroke([[picture, { ...picture, y: picture.y - 150 }]]);
  await expect.poll(scrolledPx).toBeGreaterThan(60);
  await stage.evaluate((element) => {
    element.scrollTop = 0;
  });

  const image = page.locator('.candidate .fit img');
  const box = (): Promise<{ x: number; width: number }> =>
    image.evaluate((element) => {
      const { x, width } = element.getBoundingClientRect();
      return { x, width };
    });
  const fitted = await box();
  await fingers.stroke([
    [aside(picture, -20), aside(picture, -100)],
    [aside(picture, 20), aside(picture, 100)],
  ]);
  await expect
    .poll(async () => (await box()).width)
    .toBeGreaterThan(fitted.width * 2);
  const zoomed = await box();
  await fingers.stroke([[picture, aside(picture, 60)]]);
  await expect.poll(async () => (await box()).x).toBeGreaterThan(zoomed.x + 30);
  // Neither scrolling nor moving a zoomed picture decides anything.
  expect(await decisionOn()).toBe('nobody has decided');
});

test('in the slider a finger draws the line', async ({ openApp, library }) => {
  const { page } = await openApp({ granted: [library.path] });
  await openReview(page, library);
  await page.getByRole('button', { name: 'Slider' }).click();
  const split = page.locator('twin-overlay-pane .split');
  await expect(split).toBeVisible();
  const fingers = await Fingers.on(page);
  const middle = await middleOf(page, 'twin-overlay-pane .fit');
  const before = (await split.boundingBox())!;
  await fingers.stroke([[middle, { ...middle, x: middle.x + 80 }]]);
  await expect
    .poll(async () => (await split.boundingBox())!.x)
    .toBeGreaterThan(before.x + 60);
});
