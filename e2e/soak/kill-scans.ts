import type { Page } from '@playwright/test';
import { startServer, type RunningServer } from '../../deploy/serve.ts';
import type { AppState } from '../../src/engine/app-state.ts';
import { AppBrowser, dropFolder } from '../support/app-browser.ts';
import {
  appReady,
  appStateOf,
  callEngine,
  groupsAsText,
  scanEnd,
} from '../support/app-state-of.ts';
import { drawScene, seededRandom, shrink } from '../support/draw-scene.ts';
import { encodeJpeg } from '../support/encode-picture.ts';
import { PhotoFolder } from '../support/photo-folder.ts';
import { storedFiles } from '../support/stored-files.ts';
import type { SoakOptions, SoakResult } from './soak-part.ts';

const WHOLE_SCAN_LIMIT_MS = 30 * 60_000;
/** One file in five is a copy. */
const SCENES_PER_COPY = 4;

/** Scenes and smaller copies of some of them, `count` files in all. */
async function libraryOf(count: number): Promise<PhotoFolder> {
  const folder = await PhotoFolder.create();
  let files = 0;
  for (let seed = 0; files < count; seed += 1) {
    const scene = drawScene(seed, 320, 240);
    const name = `${seed % 13}/scene-${seed}.jpg`;
    await folder.write(name, await encodeJpeg(scene, 88));
    files += 1;
    if (seed % SCENES_PER_COPY === 0 && files < count) {
      const copy = await encodeJpeg(shrink(scene, 2), 75);
      await folder.write(`copies/small-${seed}.jpg`, copy);
      files += 1;
    }
  }
  return folder;
}

function doneOf({ scan }: Pick<AppState, 'scan'>): number {
  return (scan?.reused ?? 0) + (scan?.fingerprinted ?? 0);
}

/** Resolves when this many files were read in this visit, or the scan has ended. */
async function readInThisVisit(page: Page, files: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const { engine } = document.querySelector('twinsift-app') as unknown as {
        engine: { state: AppState };
      };
      const { scan } = engine.state;
      return scan?.stage === 'finished' || (scan?.fingerprinted ?? 0) >= wanted;
    },
    files,
    { polling: 10, timeout: WHOLE_SCAN_LIMIT_MS },
  );
}

async function openApp(browser: AppBrowser, url: string): Promise<Page> {
  const page = await browser.page();
  await page.goto(url);
  await appReady(page);
  return page;
}

/** Goes on as a person does who comes back: the banner's button, else a new scan. */
async function goOn(page: Page, folder: string): Promise<void> {
  const { resumable, roots } = await appStateOf(page);
  if (resumable !== undefined) {
    await callEngine(page, 'resumeScan');
  } else if (roots.length > 0) {
    // Not awaited: it is over only when the scan is.
    void callEngine(page, 'startScan').catch(() => undefined);
  } else {
    void callEngine(page, 'chooseFolder').catch(() => undefined);
    await dropFolder(page, folder);
  }
}

async function uninterrupted(
  server: RunningServer,
  folder: string,
): Promise<string[]> {
  const browser = await AppBrowser.launch({
    origin: server.url,
    granted: [folder],
  });
  try {
    const page = await openApp(browser, server.url);
    await goOn(page, folder);
    return groupsAsText(await scanEnd(page, WHOLE_SCAN_LIMIT_MS));
  } finally {
    await browser.close();
  }
}

/**
 * Kills the browser with SIGKILL at random moments of one scan, goes on after each, and holds
 * the groups at the end against those of a scan that nothing disturbed.
 */
export async function killScans({
  kills,
  photos,
  seed,
}: SoakOptions): Promise<SoakResult> {
  const random = seededRandom(seed);
  const library = await libraryOf(photos);
  const server = await startServer({ port: 0 });
  const stages: string[] = [];
  let lostMost = 0;
  let lostInAll = 0;
  try {
    const expected = await uninterrupted(server, library.path);
    let browser = await AppBrowser.launch({
      origin: server.url,
      granted: [library.path],
    });
    const { profile } = browser;
    try {
      let page = await openApp(browser, server.url);
      let done = 0;
      for (let kill = 0; kill < kills; kill += 1) {
        await goOn(page, library.path);
        const share = (photos - done) / (kills - kill);
        await readInThisVisit(page, Math.floor(random() * share * 1.6));
        const state = await appStateOf(page);
        stages.push(state.scan?.stage ?? 'before the scan');
        await browser.kill();
        browser = await AppBrowser.launch({ origin: server.url, profile });
        page = await openApp(browser, server.url);
        const stored = (await storedFiles(page)).length;
        const lost = Math.max(0, doneOf(state) - stored);
        lostMost = Math.max(lostMost, lost);
        lostInAll += lost;
        done = stored;
        console.log(
          `kill ${kill + 1} of ${kills}: ${doneOf(state)} done (${stages.at(-1) ?? ''}), ${stored} stored`,
        );
      }
      await goOn(page, library.path);
      // A visit that finds everything done starts as finished; the files say whether it is.
      await page.waitForFunction(
        (count) => {
          const { engine } = document.querySelector(
            'twinsift-app',
          ) as unknown as { engine: { state: AppState } };
          const { scan } = engine.state;
          return (
            scan?.stage === 'finished' &&
            scan.reused + scan.fingerprinted === count
          );
        },
        photos,
        { polling: 50, timeout: WHOLE_SCAN_LIMIT_MS },
      );
      const groups = groupsAsText(await appStateOf(page));
      const isGood = JSON.stringify(groups) === JSON.stringify(expected);
      return {
        part: 'kills',
        isGood,
        lines: [
          `${kills} kills in a scan of ${photos} files (seed ${seed}): ${groups.length} groups, ${isGood ? 'the same as' : 'NOT the same as'} the ${expected.length} of an undisturbed scan`,
          `files read again: ${lostInAll} in all, ${lostMost} after one kill at most`,
          `killed while: ${countsOf(stages)}`,
        ],
      };
    } finally {
      await browser.close();
      await browser.removeProfile();
    }
  } finally {
    await server.close();
    await library.remove();
  }
}

function countsOf(words: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => `${word} ${count}`).join(', ');
}
