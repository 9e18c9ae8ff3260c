import {
  DEFAULT_SETTINGS,
  type MatchingSettings,
} from '../../../src/domain/settings.ts';
import type { BucketJoinRequest } from '../../../src/worker/kernels/bucket-join.ts';
import type { JoinRequest } from '../../../src/worker/kernels/hamming-join.ts';
import { Kernels } from '../../../src/worker/kernels/load-kernels.ts';
import { testExports } from '../../../src/worker/kernels/test-kernels.ts';
import { MatcherSession } from '../../../src/worker/matcher/matcher-session.ts';
import {
  SAME,
  testRoot,
} from '../../../src/worker/matcher/matcher-test-session.ts';
import type { ResultRow } from '../../support/result-rows.ts';
import { collectGarbage } from './collect-garbage.ts';
import { cpuMs } from './cpu-time.ts';
import { SyntheticLibrary, type LibraryPart } from './synthetic-library.ts';

const DUPLICATE_SHARE = 0.1;

/** Files handed over at once, as the matcher reads them from storage. */
const FIRST_FILES = 2000;
const FILES_PER_STEP = 50_000;

/** A person moves the slider bit by bit, or some bits at once. */
const SLIDER_MOVES = [52, 50, 48, 53, 45, 40, 53, 60, 53] as const;

/** From everything grouped to almost nothing and back: the most that a slider can do. */
const WORST_MOVES = [0, 53, 0, 53] as const;

const LOOKS_PER_STEP = 500;

/** Numbers only: what a function still holds when memory is measured would count. */
interface Filled {
  groups: number;
  totalMs: number;
  firstMs: number;
}

interface Grouped extends Filled {
  session: MatcherSession;
  bytesPerPhoto: number;
}

/**
 * From fingerprints to groups, as the matcher's worker does it: file by file into the library,
 * joined upright and in seven turns, judged by what is stored, grouped with keepers and reasons.
 * Neither decoding nor storage counts.
 */
function group(
  fileCount: number,
  kernels: Kernels,
  settings: MatchingSettings,
): Grouped {
  const library = new SyntheticLibrary(fileCount, DUPLICATE_SHARE);
  const before = bytesInUse();
  const session = new MatcherSession(
    kernels,
    [testRoot('root')],
    settings,
    [],
    [],
  );
  const filled = fill(session, library);
  if (filled.groups < (fileCount * DUPLICATE_SHARE) / 4) {
    throw new Error(`${filled.groups} groups of ${fileCount} files`);
  }
  session.settle();
  const bytesPerPhoto = (bytesInUse() - before) / fileCount;
  return { session, ...filled, bytesPerPhoto };
}

function fill(session: MatcherSession, library: SyntheticLibrary): Filled {
  let totalMs = 0;
  let firstMs = 0;
  const ids = new Set<string>();
  let step = FIRST_FILES;
  for (let from = 0; from < library.fileCount;) {
    totalMs += put(session, library.part(from, from + step), library, ids);
    from += step;
    step = Math.min(FILES_PER_STEP, step * 4);
    if (firstMs === 0 && ids.size > 0) firstMs = totalMs;
  }
  return { groups: ids.size, totalMs, firstMs };
}

/**
 * Takes in what was read, and what is wanted beside it.
 *
 * @param ids of the groups: brought up to date
 * @returns how long it took
 */
function put(
  session: MatcherSession,
  { files, fingerprints }: LibraryPart,
  library: SyntheticLibrary,
  ids: Set<string>,
): number {
  let startedMs = cpuMs();
  const diffs = [session.putFiles(files, fingerprints)];
  let wanted = session.takeWanted();
  let totalMs = cpuMs() - startedMs;
  while (wanted.length > 0) {
    const found = library.read(wanted);
    startedMs = cpuMs();
    diffs.push(session.restore(found));
    session.release(found.map(({ content }) => content));
    wanted = session.takeWanted();
    totalMs += cpuMs() - startedMs;
  }
  startedMs = cpuMs();
  session.release(fingerprints.map(({ content }) => content));
  totalMs += cpuMs() - startedMs;
  for (const { upserts, removed } of diffs) {
    for (const id of removed) ids.delete(id);
    for (const { id } of upserts) ids.add(id);
  }
  return totalMs;
}

