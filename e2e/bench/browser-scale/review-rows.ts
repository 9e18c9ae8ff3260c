import type { CDPSession, Locator, Page } from '@playwright/test';
import type { ListedGroup } from '../../../src/domain/listed-group.ts';
import type { ResultRow } from '../../support/result-rows.ts';

/** The list is gone through in about so many turns of the wheel. */
const WHEEL_TURNS = 600;
const KEY_PRESSES = 40;

/** Frames while something goes on, each with the ms since the one before. */
interface FrameWatch {
  frames: number[];
  isOn: boolean;
}

/** What is promised of the list. */
const MANY_GROUPS = 100_000;

/** Scrolls the list of groups from end to end by wheel, and goes from group to group by key. */
export async function reviewRows(page: Page): Promise<ResultRow[]> {
  const keys = await keyTimes(page);
  return [
    ...(await scrollRows(page, 'review')),
    { name: 'reviewKeyToGroup', value: quantile(keys, 0.5), unit: 'ms' },
    { name: 'reviewKeyToGroupWorst', value: Math.max(...keys), unit: 'ms' },
    ...(await manyRows(page)),
  ];
}

/** The list with the groups of this library again and again. */
async function manyRows(page: Page): Promise<ResultRow[]> {
  await listOf(page).evaluate((element, count) => {
    const list = element as unknown as { items: readonly ListedGroup[] };
    const { items } = list;
    list.items = Array.from({ length: count }, (_, index) => {
      const item = items[index % items.length]!;
      const proto = Object.getPrototypeOf(item) as object;
      const copy = Object.create(proto) as ListedGroup;
      return Object.assign(copy, item, { id: `g-${index}` });
    });
    element.scrollTop = 0;
  }, MANY_GROUPS);
  return scrollRows(page, 'review100k');
}

async function scrollRows(page: Page, name: string): Promise<ResultRow[]> {
  const list = listOf(page);
  const box = await list.boundingBox();
  if (box === null) throw new Error('the list of groups is not shown');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const height = await list.evaluate(
    ({ scrollHeight, clientHeight }) => scrollHeight - clientHeight,
  );
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await busyMs(session);
  await page.evaluate(watchFrames);
  for (let turn = 0; turn < WHEEL_TURNS; turn += 1) {
    await page.mouse.wheel(0, Math.ceil(height / WHEEL_TURNS));
  }
  const frames = await page.evaluate(() => {
    window.frameWatch.isOn = false;
    return window.frameWatch.frames;
  });
  const busy = (await busyMs(session)) - before;
  await session.detach();
  const reached = await list.evaluate(
    ({ scrollTop, scrollHeight, clientHeight }) =>
      scrollTop / (scrollHeight - clientHeight),
  );
  const sum = frames.reduce((all, ms) => all + ms, 0);
  return [
    { name: `${name}Scrolled`, value: reached * 100, unit: '% of the list' },
    {
      name: `${name}FramesPerSecond`,
      value: (frames.length * 1000) / sum,
      unit: 'frames/s',
    },
    { name: `${name}FrameP95`, value: quantile(frames, 0.95), unit: 'ms' },
    { name: `${name}LongestFrame`, value: Math.max(...frames), unit: 'ms' },
    {
      name: `${name}WorkPerTurn`,
      value: busy / WHEEL_TURNS,
      unit: 'ms of the page',
    },
  ];
}

function listOf(page: Page): Locator {
  return page.locator('twin-review-list twin-fixed-list');
}

/** Processor time of the page's own thread so far. */
async function busyMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const task = metrics.find(({ name }) => name === 'TaskDuration');
  return (task?.value ?? 0) * 1000;
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
