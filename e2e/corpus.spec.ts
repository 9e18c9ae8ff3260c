import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeFailure } from '../src/domain/photo-failure.ts';
import type { FileRecord } from '../src/domain/photo.ts';
import { readTruth } from './accuracy/corpus-truth.ts';
import { judgeKnown } from './accuracy/judge-known.ts';
import type { LabFolderResult } from './accuracy/lab/lab-results.ts';
import { chooseFolder, expect, test } from './support/app-test.ts';
import {
  appStateOf,
  callEngine,
  scanEnd,
  type WholeState,
} from './support/app-state-of.ts';
import { filesBelow } from './support/files-below.ts';
import { findCorpus } from './support/find-corpus.ts';
import { storedFiles } from './support/stored-files.ts';

const corpus = findCorpus() ?? '';
const LIMIT_MS = 600_000;
/** 82 of 89 are found; a matcher that only finds equal bytes would find 19. */
const FOUND_SHARE = 0.8;

test.skip(
  corpus === '',
  'the corpus of real photos is not here (TWINSIFT_CORPUS, or shared/corpus beside the project)',
);
test.setTimeout(LIMIT_MS + 60_000);

/** A scan's outcome in the form that the accuracy report judges. */
function asLabResult(
  state: WholeState,
  files: readonly FileRecord[],
): LabFolderResult {
  return {
    groups: state.groups.map(({ keeper, keeperChoice, members }) => ({
      keeper: keeper.path,
      isAbstained: keeperChoice.kind === 'abstained',
      members: members.map((member) => ({
        path: member.photo.path,
        relation: member.relation.kind,
        rule: member.evidence.rule,
        isProposed: member.state === 'move',
      })),
    })),
    skipped: state.ledger.map(({ path, failure }) => ({
      path,
      reason: failure.kind,
    })),
    contents: Object.fromEntries(
      files.flatMap(({ path, outcome }) =>
        outcome.kind === 'fingerprinted' ? [[path, outcome.content]] : [],
      ),
    ),
    pairsChecked: state.scan?.pairsChecked ?? 0,
    checkMs: 0,
  };
}

test('no group joins two of the labelled pictures; what is missed is listed', async ({
  openApp,
}) => {
  const known = join(corpus, 'known');
  test.skip(!existsSync(known), 'this corpus has no labelled sets');
  const { page } = await openApp({ granted: [known] });
  await chooseFolder(page, known);
  const state = await scanEnd(page, LIMIT_MS);
  const verdict = judgeKnown(
    await readTruth(corpus),
    asLabResult(state, await storedFiles(page)),
  );
  console.log(
    `\n${verdict.found} of ${verdict.expected} labelled copies are grouped. Missed:\n${verdict.missed
      .map(({ set, path }) => `  ${set}: ${path}`)
      .join('\n')}`,
  );
  expect(verdict.wrong).toEqual([]);
  expect(verdict.found / verdict.expected).toBeGreaterThan(FOUND_SHARE);
});

/** A page that is silent for longer seems to hang; a busy machine alone makes it no more than half of that. */
const MOST_SILENT_MS = 1000;

interface TurnsWatched {
  turns: number;
  longestMs: number;
}

declare global {
  interface Window {
    turnsWatched: TurnsWatched;
  }
}

/** Runs in the page: how long its thread answers nothing, over turns of a timer. */
function watchTurns(): void {
  const watched: TurnsWatched = { turns: 0, longestMs: 0 };
  window.turnsWatched = watched;
  let lastMs = performance.now();
  setInterval(() => {
    const nowMs = performance.now();
    watched.turns += 1;
    watched.longestMs = Math.max(watched.longestMs, nowMs - lastMs);
    lastMs = nowMs;
  }, 20);
}

/** What Chromium never lists on Linux, so no page can tell of it. */
const NEVER_LISTED = /[:\\*?"<>|]|^(?:con|nul)\b|[. ]$|\.(?:lnk|url)$/iu;

test('every hostile file is fingerprinted or listed with its reason in words', async ({
  openApp,
}) => {
  const bad = join(corpus, 'bad');
  test.skip(!existsSync(bad), 'this corpus has no hostile files');
  const onDisk = await filesBelow(bad);
  const { page } = await openApp({ granted: [bad] });
  const { settings } = await appStateOf(page);
  await callEngine(page, 'applySettings', {
    ...settings,
    listing: { ...settings.listing, includesHidden: true },
  });
  await page.evaluate(watchTurns);
  await chooseFolder(page, bad);
  const state = await scanEnd(page, LIMIT_MS);
  expect(state.scan?.stage).toBe('finished');
  // However hostile the files, the page itself goes on.
  const { turns, longestMs } = await page.evaluate(() => window.turnsWatched);
  expect(turns).toBeGreaterThan(10);
  expect(longestMs).toBeLessThan(MOST_SILENT_MS);

  const outcome = new Map<string, string>();
  for (const { path, outcome: what } of await storedFiles(page)) {
    outcome.set(path, what.kind);
  }
  for (const { path, failure } of state.ledger) {
    const { what, advice } = describeFailure(failure);
    expect(what.length, path).toBeGreaterThan(10);
    expect(advice.length, path).toBeGreaterThan(10);
    outcome.set(path, 'skipped');
  }
  const expected = onDisk.filter(
    (path) => !path.split('/').some((part) => NEVER_LISTED.test(part)),
  );
  expect(expected.filter((path) => !outcome.has(path))).toEqual([]);
  expect(expected.length).toBeGreaterThan(100);
  // A file that takes its worker with it would be accounted for, but none of these does.
  const costly = state.ledger.filter(
    ({ failure }) =>
      failure.kind === 'timed-out' || failure.kind === 'worker-died',
  );
  expect(costly).toEqual([]);
  console.log(
    `\n${state.scan?.fingerprinted ?? 0} of ${onDisk.length} hostile files were fingerprinted; the page was silent for ${Math.round(longestMs)} ms at most.`,
  );
});

test('different photos are never put together', async ({ openApp }) => {
  const photos = join(corpus, 'photos');
  const { page } = await openApp({ granted: [photos] });
  await chooseFolder(page, photos);
  const state = await scanEnd(page, LIMIT_MS);
  expect(state.scan?.fingerprinted).toBeGreaterThan(100);
  expect(
    state.groups.map(({ keeper, members }) => [
      keeper.path,
      ...members.map(({ photo, evidence }) => [photo.path, evidence]),
    ]),
  ).toEqual([]);
});