/** After a collection: what is left to be collected would be counted otherwise, now more, now less. */
function bytesInUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function slowestMoveMs(
  session: MatcherSession,
  settings: MatchingSettings,
  moves: readonly number[],
): number {
  return moves.reduce((slowest, thresholdBits) => {
    const startedMs = cpuMs();
    session.setSettings({ ...settings, thresholdBits });
    return Math.max(slowest, cpuMs() - startedMs);
  }, 0);
}

/** Kernels that add up the CPU time inside their joins. */
class TimedKernels extends Kernels {
  joinMs = 0;

  override joinBatches(request: JoinRequest): Generator<Uint32Array, void> {
    return this.timed(super.joinBatches(request));
  }

  override bucketJoinBatches(
    request: BucketJoinRequest,
  ): Generator<Uint32Array, void> {
    return this.timed(super.bucketJoinBatches(request));
  }

  private *timed(
    batches: Generator<Uint32Array, void>,
  ): Generator<Uint32Array, void> {
    for (;;) {
      const startedMs = cpuMs();
      const next = batches.next();
      this.joinMs += cpuMs() - startedMs;
      if (next.done === true) return;
      yield next.value;
    }
  }
}

/** Regrouping 100,000 photos, and grouping a million. CPU time. */
export async function groupRows(): Promise<ResultRow[]> {
  const { matching } = DEFAULT_SETTINGS;
  return [
    ...regroupRows(group(100_000, await timedKernels(), matching), matching),
    ...groupingRows(await timedKernels(), matching),
  ];
}

async function timedKernels(): Promise<TimedKernels> {
  return new TimedKernels(await testExports());
}

function regroupRows(
  { session, totalMs }: Grouped,
  matching: MatchingSettings,
): ResultRow[] {
  const moved = (name: string, moves: readonly number[]): ResultRow => {
    // What comes before leaves more to collect than the moves, whose own garbage counts.
    collectGarbage();
    const value = slowestMoveMs(session, matching, moves);
    return { name, value, unit: 'ms' };
  };
  const rows = [
    moved('regroup100kMs', SLIDER_MOVES),
    moved('regroup100kWorstMs', WORST_MOVES),
  ];
  takeLooks(session);
  return [
    ...rows,
    moved('regroup100kLookedWorstMs', WORST_MOVES),
    { name: 'group100kSeconds', value: totalMs / 1000, unit: 's' },
  ];
}

/** Takes every second look that is asked for: all pairs turn out to be the same. */
function takeLooks(session: MatcherSession): void {
  while (session.pairsWaiting > 0) {
    session.setLooks(
      session
        .nextChecks(LOOKS_PER_STEP)
        .map(({ first, second }) => ({ first, second, measure: SAME })),
    );
  }
}

function groupingRows(
  kernels: TimedKernels,
  matching: MatchingSettings,
): ResultRow[] {
  const { totalMs, firstMs, groups, bytesPerPhoto } = group(
    1_000_000,
    kernels,
    matching,
  );
  const joinSeconds = kernels.joinMs / 1000;
  return [
    { name: 'groupJoin1MSeconds', value: joinSeconds, unit: 's' },
    {
      name: 'groupVsJoin1M',
      value: totalMs / 1000,
      unit: 's',
      ratioTo: 'groupJoin1MSeconds',
      ratio: totalMs / 1000 / joinSeconds,
    },
    { name: 'firstGroups1MSeconds', value: firstMs / 1000, unit: 's' },
    { name: 'groups1M', value: groups, unit: 'groups' },
    { name: 'bytesPerPhoto1M', value: bytesPerPhoto, unit: 'bytes' },
  ];
}
