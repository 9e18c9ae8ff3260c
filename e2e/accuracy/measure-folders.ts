import type { Page } from '@playwright/test';
import type { ResultRow } from '../support/result-rows.ts';
import { corpusPhotos } from '../support/corpus-photos.ts';
import { readTruth } from './corpus-truth.ts';
import { judgeKnown, type KnownVerdict } from './judge-known.ts';
import type { LabFolderScan, LabGroup } from './lab/lab-results.ts';
import type { FalsePairs } from './copies-table.ts';

function scan(
  page: Page,
  base: string,
  paths: readonly string[],
): Promise<LabFolderScan> {
  return page.evaluate(({ from, list }) => window.lab.scan(from, list), {
    from: base,
    list: [...paths],
  });
}

/** All labelled sets as one folder. */
export async function measureKnown(
  page: Page,
  folder: string,
): Promise<ResultRow[]> {
  const truth = await readTruth(folder);
  const paths = [...new Set(truth.flatMap((group) => group.paths))];
  const result = await scan(page, '/corpus/known/', paths);
  const verdict = judgeKnown(truth, result);
  const withCrops = judgeKnown(truth, {
    ...result,
    groups: result.groupsWithCrops,
  });
  reportKnown(verdict, '');
  reportKnown(withCrops, ' with crops looked for');
  return [
    { name: 'knownWrongGroups', value: verdict.wrong.length, unit: 'groups' },
    {
      name: 'knownWrongGroupsWithCrops',
      value: withCrops.wrong.length,
      unit: 'groups',
    },
    { name: 'knownMissed', value: verdict.missed.length, unit: 'files' },
    {
      name: 'knownMissedWithCrops',
      value: withCrops.missed.length,
      unit: 'files',
    },
    {
      name: 'knownRecall',
      value: verdict.expected === 0 ? 1 : verdict.found / verdict.expected,
      unit: '',
    },
  ];
}

function reportKnown(verdict: KnownVerdict, how: string): void {
  console.log(
    `\nLabelled sets${how}: ${verdict.found} of ${verdict.expected} files of one picture found together.`,
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

/** All distinct photos as one folder. */
export async function measurePhotos(
  page: Page,
  folder: string,
): Promise<{ rows: ResultRow[]; falsePairs: FalsePairs }> {
  const paths = (await corpusPhotos(folder)).map(({ path }) => path);
  const result = await scan(page, '/corpus/', paths);
  const { groups, groupsWithCrops } = result;
  console.log(
    `\n${paths.length} distinct photos: ${groups.length} groups (each one is false), ${result.pairsChecked} pairs looked at a second time (${Math.round(result.checkMs)} ms each); with crops ${groupsWithCrops.length} groups, ${result.cropPairsChecked} more pairs.`,
  );
  reportFalse(groupsWithCrops);
  for (const { path, reason } of result.skipped) {
    console.log(`  not compared: ${path}: ${reason}`);
  }
  return {
    rows: [
      {
        name: 'photosCompared',
        value: paths.length - result.skipped.length,
        unit: 'photos',
      },
      { name: 'falsePositiveGroups', value: groups.length, unit: 'groups' },
      {
        name: 'falsePositiveGroupsWithCrops',
        value: groupsWithCrops.length,
        unit: 'groups',
      },
    ],
    falsePairs: {
      own: pairsOf(groups),
      ownWithCrops: pairsOf(groupsWithCrops),
      peers: result.peerPairs,
    },
  };
}

function pairsOf(groups: readonly LabGroup[]): number {
  return groups.reduce((sum, { members }) => sum + members.length, 0);
}

function reportFalse(groups: readonly LabGroup[]): void {
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

function joinsPhotos({ keeper, members }: LabGroup): boolean {
  return members.some(({ path }) => photoOf(path) !== photoOf(keeper));
}

/** All distinct photos in their eight orientations as one folder. */
export async function measureTurned(
  page: Page,
  folder: string,
): Promise<ResultRow[]> {
  const paths = (await corpusPhotos(folder)).map(({ path }) => path);
  const { groups, groupsWithCrops } = await page.evaluate(
    ({ list }) => window.lab.scanTurned('/corpus/', list),
    { list: paths },
  );
  const wrong = groups.filter(joinsPhotos);
  const wrongWithCrops = groupsWithCrops.filter(joinsPhotos);
  const whole = groups.filter(({ members }) => members.length === 7);
  console.log(
    `\n${paths.length} photos in eight orientations: ${wrong.length} groups of different photos (${wrongWithCrops.length} with crops), ${whole.length} of ${paths.length} photos with all eight together.`,
  );
  reportFalse(wrongWithCrops);
  return [
    {
      name: 'falsePositiveGroupsTurned',
      value: wrong.length,
      unit: 'groups',
    },
    {
      name: 'falsePositiveGroupsTurnedWithCrops',
      value: wrongWithCrops.length,
      unit: 'groups',
    },
    {
      name: 'turnedPhotosWhole',
      value: paths.length === 0 ? 1 : whole.length / paths.length,
      unit: '',
    },
  ];
}
