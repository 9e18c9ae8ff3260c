import type { Page } from '@playwright/test';
import type { ResultRow } from '../../support/result-rows.ts';

/** The list is gone through in about so many turns of the wheel. */
const WHEEL_TURNS = 600;
const KEY_PRESSES = 40;

/** Frames while something goes on, each with the ms since the one before. */
interface FrameWatch {
  frames: number[];
  isOn: boolean;
}

/** Scrolls the list of groups from end to end by wheel, and goes from group to group by key. */
export async function reviewRows(page: Page): Promise<ResultRow[]> {
  const list = page.locator('twin-review-list lit-virtualizer');
  const box = await list.boundingBox();
  if (box === null) throw new Error('the list of groups is not shown');
  const keys = await keyTimes(page);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const height = await list.evaluate(
    ({ scrollHeight, clientHeight }) => scrollHeight - clientHeight,
  );
  await page.evaluate(watchFrames);
  for (let turn = 0; turn < WHEEL_TURNS; turn += 1) {
    await page.mouse.wheel(0, Math.ceil(height / WHEEL_TURNS));
  }
  const frames = await page.evaluate(() => {
    window.frameWatch.isOn = false;
    return window.frameWatch.frames;
  });
  const reached = await list.evaluate(
    ({ scrollTop, scrollHeight, clientHeight }) =>
      scrollTop / (scrollHeight - clientHeight),
  );
  const sum = frames.reduce((all, ms) => all + ms, 0);
  return [
    { name: 'reviewScrolled', value: reached * 100, unit: '% of the list' },
    {
      name: 'reviewFramesPerSecond',
      value: (frames.length * 1000) / sum,
      unit: 'frames/s',
    },
    {
      name: 'reviewFrameP95',
      value: quantile(frames, 0.95),
      unit: 'ms',
    },
    { name: 'reviewLongestFrame', value: Math.max(...frames), unit: 'ms' },
    { name: 'reviewKeyToGroup', value: quantile(keys, 0.5), unit: 'ms' },
    { name: 'reviewKeyToGroupWorst', value: Math.max(...keys), unit: 'ms' },
  ];
}

/** From the press of a key to the frame that shows the next group. */
async function keyTimes(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let press = 0; press < KEY_PRESSES; press += 1) {
    await page.evaluate(watchKey);
    await page.keyboard.press('Space');
    await page.waitForFunction(() => window.keyToGroupMs !== undefined);
    times.push(await page.evaluate(() => window.keyToGroupMs ?? Infinity));
  }
  return times;
}

/** Runs in the page. */
function watchKey(): void {
  window.keyToGroupMs = undefined;
  const stage = document
    .querySelector('twinsift-app')
    ?.shadowRoot?.querySelector('twin-review-view')
    ?.shadowRoot?.querySelector('twin-review-stage') as
    { position: number } | null | undefined;
  const before = stage?.position;
  void (async () => {
    const pressed = await new Promise<Event>((resolve) => {
      addEventListener('keydown', resolve, { once: true, capture: true });
    });
    do await new Promise((resolve) => requestAnimationFrame(resolve));
    while (stage?.position === before);
    window.keyToGroupMs = performance.now() - pressed.timeStamp;
  })();
}

/** Runs in the page. */
function watchFrames(): void {
  const watched: FrameWatch = { frames: [], isOn: true };
  window.frameWatch = watched;
  void (async () => {
    let last: number | undefined;
    while (watched.isOn) {
      const atMs = await new Promise<number>((resolve) => {
        requestAnimationFrame(resolve);
      });
      if (last !== undefined) watched.frames.push(atMs - last);
      last = atMs;
    }
  })();
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Infinity;
}

declare global {
  interface Window {
    frameWatch: FrameWatch;
    keyToGroupMs?: number | undefined;
  }
}
