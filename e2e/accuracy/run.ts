import { appendFile, writeFile } from 'node:fs/promises';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../support/find-chromium.ts';
import { findCorpus } from '../support/find-corpus.ts';
import {
  jsonTarget,
  rowTable,
  writeRows,
  type ResultRow,
} from '../support/result-rows.ts';
import { buildLab } from './build-lab.ts';
import { corpusPhotos } from '../support/corpus-photos.ts';
import { judgeAgain } from './judge-again.ts';
import { startLabServer } from './lab-server.ts';
import { BASE_LONG_SIDE_PX } from './lab/photo-files.ts';
import type { Lab } from './lab/lab-results.ts';
import { measureFamilies } from './measure-families.ts';
import { measureLookalikes } from './measure-lookalikes.ts';
import {
  measureKnown,
  measurePhotos,
  measureTurned,
} from './measure-folders.ts';
import { reportCopies, type PhotoCopies } from './report-copies.ts';

/**
 * Recall, false positives, relations and keepers of the real pipeline in a real browser:
 * `npm run accuracy -- [--corpus DIR] [--json FILE] [--sample N] [--known-only | --families-only |
 * --copies-only | --lookalikes-only] [--shift N] [--keep FILE]`. N photos (0: all) are copied in every way; all photos,
 * in all orientations, and all labelled sets are always compared. `--shift` takes other photos: those
 * so many places further on in the list. `--keep` writes what was measured of each copy;
 * `npm run accuracy -- --again FILE` judges that by the rules of now.
 */
const WORKERS = 2;
const USUAL_SAMPLE = 24;
const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const NONE_FALSE = { own: 0, ownWithCrops: 0, peers: {} };

const argv = process.argv.slice(2);
const keptFile = argument('--again');
const corpus = findCorpus(argument('--corpus'));
if (keptFile !== undefined) {
  await finish(reportCopies(await judgeAgain(keptFile), NONE_FALSE));
} else if (corpus === undefined) {
  console.log(
    'There is no corpus here (name one with --corpus DIR): nothing was measured.',
  );
} else {
  await measure(corpus);
}

function argument(name: string): string | undefined {
  const at = argv.indexOf(name);
  return at < 0 ? undefined : argv[at + 1];
}

async function finish(rows: readonly ResultRow[]): Promise<void> {
  console.log(`\n${rowTable(rows)}`);
  await writeRows(jsonTarget(argv), rows);
}

async function measure(folder: string): Promise<void> {
  const server = await startLabServer({
    '/corpus/': folder,
    '/': await buildLab(),
  });
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: BROWSER_ARGUMENTS,
  });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => {
      console.error(`In the page: ${error.message}`);
    });
    await page.goto(`${server.url}/`);
    await page.evaluate((count) => window.lab.start(count), WORKERS);
    await finish(await measureAll(page, folder));
  } finally {
    await browser.close();
    await server.close();
  }
}

async function measureAll(page: Page, folder: string): Promise<ResultRow[]> {
  if (argv.includes('--copies-only')) {
    return reportCopies(await measureCopies(page, folder), NONE_FALSE);
  }
  if (argv.includes('--families-only')) {
    return measureFamilies(page, await sampledPhotos(folder));
  }
  if (argv.includes('--lookalikes-only')) {
    return measureLookalikes(page, await sampledPhotos(folder));
  }
  const known = await measureKnown(page, folder);
  if (argv.includes('--known-only')) return known;
  const photos = await measurePhotos(page, folder);
  const turned = await measureTurned(page, folder);
  const families = await measureFamilies(page, await sampledPhotos(folder));
  const lookalikes = await measureLookalikes(page, await sampledPhotos(folder));
  const copies = await measureCopies(page, folder);
  return [
    ...photos.rows,
    ...turned,
    ...known,
    ...families,
    ...lookalikes,
    ...reportCopies(copies, photos.falsePairs),
  ];
}

/** Every so-and-so-many-th photo from `shift` on, so that each source is among them. */
function sampleOf(
  paths: readonly string[],
  count: number,
  shift: number,
): string[] {
  if (count <= 0 || count >= paths.length) return [...paths];
  const step = paths.length / count;
  return Array.from(
    { length: count },
    (_, at) => paths[(Math.floor(at * step) + shift) % paths.length] ?? '',
  );
}

async function sampledPhotos(folder: string): Promise<string[]> {
  const count = Number(argument('--sample') ?? USUAL_SAMPLE);
  const shift = Number(argument('--shift') ?? 0);
  return sampleOf(
    (await corpusPhotos(folder)).map(({ path }) => path),
    count,
    shift,
  );
}

async function measureCopies(
  page: Page,
  folder: string,
): Promise<PhotoCopies[]> {
  const photos = await sampledPhotos(folder);
  const keepFile = argument('--keep');
  if (keepFile !== undefined) await writeFile(keepFile, '');
  const all: PhotoCopies[] = [];
  const startedMs = performance.now();
  for (const photo of photos) {
    const { results, kept } = await page.evaluate(
      (url) => window.lab.tryCopies(url),
      encodeURI(`/corpus/${photo}`),
    );
    all.push({ photo, results });
    if (keepFile !== undefined) {
      await appendFile(keepFile, `${kept.join('\n')}\n`);
    }
  }
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  console.log(
    `\nCopies of ${photos.length} photos, reduced to ${BASE_LONG_SIDE_PX} px first where larger (${seconds} s).`,
  );
  return all;
}

declare global {
  interface Window {
    lab: Lab;
  }
}
