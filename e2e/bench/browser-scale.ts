import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { bundleLab } from '../accuracy/build-lab.ts';
import { startServer } from '../../deploy/serve.ts';
import { AppBrowser, dropFolder } from '../support/app-browser.ts';
import type { ResultRow } from '../support/result-rows.ts';
import type { ScaleLab } from './browser-scale-lab/scale-lab.ts';
import { loadRows } from './browser-scale/load-rows.ts';
import { reportRows } from './browser-scale/report-rows.ts';
import { reviewRows } from './browser-scale/review-rows.ts';

const LAB = join(import.meta.dirname, 'browser-scale-lab');

/** Of a million. */
const DEFAULT_PHOTOS = 1_000_000;
const DUPLICATE_SHARE = 0.1;
const FILES_PER_CALL = 20_000;

/** Where a profile with the stored library is, and for which address. */
interface Filled {
  profile: string;
  port: number;
}

/**
 * The app itself on the database of a large library: a synthetic one is put there, the app is
 * opened as on any later visit, and groups what is stored. Then the list of groups is scrolled
 * from end to end and gone through by key, and every report is made. docs/benchmarks.md says what the rows mean.
 *
 * @param keptIn a folder in which the library is kept from run to run; made when it is not there
 */
export async function browserScaleRows(
  photos = DEFAULT_PHOTOS,
  keptIn?: string,
): Promise<ResultRow[]> {
  const parent = keptIn ?? (await mkdtemp(join(tmpdir(), 'twinsift-scale-')));
  const filled = await browserScaleProfile(photos, parent);
  try {
    return [
      { name: 'browserPhotos', value: photos, unit: 'photos' },
      ...(await appRows(filled)),
    ];
  } finally {
    if (keptIn === undefined) {
      for (const made of [parent, filled.profile]) {
        await rm(made, { recursive: true, force: true, maxRetries: 5 });
      }
    }
  }
}

/** The library in its folder, made when it is not there, or its browser profile is there no more. */
async function browserScaleProfile(
  photos: number,
  parent: string,
): Promise<Filled> {
  const note = join(parent, `filled-${photos}.json`);
  if (existsSync(note)) {
    const known = JSON.parse(await readFile(note, 'utf8')) as Filled;
    if (existsSync(known.profile)) return known;
  }
  const made = await makeProfile(join(parent, 'Photos'), photos);
  await writeFile(note, JSON.stringify(made));
  return made;
}

/** A browser that has not written what it reads: nothing is in its memory yet. */
async function appRows({ profile, port }: Filled): Promise<ResultRow[]> {
  const server = await startServer({ port });
  const browser = await AppBrowser.launch({ origin: server.url, profile });
  try {
    const page = await browser.page();
    return [
      ...(await loadRows(page, server.url)),
      ...(await reviewRows(page)),
      ...(await reportRows(page)),
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}

async function makeProfile(folder: string, photos: number): Promise<Filled> {
  await mkdir(folder, { recursive: true });
  const { port, url, close } = await startServer({
    port: 0,
    root: await bundleLab(LAB, 'browser-scale-lab'),
  });
  const browser = await AppBrowser.launch({ origin: url, granted: [folder] });
  try {
    const page = await browser.page();
    await page.goto(url);
    await fill(page, folder, photos);
  } finally {
    await browser.context.close();
    await close();
  }
  return { profile: browser.profile, port };
}

async function fill(page: Page, folder: string, photos: number): Promise<void> {
  const picked = page.evaluate(() => window.scaleLab.pick());
  await dropFolder(page, folder);
  await picked;
  for (let from = 0; from < photos; from += FILES_PER_CALL) {
    const to = Math.min(from + FILES_PER_CALL, photos);
    await page.evaluate(
      ([library, first, end]) => window.scaleLab.fill(library, first, end),
      [{ photos, duplicateShare: DUPLICATE_SHARE }, from, to] as const,
    );
    if (to % 100_000 === 0) console.log(`stored ${to} of ${photos} photos`);
  }
}

declare global {
  interface Window {
    scaleLab: ScaleLab;
  }
}
