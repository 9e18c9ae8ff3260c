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
import { readPhotoPaths, readTruth } from './corpus-truth.ts';
import { confusionTable, copiesTable, peersTable } from './copies-table.ts';
import { scoreTransforms, type TransformScore } from './judge-copies.ts';
import { judgeKnown, type KnownVerdict } from './judge-known.ts';
import { startLabServer } from './lab-server.ts';
import { BASE_LONG_SIDE_PX } from './lab/photo-files.ts';
import type { CopyResults, Lab, LabFolderResult } from './lab/lab-results.ts';

/**
 * Recall, false positives and relations of the real pipeline in a real browser:
 * `npm run accuracy -- [--corpus DIR] [--json FILE] [--sample N] [--known-only]`.
 * N photos (0: all) are copied in every way; all photos and all labelled sets are always compared.
 */
const WORKERS = 2;
const USUAL_SAMPLE = 40;
const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Pairs of distinct photos that each method joins; filled by measurePhotos. */
let peerFalsePairs: Readonly<Record<string, number>> = {};
let ownFalsePairs = 0;

const argv = process.argv.slice(2);
const corpus = findCorpus(argument('--corpus'));
if (corpus === undefined) {
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
    const rows = [
      ...(await measureKnown(page, folder)),
      ...(argv.includes('--known-only')
        ? []
        : [
            ...(await measurePhotos(page, folder)),
            ...(await measureTurned(page, folder)),
            ...(await measureCopies(page, folder)),
          ]),
    ];
    console.log(`\n${rowTable(rows)}`);
    await writeRows(jsonTarget(argv), rows);
  } finally {
    await browser.close();
    await server.close();
  }
}

function scan(
  page: Page,
  base: string,
  paths: readonly string[],
  withCrops = false,
): Promise<LabFolderResult> {
  return page.evaluate(
    ({ from, list, crops }) => window.lab.scan(from, list, crops),
    { from: base, list: [...paths], crops: withCrops },
  );
}

async function measureKnown(page: Page, folder: string): Promise<ResultRow[]> {
  const truth = await readTruth(folder);
  const paths = [...new Set(truth.flatMap((group) => group.paths))];
  const result = await scan(page, '/corpus/known/', paths);
  const verdict = judgeKnown(truth, result);
  reportKnown(verdict);
  return [
    {
      name: 'knownWrongGroups',
      value: verdict.wrong.length,
      unit: 'groups',
    },
    { name: 'knownMissed', value: verdict.missed.length, unit: 'files' },
    {
      name: 'knownRecall',
      value: share(verdict.found, verdict.expected),
      unit: '',
    },
  ];
}

function reportKnown(verdict: KnownVerdict): void {
  console.log(
    `\nLabelled sets: ${verdict.found} of ${verdict.expected} files of one picture found together.`,
  );
  for (const { set, path } of verdict.missed) {
    console.log(`  missed (${set}): ${path}`);
  }
  for (const { path, reason } of verdict.notCompared) {
    console.log(`  not compared: ${path}: ${reason}`);
  }
  for (const { paths, why } of verdict.wrong) {
    console.log(`  WRONG GROUP: ${paths.join(' + ')} (${why})`);
  }
}

async function measurePhotos(page: Page, folder: string): Promise<ResultRow[]> {
  const paths = await readPhotoPaths(folder);
  const result = await scan(page, '/corpus/', paths);
  const cropped = await scan(page, '/corpus/', paths, true);
  console.log(
    `\n${paths.length} distinct photos: ${result.groups.length} groups (each one is false), ${result.pairsChecked} pairs looked at a second time (${Math.round(result.checkMs)} ms each); with crops ${cropped.groups.length} groups, ${cropped.pairsChecked} more pairs.`,
  );
  reportFalse(result);
  reportFalse(cropped);
  for (const { path, reason } of result.skipped) {
    console.log(`  not compared: ${path}: ${reason}`);
  }
  peerFalsePairs = result.peerPairs ?? {};
  ownFalsePairs = result.groups.reduce(
    (sum, { members }) => sum + members.length,
    0,
  );
  return [
    {
      name: 'falsePositiveGroups',
      value: result.groups.length,
      unit: 'groups',
    },
    {
      name: 'falsePositiveGroupsWithCrops',
      value: cropped.groups.length,
      unit: 'groups',
    },
  ];
}

function reportFalse({ groups }: Pick<LabFolderResult, 'groups'>): void {
  for (const { keeper, members } of groups) {
    for (const { path, relation, rule } of members) {
      console.log(`  FALSE: ${keeper} + ${path}: ${relation} (${rule})`);
    }
  }
}

/** The photo behind `<path>#<orientation>`. */
function photoOf(path: string): string {
  return path.slice(0, path.lastIndexOf('#'));
}

