import type { Page } from '@playwright/test';
import type { AppEngine } from '../src/engine/app-engine.ts';
import type { AppState } from '../src/engine/app-state.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import { appStateOf, scanEnd, scanEndAfter } from './support/app-state-of.ts';
import { BareBrowser, type BareTab } from './support/bare-browser.ts';
import { busyFolder } from './support/busy-folder.ts';
import type { PhotoFolder } from './support/photo-folder.ts';

/** Enough for a scan of several seconds. */
const PHOTOS = 120;

/** A hidden scan may take this many times as long as one in front. */
const SAME_PACE = 1.5;
const MOST_PAIRS = 4;

let folder: PhotoFolder;

test.beforeAll(async () => {
  folder = await busyFolder(PHOTOS);
});

test.afterAll(async () => {
  await folder.remove();
});

interface Engine {
  state: AppState;
  subscribe: (listener: () => void) => () => void;
}

/** Waits in the page until this many files are done; the browser's timers are not used. */
async function whenDone(page: Page, files: number): Promise<void> {
  await page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        const { engine } = document.querySelector(
          'twinsift-app',
        ) as unknown as { engine: Engine };
        const look = (): boolean =>
          (engine.state.scan?.fingerprinted ?? 0) >= wanted;
        if (look()) {
          resolve();
          return;
        }
        const stop = engine.subscribe(() => {
          if (look()) {
            stop();
            resolve();
          }
        });
      }),
    files,
  );
}

/** Reads the sample library again with either kind of decoder and tells how long both took, in ms. */
function readAllAgain(tab: BareTab): Promise<number> {
  return tab.evaluate(async () => {
    const { engine } = document.querySelector('twinsift-app') as unknown as {
      engine: AppEngine;
    };
    let elapsedMs = 0;
    for (const decoders of ['portable', 'fastest'] as const) {
      const { settings } = engine.state;
      await engine.applySettings({
        ...settings,
        fingerprint: { ...settings.fingerprint, decoders },
      });
      const { scan } = engine.state;
      if (scan?.stage !== 'finished' || scan.fingerprinted < 50) {
        throw new Error(`hardly a scan: ${JSON.stringify(scan)}`);
      }
      elapsedMs += scan.elapsedMs;
    }
    return elapsedMs;
  }, undefined);
}

/** Ten turns of a short timer, in ms: about 40 in a tab in front. */
function timerTurns(tab: BareTab): Promise<number> {
  return tab.evaluate(async () => {
    const beginMs = performance.now();
    for (let turn = 0; turn < 10; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return performance.now() - beginMs;
  }, undefined);
}

function visibility(tab: BareTab): Promise<string> {
  return tab.evaluate(() => document.visibilityState, undefined);
}

test('a scan goes on at full pace in a hidden tab', async ({ server }) => {
  const browser = await BareBrowser.launch('');
  try {
    const tab = await browser.open(server.url);
    await expect
      .poll(() =>
        tab.evaluate(
          () =>
            (
              document.querySelector('twinsift-app') as unknown as
                { engine?: AppEngine } | undefined
            )?.engine?.state.isReady,
          undefined,
        ),
      )
      .toBe(true);
    await tab.evaluate(async () => {
      const { engine } = document.querySelector('twinsift-app') as unknown as {
        engine: AppEngine;
      };
      await engine.openSample();
      await engine.stopScan();
      await engine.startScan();
    }, undefined);
    expect(await timerTurns(tab)).toBeLessThan(1000);

    // Other work on the machine comes and goes, so that one pair of scans may say nothing. If the
    // scan hung on the page's timers, a hidden one would be slower by far each time.
    const ratios: number[] = [];
    do {
      await tab.bringToFront();
      await expect.poll(() => visibility(tab)).toBe('visible');
      const shownMs = await readAllAgain(tab);
      expect(await visibility(tab)).toBe('visible');

      await browser.open('about:blank');
      await expect.poll(() => visibility(tab)).toBe('hidden');
      if (ratios.length === 0) {
        // The browser slows this page's timers down; the scan must not notice.
        expect(await timerTurns(tab)).toBeGreaterThan(3000);
      }
      const hiddenMs = await readAllAgain(tab);
      expect(await visibility(tab)).toBe('hidden');
      ratios.push(hiddenMs / shownMs);
    } while (Math.min(...ratios) >= SAME_PACE && ratios.length < MOST_PAIRS);
    test.info().annotations.push({
      type: 'hidden to shown',
      description: ratios.map((ratio) => ratio.toFixed(2)).join(', '),
    });
    expect(Math.min(...ratios)).toBeLessThan(SAME_PACE);
  } finally {
    await browser.close();
  }
});

test('pause, continue and stop; the title of the tab tells how far it is', async ({
  openApp,
}) => {
  const { page } = await openApp({ granted: [folder.path] });
  const titles = await page.evaluateHandle(() => {
    const seen: string[] = [];
    new MutationObserver(() => {
      seen.push(document.title);
    }).observe(document.head, {
      childList: true,
      subtree: true,
      characterData: true,
    });
    return seen;
  });
  await chooseFolder(page, folder.path);
  await whenDone(page, 10);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible();
  await expect(page).toHaveTitle('Paused – Twinsift');
  // What was in flight ends; then nothing moves, however often the clock ticks.
  const paused = await page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const { engine } = document.querySelector(
          'twinsift-app',
        ) as unknown as { engine: Engine };
        const counts: number[] = [];
        const worker = setInterval(() => {
          counts.push(engine.state.scan?.fingerprinted ?? 0);
          if (counts.length === 12) {
            clearInterval(worker);
            resolve(counts);
          }
        }, 250);
      }),
  );
  expect(new Set(paused.slice(6)).size).toBe(1);
  expect(paused.at(-1)).toBeLessThan(PHOTOS);

  await page.getByRole('button', { name: 'Continue' }).click();
  await whenDone(page, (paused.at(-1) ?? 0) + 10);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('heading', { name: 'Stopped' })).toBeVisible();
  const stopped = await appStateOf(page);
  expect(stopped.scan?.stage).toBe('stopped');
  expect(stopped.scan?.fingerprinted).toBeLessThan(PHOTOS);
  await expect(page).toHaveTitle('Twinsift');

  // Going on reads only the rest.
  await page.getByRole('link', { name: /^Folders/u }).click();
  const end = await scanEndAfter(page, () =>
    page.getByRole('button', { name: 'Scan again' }).click(),
  );
  expect(end.scan?.stage).toBe('finished');
  expect(end.scan?.reused).toBeGreaterThanOrEqual(
    stopped.scan?.fingerprinted ?? 0,
  );
  expect((end.scan?.reused ?? 0) + (end.scan?.fingerprinted ?? 0)).toBe(PHOTOS);

  const seen = await titles.jsonValue();
  expect(seen.some((title) => /^\d+ % – Twinsift$/u.test(title))).toBe(true);
});

test('leaving in the middle and coming back goes on where it was', async ({
  openApp,
  server,
}) => {
  const { page } = await openApp({ granted: [folder.path] });
  await chooseFolder(page, folder.path);
  await whenDone(page, 30);
  await page.goto('about:blank');
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Resume the scan' }).click();
  await whenDone(page, 1);
  const end = await scanEnd(page);
  expect(end.scan?.stage).toBe('finished');
  expect((end.scan?.reused ?? 0) + (end.scan?.fingerprinted ?? 0)).toBe(PHOTOS);
});
