import {
  DEFAULT_SETTINGS,
  type MatchingSettings,
} from '../../../src/domain/settings.ts';
import {
  bucketJoinBatches,
  bucketList,
} from '../../../src/worker/kernels/bucket-join.ts';
import { KernelMemory } from '../../../src/worker/kernels/kernel-memory.ts';
import { realisticCodes } from '../../../src/worker/kernels/oracle/realistic-codes.ts';
import {
  testExports,
  testKernels,
} from '../../../src/worker/kernels/test-kernels.ts';
import { MatcherSession } from '../../../src/worker/matcher-session.ts';
import { testRoot } from '../../../src/worker/matcher-test-session.ts';
import type { ResultRow } from '../../support/result-rows.ts';
import { cpuMs, exhaust } from './cpu-time.ts';
import { SyntheticLibrary } from './synthetic-library.ts';

const DUPLICATE_SHARE = 0.1;

/** Files handed over at once, as the matcher reads them from storage. */
const FIRST_FILES = 2000;
const FILES_PER_STEP = 50_000;

/** A person moves the slider bit by bit, or some bits at once. */
const SLIDER_MOVES = [52, 50, 48, 53, 45, 40, 53, 60, 53] as const;

/** From everything grouped to almost nothing and back: the most that a slider can do. */
const WORST_MOVES = [0, 53, 0, 53] as const;

interface Grouped {
  session: MatcherSession;
  groups: number;
  totalMs: number;
  firstMs: number;
  bytesPerPhoto: number;
}

/**
 * From fingerprints to groups, as the matcher's worker does it: file by file into the library,
 * joined upright and in seven turns, judged by what is stored, grouped with keepers and reasons.
 * Neither decoding nor storage counts.
 */
function group(
  library: SyntheticLibrary,
  kernels: Awaited<ReturnType<typeof testKernels>>,
  settings: MatchingSettings,
): Grouped {
  const before = bytesInUse();
  const session = new MatcherSession(
    kernels,
    [testRoot('root')],
    settings,
    [],
    [],
  );
  let totalMs = 0;
  let firstMs = 0;
  const ids = new Set<string>();
  let step = FIRST_FILES;
  for (let from = 0; from < library.fileCount;) {
    const { files, fingerprints } = library.part(from, from + step);
    from += step;
    step = Math.min(FILES_PER_STEP, step * 4);
    let startedMs = cpuMs();
    const diffs = [session.putFiles(files, fingerprints)];
    const wanted = session.takeWanted();
    totalMs += cpuMs() - startedMs;
    const found = library.read(wanted);
    startedMs = cpuMs();
    diffs.push(session.restore(found));
    session.releaseLone(fingerprints.map(({ content }) => content));
    totalMs += cpuMs() - startedMs;
    for (const { upserts, removed } of diffs) {
      for (const id of removed) ids.delete(id);
      for (const { id } of upserts) ids.add(id);
    }
    if (firstMs === 0 && ids.size > 0) firstMs = totalMs;
  }
  if (ids.size < (library.fileCount * DUPLICATE_SHARE) / 4) {
    throw new Error(`${ids.size} groups of ${library.fileCount} files`);
  }
  return {
    session,
    groups: ids.size,
    totalMs,
    firstMs,
    bytesPerPhoto: (bytesInUse() - before) / library.fileCount,
  };
}

/** After a collection, where node was started with --expose-gc. */
function bytesInUse(): number {
  globalThis.gc?.();
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

/** One bucket join of a million codes with themselves, ms. */
async function joinMs(): Promise<number> {
  const kernels = await testExports();
  const memory = new KernelMemory(kernels);
  const codes = realisticCodes(1_000_000, DUPLICATE_SHARE, 12);
  const startedMs = cpuMs();
  const list = bucketList(kernels, memory, codes, false);
  const batches = bucketJoinBatches(kernels, memory, {
    queries: list,
    stored: list,
    radiusBits: 10,
  });
  exhaust(batches);
  return cpuMs() - startedMs;
}

/** Regrouping 100,000 photos, and grouping a million. CPU time. */
export async function groupRows(): Promise<ResultRow[]> {
  const kernels = await testKernels();
  const { matching } = DEFAULT_SETTINGS;
  const small = group(
    new SyntheticLibrary(100_000, DUPLICATE_SHARE),
    kernels,
    matching,
  );
  const rows: ResultRow[] = [
    {
      name: 'regroup100kMs',
      value: slowestMoveMs(small.session, matching, SLIDER_MOVES),
      unit: 'ms',
    },
    {
      name: 'regroup100kWorstMs',
      value: slowestMoveMs(small.session, matching, WORST_MOVES),
      unit: 'ms',
    },
    { name: 'group100kSeconds', value: small.totalMs / 1000, unit: 's' },
  ];
  const plainMs = await joinMs();
  const library = new SyntheticLibrary(1_000_000, DUPLICATE_SHARE);
  const upright = group(library, kernels, {
    ...matching,
    matchesRotations: false,
  });
  const large = group(library, kernels, matching);
  // What turned forms add is joins and nothing else: 1 + 7 · 2 halves of a self-join.
  const joinsMs = plainMs + (large.totalMs - upright.totalMs);
  return [
    ...rows,
    { name: 'groupJoin1MSeconds', value: plainMs / 1000, unit: 's' },
    {
      name: 'groupUpright1MSeconds',
      value: upright.totalMs / 1000,
      unit: 's',
      ratioTo: 'groupJoin1MSeconds',
      ratio: upright.totalMs / plainMs,
    },
    { name: 'groupAllJoins1MSeconds', value: joinsMs / 1000, unit: 's' },
    {
      name: 'groupVsJoin1M',
      value: large.totalMs / 1000,
      unit: 's',
      ratioTo: 'groupAllJoins1MSeconds',
      ratio: large.totalMs / joinsMs,
    },
    { name: 'firstGroups1MSeconds', value: large.firstMs / 1000, unit: 's' },
    { name: 'groups1M', value: large.groups, unit: 'groups' },
    { name: 'bytesPerPhoto1M', value: large.bytesPerPhoto, unit: 'bytes' },
  ];
}
