import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startServer } from '../../deploy/serve.ts';
import type { ScanProgress } from '../../src/domain/scan-stage.ts';
import { AppBrowser, dropFolder } from '../support/app-browser.ts';
import { processorMs } from '../support/processor-time.ts';
import {
  appInstalled,
  appReady,
  callEngine,
  scanEnd,
} from '../support/app-state-of.ts';
import { blockJpeg } from '../support/block-jpeg.ts';
import type { ResultRow } from '../support/result-rows.ts';
import { kernelFilesPerSecond } from './jpeg-kernel.ts';
import { median } from './jpeg-kernel-lab/median.ts';
import { listingLimit, readLimit } from './browser-limits.ts';
import { peerRows } from './peers.ts';

/** Of the camera's photos, these many tell how fast the kernel is. */
const KERNEL_PHOTOS = 60;
const ROUNDS = 5;
/** Checkpoints and rescans of a few files would measure little but their start. */
const SMALL_FILES = 10_000;
/** Scans of the small files with and without checkpoints, in turn. */
const CHECKPOINT_ROUNDS = 5;
const WARM_ROUNDS = 5;

interface Measured {
  cold: ScanProgress;
  /** Processor ms a file of all the browser's processes, from the folder's being dropped on. */
  processorMs: number;
  /** The same of reading alone. */
  readProcessorMs: number;
  /** Files a second of reading the same files through the same handles, and doing nothing else. */
  readFilesPerSecond: number;
  workers: number;
}

/**
 * The whole way from a folder handle to stored fingerprints, on camera-like JPEGs.
 * @param folder Of cameraFolder: different photos.
 * @param library Of firstLookLibrary: 1,600 different photos and copies of 400.
 */
export async function pipelineRows(
  folder: string,
  library: string,
): Promise<ResultRow[]> {
  const names = (await readdir(folder)).sort();
  const runs: Measured[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    runs.push(await scanOnce(folder));
  }
  const speed = median(runs.map(({ cold }) => filesPerSecond(cold)));
  return [
    ...speedRows(runs, speed),
    ...(await limitRows(folder, names, runs, speed)),
    await storedBytesRow(library),
    ...(await withSmallFiles(async (small) => [
      ...(await checkpointRows(small, runs)),
      ...(await warmRescanRows(small)),
    ])),
    ...(await peerRows(folder, names.length, {
      name: 'cameraScan',
      filesPerSecond: speed,
    })),
  ];
}

/** The app with a scan of a folder that has just begun. */
interface Scanning {
  page: Page;
  reopen: () => Promise<Page>;
  /** Processor ms of the whole browser since the scan began, or since the last call. */
  processorMs: () => number;
}

async function withApp<T>(
  folder: string,
  hasCheckpoints: boolean,
  use: (scanning: Scanning) => Promise<T>,
): Promise<T> {
  const server = await startServer({ port: 0 });
  const browser = await AppBrowser.launch({
    origin: server.url,
    granted: [folder],
  });
  let again: AppBrowser | undefined;
  try {
    if (!hasCheckpoints) {
      await browser.context.addInitScript({ content: DROP_CHECKPOINTS });
    }
    const page = await browser.page();
    await page.goto(server.url);
    await appInstalled(page);
    await page.getByRole('button', { name: /choose a folder/iu }).click();
    const { profile } = browser;
    let countedMs = processorMs(profile);
    await dropFolder(page, folder);
    return await use({
      page,
      reopen: async () => {
        await browser.context.close();
        again = await AppBrowser.launch({ origin: server.url, profile });
        const reopened = await again.page();
        await reopened.goto(server.url);
        await appReady(reopened);
        return reopened;
      },
      processorMs: () => {
        const beforeMs = countedMs;
        countedMs = processorMs(profile);
        return countedMs - beforeMs;
      },
    });
  } finally {
    await again?.close();
    await browser.close();
    await server.close();
  }
}

/** Runs in the page: what a checkpoint would write is not written. */
const DROP_CHECKPOINTS = `
  const { put } = IDBObjectStore.prototype;
  const dropped = ['files', 'fingerprints', 'scans'];
  IDBObjectStore.prototype.put = function (...row) {
    return dropped.includes(this.name) ? Promise.resolve() : put.apply(this, row);
  };
`;

function scanOnce(folder: string): Promise<Measured> {
  return withApp(folder, true, async (scanning) => {
    const { page } = scanning;
    const cold = await ended(page);
    const files = cold.fingerprinted + cold.skipped;
    const scanMs = scanning.processorMs();
    const readFilesPerSecond = await readLimit(page);
    return {
      cold,
      processorMs: scanMs / files,
      readProcessorMs: scanning.processorMs() / files,
      readFilesPerSecond,
      workers: await page.evaluate(() => navigator.hardwareConcurrency),
    };
  });
}

async function ended(page: Page): Promise<ScanProgress> {
  const { scan, notices } = await scanEnd(page, 30 * 60_000);
  if (scan?.stage !== 'finished') {
    throw new Error(`The scan did not finish: ${JSON.stringify(notices)}`);
  }
  return scan;
}

function filesPerSecond({
  fingerprinted,
  skipped,
  elapsedMs,
}: ScanProgress): number {
  return (fingerprinted + skipped) / (elapsedMs / 1000);
}

