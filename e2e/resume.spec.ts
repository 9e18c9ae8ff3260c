import type { Page } from '@playwright/test';
import type { AppEngine } from '../src/engine/app-engine.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import {
  appReady,
  appStateOf,
  callEngine,
  groupsAsText,
  scanEnd,
  type WholeState,
} from './support/app-state-of.ts';
import { AppBrowser } from './support/app-browser.ts';
import { drawScene } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { PhotoFolder } from './support/photo-folder.ts';

/**
 * Enough small files for several checkpoints of 100, and that a scan which is killed three times has
 * something left each time: a quick one reads a hundred between its count being seen and its end.
 */
const SCENES = 720;

let library: PhotoFolder;

test.beforeAll(async () => {
  library = await PhotoFolder.create();
  for (let seed = 0; seed < SCENES; seed += 1) {
    const scene = drawScene(seed, 192, 144);
    await library.write(
      `${seed % 7}/scene-${seed}.jpg`,
      await encodeJpeg(scene, 85),
    );
    if (seed % 5 === 0) {
      await library.write(
        `copies/coarse-${seed}.jpg`,
        await encodeJpeg(scene, 60),
      );
    }
  }
});

test.afterAll(async () => {
  await library.remove();
});

/** Waits until this many files have been fingerprinted in this run. */
async function fingerprinted(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const app = document.querySelector('twinsift-app') as unknown as {
        engine: { state: { scan?: { fingerprinted: number } } };
      };
      return (app.engine.state.scan?.fingerprinted ?? 0) >= wanted;
    },
    count,
    { polling: 20, timeout: 60_000 },
  );
}

function reusedOf(state: WholeState): number {
  return state.scan?.reused ?? 0;
}

function doneOf(state: WholeState): number {
  return reusedOf(state) + (state.scan?.fingerprinted ?? 0);
}

test('a killed browser goes on where it was, and finds the same groups', async ({
  openApp,
  server,
}) => {
  const whole = await openApp({ granted: [library.path] });
  await chooseFolder(whole.page, library.path);
  const uninterrupted = await scanEnd(whole.page, 120_000);
  const expected = groupsAsText(uninterrupted);
  expect(expected).toHaveLength(SCENES / 5);
  await whole.browser.close();

  // Killed three times: before the first checkpoint can be full, and twice later.
  let browser = await AppBrowser.launch({
    origin: server.url,
    granted: [library.path],
  });
  const { profile } = browser;
  let reread = 0;
  try {
    let page = await browser.page();
    await page.goto(server.url);
    await appReady(page);
    await chooseFolder(page, library.path);
    for (const moment of [30, 80, 60]) {
      await fingerprinted(page, moment);
      const done = doneOf(await appStateOf(page));
      await browser.kill();
      browser = await AppBrowser.launch({ origin: server.url, profile });
      page = await browser.page();
      await page.goto(server.url);
      await appReady(page);
      const { resumable } = await appStateOf(page);
      expect(resumable?.scan.state).toBe('running');
      await page.getByRole('button', { name: 'Resume the scan' }).click();
      await fingerprinted(page, 1);
      const lost = done - reusedOf(await appStateOf(page));
      // At most two seconds or 100 files of work, whichever came first, plus what was in flight.
      expect(lost).toBeLessThanOrEqual(110);
      reread += Math.max(0, lost);
    }
    const end = await scanEnd(page, 120_000);
    expect(groupsAsText(end)).toEqual(expected);
    expect(doneOf(end)).toBe(SCENES + SCENES / 5);
    test.info().annotations.push({
      type: 'files read again after three kills',
      description: String(reread),
    });
  } finally {
    await browser.close();
    await browser.removeProfile();
  }
});

test('a second scan of an unchanged folder reads nothing', async ({
  openApp,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await chooseFolder(page, library.path);
  await scanEnd(page, 120_000);
  await callEngine(page, 'startScan');
  const { scan } = await appStateOf(page);
  expect(scan?.reused).toBe(SCENES + SCENES / 5);
  expect(scan?.fingerprinted).toBe(0);
  expect(scan?.bytesRead).toBe(0);
});

test('a library of several portions is there whole again after a reload', async ({
  openApp,
}) => {
  const { page } = await openApp({ granted: [library.path] });
  await chooseFolder(page, library.path);
  const expected = groupsAsText(await scanEnd(page, 120_000));
  await page.reload();
  await appReady(page);
  await expect
    .poll(async () => (await appStateOf(page)).isOpening, { timeout: 60_000 })
    .not.toBe(true);
  // What came since the groups were shown last is shown at the end, too.
  expect(groupsAsText(await appStateOf(page))).toEqual(expected);
});

test('new files are read while the matcher is still being opened', async ({
  openApp,
}) => {
  const folder = await PhotoFolder.create();
  const write = async (seed: number, name = `${seed}.jpg`) => {
    await folder.write(name, await encodeJpeg(drawScene(seed, 192, 144), 85));
  };
  try {
    for (let seed = 0; seed < 20; seed += 1) await write(seed);
    const { page } = await openApp({ granted: [folder.path] });
    await chooseFolder(page, folder.path);
    await scanEnd(page);
    await write(20);
    await write(3, 'copy.jpg');
    await page.addInitScript(holdMatcher);
    await page.reload();
    await page.waitForFunction(() => {
      const app = document.querySelector('twinsift-app') as unknown as
        { engine?: AppEngine } | undefined;
      if (app?.engine?.state.isReady !== true) return false;
      void app.engine.startScan();
      return true;
    });
    await fingerprinted(page, 2);
    const early = await page.evaluate(() => {
      const app = document.querySelector('twinsift-app') as unknown as {
        engine: AppEngine;
      };
      const { isOpening, groups } = app.engine.state;
      return { isOpening, groups: groups.length };
    });
    expect(early).toEqual({ isOpening: true, groups: 0 });
    await page.evaluate(() => {
      window.releaseMatcher();
    });
    const end = await scanEnd(page);
    expect(groupsAsText(end)).toEqual([
      '3.jpg ← copy.jpg (identical-bytes, move)',
    ]);
    expect(end.scan).toMatchObject({ reused: 20, fingerprinted: 2 });
  } finally {
    await folder.remove();
  }
});

declare global {
  interface Window {
    releaseMatcher: () => void;
  }
}

/** Runs in the page before the app: nothing that is asked of the matcher reaches it. */
function holdMatcher(): void {
  const held: (() => void)[] = [];
  let isHeld = true;
  window.releaseMatcher = () => {
    isHeld = false;
    for (const send of held) send();
  };
  window.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (options?.name !== 'matcher') return;
      const send = this.postMessage.bind(this) as (...call: unknown[]) => void;
      this.postMessage = (...call: unknown[]) => {
        if (!isHeld) {
          send(...call);
          return;
        }
        held.push(() => {
          send(...call);
        });
      };
    }
  };
}