async function measureTurned(page: Page, folder: string): Promise<ResultRow[]> {
  const paths = sampleOf(await readPhotoPaths(folder), wantedSample());
  const { groups } = await page.evaluate(
    ({ list }) => window.lab.scanTurned('/corpus/', list),
    { list: paths },
  );
  const wrong = groups.filter(({ keeper, members }) =>
    members.some(({ path }) => photoOf(path) !== photoOf(keeper)),
  );
  const whole = groups.filter(({ members }) => members.length === 7);
  console.log(
    `\n${paths.length} photos in eight orientations: ${wrong.length} groups of different photos, ${whole.length} of ${paths.length} photos with all eight together.`,
  );
  reportFalse({ groups: wrong });
  return [
    {
      name: 'falsePositiveGroupsTurned',
      value: wrong.length,
      unit: 'groups',
    },
  ];
}

function wantedSample(): number {
  return Number(argument('--sample') ?? USUAL_SAMPLE);
}

/** Every so-and-so-many-th photo, so that each source is among them. */
function sampleOf(paths: readonly string[], count: number): string[] {
  if (count <= 0 || count >= paths.length) return [...paths];
  const step = paths.length / count;
  return Array.from(
    { length: count },
    (_, at) => paths[Math.floor(at * step)] ?? '',
  );
}

async function measureCopies(page: Page, folder: string): Promise<ResultRow[]> {
  const paths = sampleOf(await readPhotoPaths(folder), wantedSample());
  const all: CopyResults[] = [];
  const startedMs = performance.now();
  for (const path of paths) {
    all.push(
      await page.evaluate(
        (url) => window.lab.tryCopies(url),
        encodeURI(`/corpus/${path}`),
      ),
    );
  }
  const seconds = Math.round((performance.now() - startedMs) / 1000);
  const scores = scoreTransforms(all);
  console.log(
    `\nCopies of ${paths.length} photos, reduced to ${BASE_LONG_SIDE_PX} px first where larger (${seconds} s):\n`,
  );
  console.log(copiesTable(scores));
  console.log(`\nRelations:\n\n${confusionTable(scores)}`);
  console.log(
    `\nBeside one hash and one threshold, upright copies only:\n\n${peersTable(scores, peerFalsePairs, ownFalsePairs)}`,
  );
  reportKeptCopies(paths, all);
  return copyRows(scores);
}

function reportKeptCopies(
  paths: readonly string[],
  all: readonly CopyResults[],
): void {
  console.log('\nCopies kept instead of their original, and missed copies:\n');
  all.forEach((results, at) => {
    for (const [name, result] of Object.entries(results)) {
      if (result.kind !== 'tried') continue;
      const { byDefault } = result;
      if (byDefault.kind === 'apart') {
        console.log(`  missed: ${name} of ${paths[at] ?? ''}`);
      } else if (byDefault.keeper === 'copy' && !byDefault.isAbstained) {
        console.log(
          `  kept: ${name} of ${paths[at] ?? ''}: ${byDefault.words}`,
        );
      }
    }
  });
}

function copyRows(scores: readonly TransformScore[]): ResultRow[] {
  const grouped = total(scores, (score) => score.grouped);
  const degraded = scores.filter(({ isDegraded }) => isDegraded);
  return [
    ...scores.map((score) => ({
      name: `recall.${score.name}`,
      value: share(score.grouped, score.tried),
      unit: '',
    })),
    ...scores
      .filter(({ name }) => /^(crop|captionBar)/u.test(name))
      .map((score) => ({
        name: `recallWithCrops.${score.name}`,
        value: share(score.groupedWithCrops, score.tried),
        unit: '',
      })),
    {
      name: 'relationAccuracy',
      value: share(
        total(scores, (score) => score.relationRight),
        grouped,
      ),
      unit: '',
    },
    {
      name: 'keeperDegradedRecommended',
      value: total(degraded, (score) => score.copyKept),
      unit: 'copies',
    },
    {
      name: 'keeperAbstention',
      value: share(
        total(degraded, (score) => score.abstained),
        total(degraded, (score) => score.grouped),
      ),
      unit: '',
    },
    {
      name: 'keeperCopyKeptOfAll',
      value: share(
        total(scores, (score) => score.copyKept),
        grouped,
      ),
      unit: '',
    },
    {
      name: 'keeperAbstentionOfAll',
      value: share(
        total(scores, (score) => score.abstained),
        grouped,
      ),
      unit: '',
    },
  ];
}

function total(
  scores: readonly TransformScore[],
  of: (score: TransformScore) => number,
): number {
  return scores.reduce((sum, score) => sum + of(score), 0);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

declare global {
  interface Window {
    lab: Lab;
  }
}