function speedRows(runs: readonly Measured[], speed: number): ResultRow[] {
  const { bytesRead = 0, fingerprinted = 1 } = runs[0]?.cold ?? {};
  return [
    { name: 'cameraScanFilesPerSecond', value: speed, unit: 'files/s' },
    {
      name: 'cameraScanMegabytesPerSecond',
      value: (bytesRead / fingerprinted / 1e6) * speed,
      unit: 'MB/s',
    },
  ];
}

/** Against the slower of all workers running nothing but the kernel, and pure reading. */
async function limitRows(
  folder: string,
  names: readonly string[],
  runs: readonly Measured[],
  speed: number,
): Promise<ResultRow[]> {
  const workers = runs[0]?.workers ?? cpus().length;
  const step = Math.ceil(names.length / KERNEL_PHOTOS);
  const some = names.filter((_name, at) => at % step === 0);
  const kernelLimit = await kernelFilesPerSecond(folder, some, workers);
  const reading = median(runs.map((run) => run.readFilesPerSecond));
  const ratioTo =
    kernelLimit < reading
      ? 'kernelLimitFilesPerSecond'
      : 'readLimitFilesPerSecond';
  // Both at once have only the same processors: what they cost together is what a scan cannot save.
  const scanMs = median(runs.map((run) => run.processorMs));
  const neededMs =
    (workers * 1000) / kernelLimit +
    median(runs.map((run) => run.readProcessorMs));
  return [
    { name: 'kernelLimitFilesPerSecond', value: kernelLimit, unit: 'files/s' },
    { name: 'readLimitFilesPerSecond', value: reading, unit: 'files/s' },
    { name: 'cameraScanProcessorMs', value: scanMs, unit: 'ms/file' },
    {
      name: 'kernelAndReadProcessorMs',
      value: neededMs,
      unit: 'ms/file',
      ratioTo: 'cameraScanProcessorMs',
      ratio: neededMs / scanMs,
    },
    {
      name: 'scanVsLimit',
      value: speed,
      unit: 'files/s',
      ratioTo,
      ratio: speed / Math.min(kernelLimit, reading),
    },
  ];
}

/**
 * What checkpoints cost by processor time, for each of many small files with and without them, and
 * as a part of what a camera's photo takes. Beside that one itself the cost is lost: two scans of
 * large photos differ by more.
 */
async function checkpointRows(
  small: string,
  runs: readonly Measured[],
): Promise<ResultRow[]> {
  const costs: number[] = [];
  for (let round = 0; round < CHECKPOINT_ROUNDS; round += 1) {
    const withThem = await coldProcessorMs(small, true);
    costs.push(withThem - (await coldProcessorMs(small, false)));
  }
  const costMs = median(costs);
  const scanMs = median(runs.map((run) => run.processorMs));
  return [
    { name: 'checkpointProcessorMs', value: costMs, unit: 'ms/file' },
    {
      name: 'checkpointOverhead',
      value: (costMs / scanMs) * 100,
      unit: '%',
    },
  ];
}

/** Processor ms a file of a first scan. */
function coldProcessorMs(
  folder: string,
  hasCheckpoints: boolean,
): Promise<number> {
  return withApp(folder, hasCheckpoints, async (scanning) => {
    const { fingerprinted } = await ended(scanning.page);
    return scanning.processorMs() / fingerprinted;
  });
}

/** What 2,000 photos leave behind. */
async function storedBytesRow(library: string): Promise<ResultRow> {
  return withApp(library, true, async ({ page, reopen }) => {
    const { fingerprinted } = await ended(page);
    // Opened anew: before, the last writes stand in the database's journal as well.
    const storedBytes = await (
      await reopen()
    ).evaluate(async () => {
      const estimate: StorageEstimate & {
        usageDetails?: { indexedDB?: number };
      } = await navigator.storage.estimate();
      return estimate.usageDetails?.indexedDB ?? 0;
    });
    return {
      name: 'storedBytesPerImage',
      value: storedBytes / fingerprinted,
      unit: 'bytes',
    };
  });
}

/** With many small files, 200 to a folder. */
async function withSmallFiles<T>(
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const base = await mkdtemp(join(tmpdir(), 'twinsift-small-'));
  try {
    for (let seed = 0; seed < SMALL_FILES; seed += 1) {
      const folder = join(base, 'Photos', `${Math.floor(seed / 200)}`);
      if (seed % 200 === 0) await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `IMG_${seed}.jpg`), blockJpeg(seed));
    }
    return await use(join(base, 'Photos'));
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

/** How fast files are found unchanged. */
function warmRescanRows(small: string): Promise<ResultRow[]> {
  return withApp(small, true, async ({ page }) => {
    await ended(page);
    const speeds: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < WARM_ROUNDS; round += 1) {
      await callEngine(page, 'startScan');
      const { listed, elapsedMs } = await ended(page);
      speeds.push(listed / (elapsedMs / 1000));
      bare.push(await listingLimit(page));
    }
    return [
      {
        name: 'listingLimitFilesPerSecond',
        value: median(bare),
        unit: 'files/s',
      },
      {
        name: 'warmRescanFilesPerSecond',
        value: median(speeds),
        unit: 'files/s',
        ratioTo: 'listingLimitFilesPerSecond',
        ratio: median(speeds) / median(bare),
      },
    ];
  });
}
