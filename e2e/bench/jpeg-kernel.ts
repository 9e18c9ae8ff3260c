import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { decodeTestJpeg } from '../../src/worker/kernels/jpeg-dc-test-files.ts';
import { bundleLab } from '../accuracy/build-lab.ts';
import { startLabServer } from '../accuracy/lab-server.ts';
import { corpusPhotos } from '../support/corpus-photos.ts';
import { encodeJpeg } from '../support/encode-picture.ts';
import { findChromium } from '../support/find-chromium.ts';
import type { ResultRow } from '../support/result-rows.ts';
import { DjpegTimer } from './jpeg-kernel-djpeg.ts';
import type { JpegLab, JpegTimes } from './jpeg-kernel-lab/jpeg-times.ts';
import { median } from './jpeg-kernel-lab/median.ts';

const LAB = join(import.meta.dirname, 'jpeg-kernel-lab');
const ROUNDS = 5;
/** Progressive files are made of every so-and-so-many-th camera photo. */
const PROGRESSIVE_FILES = 12;
const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** One file's times; djpeg's where it is installed. */
type FileTimes = JpegTimes & { djpeg?: number };

/**
 * The JPEG kernel against the other decoders, in Chromium in one worker, over the camera JPEGs of
 * the corpus. Per file the decoders take turns; a ratio is the median over the files of
 * (the other's ms / the kernel's ms). The kernels must have been built.
 */
export async function jpegKernelRows(corpusDir: string): Promise<ResultRow[]> {
  const photos = await cameraPhotos(corpusDir);
  const scratch = await mkdtemp(join(tmpdir(), 'twinsift-jpeg-'));
  const folders = { '/corpus/': corpusDir, '/progressive/': scratch };
  const { page, close } = await openLab(folders);
  try {
    const djpeg = await DjpegTimer.find(scratch);
    const baseline: FileTimes[] = [];
    // The first file warms the code up.
    await measure(page, `/corpus/${photos[0] ?? ''}`);
    for (const path of photos) {
      const times = await measure(page, `/corpus/${path}`);
      const native = djpeg?.measureMs(join(corpusDir, path), ROUNDS);
      baseline.push(native === undefined ? times : { ...times, djpeg: native });
    }
    const progressive: FileTimes[] = [];
    for (const path of every(photos, PROGRESSIVE_FILES)) {
      await makeProgressive(join(corpusDir, path), join(scratch, 'it.jpg'));
      progressive.push(await measure(page, '/progressive/it.jpg'));
    }
    return [...baselineRows(baseline), ...progressiveRows(progressive)];
  } finally {
    await close();
    await rm(scratch, { recursive: true });
  }
}

/** Files a second that the kernel alone decodes in so many workers, all at work at once. */
export async function kernelFilesPerSecond(
  folder: string,
  names: readonly string[],
  workers: number,
): Promise<number> {
  const { page, close } = await openLab({ '/photos/': folder });
  try {
    return await page.evaluate(
      ({ urls, count }) => window.jpegLab.kernelFilesPerSecond(urls, count),
      {
        urls: names.map((name) => `/photos/${encodeURIComponent(name)}`),
        count: workers,
      },
    );
  } finally {
    await close();
  }
}

async function openLab(
  folders: Record<string, string>,
): Promise<{ page: Page; close: () => Promise<void> }> {
  const server = await startLabServer({
    ...folders,
    '/': await bundleLab(LAB, 'jpeg-kernel-lab'),
  });
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: BROWSER_ARGUMENTS,
  });
  const page = await browser.newPage();
  await page.goto(`${server.url}/`);
  await page.evaluate(() => window.jpegLab.start());
  return {
    page,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}

/** Paths of the photos with a camera's name, which are all baseline. */
async function cameraPhotos(corpusDir: string): Promise<string[]> {
  const photos = await corpusPhotos(corpusDir);
  return photos
    .filter(({ camera, isProgressive }) => camera !== '' && !isProgressive)
    .map(({ path }) => path);
}

function every<T>(list: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(list.length / count));
  return list.filter((_item, at) => at % step === 0);
}

function measure(page: Page, path: string): Promise<JpegTimes> {
  return page.evaluate(
    ({ url, rounds }) => window.jpegLab.measure(url, rounds),
    { url: encodeURI(path), rounds: ROUNDS },
  );
}

/** The same coefficients in progressive order by jpegtran, else encoded again by MozJPEG. */
async function makeProgressive(from: string, to: string): Promise<void> {
  const done = spawnSync('jpegtran', [
    '-copy',
    'none',
    '-progressive',
    '-outfile',
    to,
    from,
  ]);
  if (done.status === 0) return;
  const picture = await decodeTestJpeg(new Uint8Array(await readFile(from)));
  await writeFile(to, await encodeJpeg(picture));
}

function row(name: string, value: number): ResultRow {
  return { name, value, unit: 'ms' };
}

/** The kernel's median time, and by how much the other decoder's is longer. */
function against(
  name: string,
  files: readonly FileTimes[],
  other: keyof FileTimes,
  otherRow: string,
): ResultRow[] {
  const known = files.filter((file) => file[other] !== undefined);
  if (known.length === 0) return [];
  const ratios = known.map((file) => (file[other] ?? 0) / file.kernel);
  return [
    row(otherRow, median(known.map((file) => file[other] ?? 0))),
    {
      ...row(name, median(known.map((file) => file.kernel))),
      ratioTo: otherRow,
      ratio: median(ratios),
    },
  ];
}

function baselineRows(files: readonly FileTimes[]): ResultRow[] {
  return [
    ...against('jpegKernelVsSquoosh', files, 'squoosh', 'jpegSquoosh'),
    ...against(
      'jpegKernelVsImageDecoder',
      files,
      'imageDecoder',
      'jpegImageDecoder',
    ),
    ...against('jpegKernelVsDjpeg', files, 'djpeg', 'jpegDjpeg'),
  ];
}

function progressiveRows(files: readonly FileTimes[]): ResultRow[] {
  return [
    ...against('progressiveVsSquoosh', files, 'squoosh', 'progressiveSquoosh'),
    ...against(
      'progressiveVsImageDecoder',
      files,
      'imageDecoder',
      'progressiveImageDecoder',
    ),
  ];
}

declare global {
  interface Window {
    jpegLab: JpegLab;
  }
}
