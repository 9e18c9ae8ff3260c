import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startServer } from '../../deploy/serve.ts';
import type { ScanRecord } from '../../src/domain/scan-stage.ts';
import type { AppEngine } from '../../src/engine/app-engine.ts';
import { AppBrowser, dropFolder } from '../support/app-browser.ts';
import {
  appReady,
  appStateOf,
  callEngine,
  scanEnd,
} from '../support/app-state-of.ts';
import { blockJpeg } from '../support/block-jpeg.ts';
import { PhotoFolder } from '../support/photo-folder.ts';
import type { SoakOptions, SoakResult } from './soak-part.ts';

const LIMIT_MS = 60 * 60_000;
const FILES_PER_FOLDER = 1000;

/** What the whole may take more with ten times the files: 15 % and 300 bytes a file. */
const GROWTH = 1.15;
const BYTES_PER_FILE = 300;
const READY_MS = 2000;
/** Long enough for the matcher to drop what only makes the next joins faster. */
const REST_MS = 5000;

async function add(
  folder: PhotoFolder,
  from: number,
  to: number,
): Promise<void> {
  for (let seed = from; seed < to; seed += 1) {
    const name = `${Math.floor(seed / FILES_PER_FOLDER)}/${seed}.jpg`;
    await folder.write(name, blockJpeg(seed));
  }
}

interface MemoryMeasurement {
  bytes: number;
  breakdown: {
    bytes: number;
    attribution: { url: string }[];
    types: string[];
  }[];
}

interface Memory {
  bytes: number;
  /** Of what it is, in MB, the most first. */
  parts: string;
}

/** JavaScript and WebAssembly of the page and its workers, after a collection. */
async function memoryOf(page: Page): Promise<Memory> {
  const { bytes, breakdown } = await page.evaluate(async () => {
    const { measureUserAgentSpecificMemory } = performance as Performance & {
      measureUserAgentSpecificMemory?: () => Promise<MemoryMeasurement>;
    };
    const measured = await measureUserAgentSpecificMemory?.call(performance);
    if (measured === undefined) {
      throw new Error('This browser does not tell how much memory it takes.');
    }
    return measured;
  });
  const parts = breakdown
    .filter((part) => part.bytes > 100_000)
    .toSorted((a, b) => b.bytes - a.bytes)
    .map((part) => `${nameOf(part)} ${megabytes(part.bytes)}`)
    .join(', ');
  return { bytes, parts };
}

function nameOf({
  attribution,
  types,
}: MemoryMeasurement['breakdown'][number]): string {
  const url = attribution[0]?.url;
  const place =
    url === undefined
      ? 'what is shared'
      : (/matcher|analyzer/u.exec(url)?.[0] ?? 'page');
  return `${place} ${types.join('+')}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

interface Visit {
  /** When the scan is over and nothing has come for a while. */
  rest: Memory;
  /** At the very end of the scan. */
  end: Memory;
  scanMs: number;
  /** From opening the page to the offer to go on. */
  offeredMs: number;
  /** From taking the offer to the first new file that was read. */
  goesOnMs: number;
}

/** Scans all, looks at the memory, adds a file, and comes back as after a scan that was cut off. */
async function visit(folder: PhotoFolder, count: number): Promise<Visit> {
  const server = await startServer({ port: 0 });
  const browser = await AppBrowser.launch({
    origin: server.url,
    granted: [folder.path],
  });
  try {
    const page = await browser.page();
    await page.goto(server.url);
    await page.getByRole('button', { name: /choose a folder/iu }).click();
    await dropFolder(page, folder.path);
    const { scan } = await scanEnd(page, LIMIT_MS);
    if (scan?.fingerprinted !== count) {
      throw new Error(`${scan?.fingerprinted ?? 0} of ${count} were read.`);
    }
    const end = await memoryOf(page);
    await page.waitForTimeout(REST_MS);
    const rest = await memoryOf(page);
    await page.evaluate(cutOff);
    // First in the listing, so that what is waited for is not the listing of all others.
    await folder.write('! new.jpg', blockJpeg(-1));
    const reloadedMs = performance.now();
    await page.reload();
    await appReady(page);
    const offeredMs = performance.now() - reloadedMs;
    if ((await appStateOf(page)).resumable === undefined) {
      throw new Error('There is no offer to go on.');
    }
    const startedMs = performance.now();
    await callEngine(page, 'resumeScan');
    await page.waitForFunction(
      () => {
        const app = document.querySelector('twinsift-app') as unknown as {
          engine: AppEngine;
        };
        return (app.engine.state.scan?.fingerprinted ?? 0) > 0;
      },
      undefined,
      { polling: 20, timeout: LIMIT_MS },
    );
    const goesOnMs = performance.now() - startedMs;
    return { rest, end, scanMs: scan.elapsedMs, offeredMs, goesOnMs };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Runs in the page: the stored scan is one that never came to its end. */
async function cutOff(): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('twinsift');
    opening.onsuccess = () => {
      resolve(opening.result);
    };
  });
  const transaction = database.transaction('scans', 'readwrite');
  const scans = transaction.objectStore('scans');
  const reading = scans.getAll();
  reading.onsuccess = () => {
    for (const scan of reading.result as ScanRecord[]) {
      scans.put({ ...scan, state: 'running' });
    }
  };
  await new Promise<void>((resolve) => {
    transaction.oncomplete = () => {
      resolve();
    };
  });
  database.close();
}

/**
 * A library of many small files, and one of a tenth: memory must not grow with the number of files
 * beyond what the index and the matcher need of each, and coming back must not take longer.
 */
export async function manyFiles({ files }: SoakOptions): Promise<SoakResult> {
  const folder = await PhotoFolder.create();
  try {
    const few = Math.ceil(files / 10);
    await add(folder, 0, few);
    const small = await visit(folder, few);
    await rm(join(folder.path, '! new.jpg'));
    await add(folder, few, files);
    const large = await visit(folder, files);
    const allowed = small.rest.bytes * GROWTH + (files - few) * BYTES_PER_FILE;
    const comesBackMs = large.offeredMs + large.goesOnMs;
    const perFile = (large.rest.bytes - small.rest.bytes) / (files - few);
    return {
      part: 'many files',
      isGood: large.rest.bytes <= allowed && comesBackMs <= READY_MS,
      lines: [
        `${few} files: ${megabytes(small.rest.bytes)} MB; ${files} files: ${megabytes(large.rest.bytes)} MB, ${perFile.toFixed(0)} bytes for each more, ${megabytes(allowed)} MB allowed; at the very end of the scan ${megabytes(small.end.bytes)} and ${megabytes(large.end.bytes)} MB`,
        `of it, MB: ${few} files: ${small.rest.parts}; ${files} files: ${large.rest.parts}; at the very end: ${large.end.parts}`,
        `the scan of ${files} took ${(large.scanMs / 1000).toFixed(0)} s; cut off and opened again, going on is offered after ${large.offeredMs.toFixed(0)} ms, and the first new file read ${large.goesOnMs.toFixed(0)} ms after the offer is taken (${few} files: ${small.offeredMs.toFixed(0)} and ${small.goesOnMs.toFixed(0)} ms)`,
      ],
    };
  } finally {
    await folder.remove();
  }
}
