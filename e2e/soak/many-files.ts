import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startServer } from '../../deploy/serve.ts';
import { AppBrowser, dropFolder } from '../support/app-browser.ts';
import {
  appReady,
  appStateOf,
  callEngine,
  scanEnd,
} from '../support/app-state-of.ts';
import { seededRandom, type Picture } from '../support/draw-scene.ts';
import { encodeJpeg } from '../support/encode-picture.ts';
import { PhotoFolder } from '../support/photo-folder.ts';
import type { SoakOptions, SoakResult } from './soak-part.ts';

const LIMIT_MS = 60 * 60_000;
const WIDTH = 64;
const HEIGHT = 48;
/** Colours across and down, blended between. */
const GRID = { across: 6, down: 5 };
const FILES_PER_FOLDER = 1000;

/** What the whole may take more with ten times the files: 15 % and 300 bytes a file. */
const GROWTH = 1.15;
const BYTES_PER_FILE = 300;
const READY_MS = 2000;

/** A few colours that run into each other, unlike those of any other seed. */
function blend(seed: number): Picture {
  const random = seededRandom(seed + 1);
  const knots = Array.from(
    { length: (GRID.across + 1) * (GRID.down + 1) * 3 },
    () => random() * 255,
  );
  const knot = (x: number, y: number, channel: number): number =>
    knots[(y * (GRID.across + 1) + x) * 3 + channel] ?? 0;
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4).fill(255);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const u = (x / WIDTH) * GRID.across;
      const v = (y / HEIGHT) * GRID.down;
      const [i, j] = [Math.floor(u), Math.floor(v)];
      for (let channel = 0; channel < 3; channel += 1) {
        const top = knot(i, j, channel) * (1 - u + i);
        const topRight = knot(i + 1, j, channel) * (u - i);
        const low = knot(i, j + 1, channel) * (1 - u + i);
        const lowRight = knot(i + 1, j + 1, channel) * (u - i);
        data[(y * WIDTH + x) * 4 + channel] =
          (top + topRight) * (1 - v + j) + (low + lowRight) * (v - j);
      }
    }
  }
  return { data, width: WIDTH, height: HEIGHT };
}

async function add(
  folder: PhotoFolder,
  from: number,
  to: number,
): Promise<void> {
  for (let seed = from; seed < to; seed += 1) {
    const name = `${Math.floor(seed / FILES_PER_FOLDER)}/${seed}.jpg`;
    await folder.write(name, await encodeJpeg(blend(seed), 80));
  }
}

/** JavaScript and WebAssembly of the page and its workers, after a collection. */
async function memoryBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { measureUserAgentSpecificMemory } = performance as Performance & {
      measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
    };
    const measured = await measureUserAgentSpecificMemory?.call(performance);
    if (measured === undefined) {
      throw new Error('This browser does not tell how much memory it takes.');
    }
    return measured.bytes;
  });
}

interface Visit {
  bytes: number;
  /** From a reload to an app that can be used. */
  readyMs: number;
  /** From the wish to go on to the first new file that was read. */
  goesOnMs: number;
}

/** Scans all, looks at the memory, adds a file, and comes back as if to go on. */
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
    const bytes = await memoryBytes(page);
    const reloadedMs = performance.now();
    await page.reload();
    await appReady(page);
    const readyMs = performance.now() - reloadedMs;
    // First in the listing, so that what is waited for is not the listing of all others.
    await folder.write('! new.jpg', await encodeJpeg(blend(-1), 80));
    const startedMs = performance.now();
    await callEngine(page, 'startScan');
    while (((await appStateOf(page)).scan?.fingerprinted ?? 0) < 1) {
      await page.waitForTimeout(20);
    }
    return { bytes, readyMs, goesOnMs: performance.now() - startedMs };
  } finally {
    await browser.close();
    await server.close();
  }
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
    const allowed = small.bytes * GROWTH + (files - few) * BYTES_PER_FILE;
    const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
    const comesBackMs = large.readyMs + large.goesOnMs;
    return {
      part: 'many files',
      isGood: large.bytes <= allowed && comesBackMs <= READY_MS,
      lines: [
        `${few} files: ${megabytes(small.bytes)} MB; ${files} files: ${megabytes(large.bytes)} MB, ${megabytes(allowed)} MB allowed`,
        `back with ${files} files: usable after ${large.readyMs.toFixed(0)} ms, the first new file read ${large.goesOnMs.toFixed(0)} ms after the start`,
      ],
    };
  } finally {
    await folder.remove();
  }
}
