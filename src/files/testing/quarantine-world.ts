import { join } from 'node:path';
import { expect } from 'vitest';
import { rootId } from '../../domain/photo-id.ts';
import type { MoveResult, RemovalPlan } from '../../domain/removal-plan.ts';
import { DiskFaults, type Fault } from './disk-faults.ts';
import { MemoryJournal } from './memory-journal.ts';
import { openNodeDirectory } from './node-directory-handle.ts';
import { nodeSubtle } from './plan-on-disk.ts';
import { makeTempFolder, writeTree } from './temp-tree.ts';
import { executePlan } from '../quarantine/execute-plan.ts';
import { findQuarantines } from '../quarantine/find-quarantines.ts';
import { reconcile, type ReconcileResult } from '../quarantine/reconcile.ts';
import { undoQuarantine } from '../quarantine/undo-quarantine.ts';

const QUIET = {
  signal: new AbortController().signal,
  onProgress: () => undefined,
};

/** One small world: a folder on disk, opened as root `r`, its folder `sub` also as root `s`. */
export interface World {
  folder: string;
  hasMove: boolean;
  journal: MemoryJournal;
}

function rootsOf({ folder, hasMove }: World, faults: DiskFaults) {
  const open = (path: string) => ({
    label: path,
    directory: openNodeDirectory(path, { faults, hasMove }).handle,
    protection: 'normal' as const,
  });
  return new Map([
    [rootId('r'), open(folder)],
    [rootId('s'), open(join(folder, 'sub'))],
  ]);
}

export async function execute(
  world: World,
  plan: RemovalPlan,
  faults: DiskFaults,
): Promise<readonly MoveResult[]> {
  world.journal.faults = faults;
  return await executePlan({
    plan,
    roots: rootsOf(world, faults),
    journal: world.journal,
    subtle: nodeSubtle,
    now: () => 1_700_000_000_000,
    ...QUIET,
  });
}

export async function settle(
  world: World,
  faults = new DiskFaults(),
): Promise<readonly ReconcileResult[]> {
  world.journal.faults = faults;
  return await reconcile({
    journal: world.journal,
    roots: rootsOf(world, faults),
    subtle: nodeSubtle,
  });
}

/** Undoes every quarantine found on disk, as another browser would. */
export async function undo(
  world: World,
  faults = new DiskFaults(),
): Promise<void> {
  for (const { directory } of rootsOf(world, faults).values()) {
    for (const { folder } of await findQuarantines(directory)) {
      await undoQuarantine({ directory, folder, subtle: nodeSubtle, ...QUIET });
    }
  }
}

/** Empty folders of an undo that was killed at the very end. */
export async function tidy(world: World, plan: RemovalPlan): Promise<void> {
  const entry = (await world.journal.entries()).find(
    ({ planId }) => planId === plan.id,
  );
  const roots = rootsOf(world, new DiskFaults());
  for (const { root, path } of entry?.folders ?? []) {
    const directory = roots.get(root)?.directory;
    if (!directory) throw new Error('no such root');
    await undoQuarantine({
      directory,
      folder: path,
      subtle: nodeSubtle,
      ...QUIET,
    });
  }
}

export type Tree = Readonly<Record<string, string>>;

export function expectNothingLost(before: Tree, now: Tree): void {
  const contents = new Set(Object.values(now));
  for (const [path, content] of Object.entries(before)) {
    if (!contents.has(content))
      throw new Error(`the content of ${path} is gone`);
  }
}

/** Each result tells the truth about the disk. */
export function expectTruth(
  results: readonly MoveResult[],
  before: Tree,
  now: Tree,
  prefixes: Readonly<Record<string, string>>,
): void {
  for (const result of results) {
    const prefix = prefixes[result.file.root] ?? '';
    if (result.kind === 'moved') {
      expect(now[prefix + result.quarantinePath]).toBe(
        before[prefix + result.file.path],
      );
    } else if (
      result.refusal.kind !== 'unsettled' &&
      !results.some(
        (other) => other !== result && other.file.key === result.file.key,
      )
    ) {
      expect(now[prefix + result.file.path]).toBe(
        before[prefix + result.file.path],
      );
    }
  }
}

export async function inWorld(
  hasMove: boolean,
  files: Tree,
  test: (world: World) => Promise<void>,
): Promise<void> {
  const { path, remove } = await makeTempFolder();
  try {
    await writeTree(path, { 'sub/inner.jpg': 'inner', ...files });
    await test({ folder: path, hasMove, journal: new MemoryJournal() });
  } finally {
    await remove();
  }
}

/** Set it to try every fault at every operation and many more random worlds: some minutes. */
export const isExhaustive = process.env['TWINSIFT_EXHAUSTIVE'] !== undefined;

export const FAULTS: readonly (readonly [string, Fault])[] = [
  ['a kill', { kind: 'kill' }],
  ['an error', { kind: 'fail', exception: 'InvalidStateError' }],
  [
    'an error after the deed',
    { kind: 'fail-after', exception: 'InvalidStateError' },
  ],
  ['lost permission', { kind: 'fail', exception: 'NotAllowedError' }],
  ['a missing file', { kind: 'fail', exception: 'NotFoundError' }],
];
