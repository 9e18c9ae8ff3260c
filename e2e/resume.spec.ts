import type { Page } from '@playwright/test';
import type { AppState } from '../src/engine/app-state.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import {
  appReady,
  appStateOf,
  callEngine,
  groupsAsText,
  scanEnd,
} from './support/app-state-of.ts';
import { AppBrowser } from './support/app-browser.ts';
import { drawScene, shrink } from './support/draw-scene.ts';
import { encodeJpeg } from './support/encode-picture.ts';
import { PhotoFolder } from './support/photo-folder.ts';

/** Enough files for several checkpoints of 100. */
const SCENES = 240;

let library: PhotoFolder;

test.beforeAll(async () => {
  library = await PhotoFolder.create();
  for (let seed = 0; seed < SCENES; seed += 1) {
    const scene = drawScene(seed, 320, 240);
    await library.write(
      `${seed % 7}/scene-${seed}.jpg`,
      await encodeJpeg(scene, 85),
    );
    if (seed % 5 === 0) {
      await library.write(
        `copies/small-${seed}.jpg`,
        await encodeJpeg(shrink(scene, 2), 70),
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

function reusedOf(state: AppState): number {
  return state.scan?.reused ?? 0;
}

function doneOf(state: AppState): number {
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
