import type { Page } from '@playwright/test';
import { startServer } from '../../deploy/serve.ts';
import type { AppEngine } from '../../src/engine/app-engine.ts';
import { AppBrowser, dropFolder } from '../support/app-browser.ts';
import { appInstalled, scanEnd } from '../support/app-state-of.ts';
import type { ResultRow } from '../support/result-rows.ts';
import { firstLookLibrary } from './first-look-library.ts';

/** Of the final groups this share must be on screen, provisional or not. */
const SHARE = 0.9;

/** What was on screen when, seconds since the scan began. */
interface Watched {
  /** Each group that was shown, by the paths of its files. */
  shown: { atS: number; paths: string[] }[];
  /** The first look was over. */
  lookedS: number;
  /** Every file had been read. */
  readS: number;
  /** Second looks and all. */
  endS: number;
  final: string[][];
}

/**
 * How much sooner 90 % of the final groups are on screen, whole, than the full pass has read the
 * last file: the app itself on a folder of 2,000 JPEGs.
 */
export async function firstLookRows(corpusDir: string): Promise<ResultRow[]> {
  const folder = await firstLookLibrary(corpusDir);
  const { shown, lookedS, readS, endS, final } = await watchScan(folder);
  const times = final
    .map((paths) => whenShown(paths, shown))
    .sort((a, b) => a - b);
  const seenS = times[Math.ceil(times.length * SHARE) - 1] ?? Infinity;
  return [
    { name: 'firstLookGroups', value: final.length, unit: 'groups' },
    { name: 'firstLookOver', value: lookedS, unit: 's' },
    {
      name: 'firstLookShare',
      value: (100 * lookedS) / (readS - lookedS),
      unit: '% of the full pass',
    },
    { name: 'fullPassEnd', value: readS, unit: 's' },
    { name: 'fullScanEnd', value: endS, unit: 's' },
    {
      name: 'firstLookSpeedup',
      value: seenS,
      unit: 's',
      ratioTo: 'fullPassEnd',
      ratio: readS / seenS,
    },
  ];
}

/** When all files of a final group first stood together, in a group of either kind. */
function whenShown(paths: readonly string[], shown: Watched['shown']): number {
  const all = shown.find((group) =>
    paths.every((path) => group.paths.includes(path)),
  );
  return all?.atS ?? Infinity;
}

async function watchScan(folder: string): Promise<Watched> {
  const server = await startServer({ port: 0 });
  const browser = await AppBrowser.launch({
    origin: server.url,
    granted: [folder],
  });
  try {
    const page = await browser.page();
    await page.goto(server.url);
    await appInstalled(page);
    await watch(page);
    await page.getByRole('button', { name: /choose a folder/iu }).click();
    await dropFolder(page, folder);
    await scanEnd(page, 30 * 60_000);
    return await page.evaluate(() => window.firstLookWatched());
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Records what the page shows from the scan's first moment on. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { engine } = document.querySelector('twinsift-app') as unknown as {
      engine: AppEngine;
    };
    const seen = new WeakSet<object>();
    // Made once for each group: what is watched should not wait for the watching.
    const pathsOf = new WeakMap<object, string[]>();
    const watched: Watched = {
      shown: [],
      lookedS: 0,
      readS: 0,
      endS: 0,
      final: [],
    };
    let startMs = 0;
    engine.subscribe(() => {
      const { scan, groups, provisional } = engine.state;
      if (scan === undefined) return;
      if (startMs === 0) startMs = performance.now();
      const atS = (performance.now() - startMs) / 1000;
      for (const group of provisional) {
        if (seen.has(group)) continue;
        seen.add(group);
        const paths = group.photos.map(({ path }) => path);
        watched.shown.push({ atS, paths });
      }
      watched.final = groups.map((group) => {
        let paths = pathsOf.get(group);
        if (paths === undefined) {
          const { keeper, members } = group.whole();
          paths = [keeper.path, ...members.map(({ photo }) => photo.path)];
          pathsOf.set(group, paths);
          watched.shown.push({ atS, paths });
        }
        return paths;
      });
      if (scan.firstLook !== undefined) watched.lookedS = atS;
      if (scan.stage === 'listing' || scan.stage === 'reading') {
        watched.readS = atS;
      }
      watched.endS = atS;
    });
    window.firstLookWatched = () => watched;
  });
}

declare global {
  interface Window {
    firstLookWatched: () => Watched;
  }
}
