import { cpus } from 'node:os';
import { basename } from 'node:path';
import { startServer } from '../../deploy/serve.ts';
import type { ScanProgress } from '../../src/domain/scan-stage.ts';
import { AppBrowser, dropFolder } from '../support/app-browser.ts';
import {
  appInstalled,
  scanEnd,
  type WholeState,
} from '../support/app-state-of.ts';
import { findCorpus } from '../support/find-corpus.ts';
import { ensureBuilt } from '../support/ensure-built.ts';
import {
  jsonTarget,
  rowTable,
  writeRows,
  type ResultRow,
} from '../support/result-rows.ts';
import { browserScaleRows } from './browser-scale.ts';
import { cameraFolder } from './camera-folder.ts';
import { firstLookLibrary } from './first-look-library.ts';
import { firstLookRows } from './first-look.ts';
import { jpegKernelRows } from './jpeg-kernel.ts';
import { kernelRows } from './kernels.ts';
import { matchingRows } from './matching.ts';
import { pipelineRows } from './pipeline.ts';
import { peerRows } from './peers.ts';

/**
 * Speed, as ratios against a peer in the same run:
 * `npm run bench [-- --folder DIR] [--only scan|first-look|pipeline|jpeg|kernels|matching|browser-scale] [--photos N] [--keep DIR] [--json FILE]`.
 * The scan is the app itself on a folder of real photos; the first look and the pipeline (on photos
 * drawn from the corpus, 4 GB, kept in the temporary folder) and the JPEG kernel need the corpus;
 * matching and the other kernels need nothing.
 */
const argv = process.argv.slice(2);
const only = argument('--only');
await ensureBuilt();
const rows: ResultRow[] = [];
if (isWanted('scan')) {
  const folder = argument('--folder') ?? defaultFolder();
  if (folder === undefined) {
    console.log(
      'There is no corpus beside the project and no --folder was named: no scan was measured.',
    );
  } else {
    rows.push(...(await benchScan(folder)));
  }
}
const corpus = findCorpus();
for (const part of ['first-look', 'pipeline', 'jpeg']) {
  if (corpus === undefined && isWanted(part)) {
    console.log(
      `There is no corpus beside the project: ${part} was not measured.`,
    );
  }
}
if (isWanted('first-look') && corpus !== undefined) {
  rows.push(...(await firstLookRows(corpus)));
}
if (isWanted('pipeline') && corpus !== undefined) {
  const photos = await cameraFolder(corpus);
  rows.push(...(await pipelineRows(photos, await firstLookLibrary(corpus))));
}
if (isWanted('jpeg') && corpus !== undefined) {
  rows.push(...(await jpegKernelRows(corpus)));
}
if (isWanted('kernels')) {
  rows.push(...(await kernelRows(corpus)));
}
if (isWanted('matching')) {
  rows.push(...(await matchingRows()));
}
if (isWanted('browser-scale')) {
  const photos = argument('--photos');
  rows.push(
    ...(await browserScaleRows(
      photos === undefined ? undefined : Number(photos),
      argument('--keep'),
    )),
  );
}
console.log(`\n${cpus().length} cores\n\n${rowTable(rows)}`);
await writeRows(jsonTarget(argv), rows);

function isWanted(part: string): boolean {
  return only === undefined || only === part;
}

function argument(name: string): string | undefined {
  const at = argv.indexOf(name);
  return at < 0 ? undefined : argv[at + 1];
}

function defaultFolder(): string | undefined {
  const corpus = findCorpus();
  return corpus === undefined ? undefined : `${corpus}/photos`;
}

async function benchScan(photos: string): Promise<ResultRow[]> {
  const cold = await scanCold(photos);
  const measured = scanRows(cold);
  const done = cold.fingerprinted + cold.skipped;
  const peers = await peerRows(photos, done, {
    name: 'scan',
    filesPerSecond: done / (cold.elapsedMs / 1000),
  });
  console.log(`${done} files of “${basename(photos)}”`);
  if (peers.length === 0) {
    console.log(
      '\nNo peer is installed (pip install imagehash; cargo install czkawka_cli): no ratio.',
    );
  }
  return [...measured, ...peers];
}

async function scanCold(photos: string): Promise<ScanProgress> {
  const server = await startServer({ port: 0 });
  const browser = await AppBrowser.launch({
    origin: server.url,
    granted: [photos],
  });
  try {
    const page = await browser.page();
    await page.goto(server.url);
    await appInstalled(page);
    await page.getByRole('button', { name: /choose a folder/iu }).click();
    await dropFolder(page, photos);
    return progressOf(await scanEnd(page, 30 * 60_000));
  } finally {
    await browser.close();
    await server.close();
  }
}

function progressOf(state: WholeState): ScanProgress {
  if (state.scan?.stage !== 'finished') {
    throw new Error(
      `The scan did not finish: ${JSON.stringify(state.notices)}`,
    );
  }
  return state.scan;
}

function scanRows(cold: ScanProgress): ResultRow[] {
  const done = cold.fingerprinted + cold.skipped;
  const seconds = cold.elapsedMs / 1000;
  const perFile = (ms: number): number => ms / done;
  const { times } = cold;
  return [
    { name: 'scanFilesPerSecond', value: done / seconds, unit: 'files/s' },
    {
      name: 'scanMegabytesPerSecond',
      value: cold.bytesRead / 1e6 / seconds,
      unit: 'MB/s',
    },
    { name: 'scanSeconds', value: seconds, unit: 's' },
    { name: 'stageRead', value: perFile(times.readMs), unit: 'ms/file' },
    { name: 'stageSha256', value: perFile(times.hashMs), unit: 'ms/file' },
    { name: 'stageDecode', value: perFile(times.decodeMs), unit: 'ms/file' },
    {
      name: 'stageFingerprint',
      value: perFile(times.fingerprintMs),
      unit: 'ms/file',
    },
    { name: 'stageStore', value: perFile(times.storeMs), unit: 'ms/file' },
    { name: 'stageMatch', value: perFile(times.matchMs), unit: 'ms/file' },
    { name: 'stageSecondLook', value: times.checkMs, unit: 'ms' },
    { name: 'pairsChecked', value: cold.pairsChecked, unit: 'pairs' },
  ];
}
