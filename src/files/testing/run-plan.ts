import { afterEach, beforeEach } from 'vitest';
import { rootId } from '../../domain/photo-id.ts';
import type { MoveResult, RemovalPlan } from '../../domain/removal-plan.ts';
import type { emptyQuarantine } from '../quarantine/empty-quarantine.ts';
import { executePlan } from '../quarantine/execute-plan.ts';
import { findQuarantines } from '../quarantine/find-quarantines.ts';
import type { MoveProgress, QuarantineRoot } from '../quarantine/move-run.ts';
import { undoQuarantine } from '../quarantine/undo-quarantine.ts';
import { DiskFaults, type DiskOperation } from './disk-faults.ts';
import { MemoryJournal } from './memory-journal.ts';
import { openNodeDirectory, type NodeDisk } from './node-directory-handle.ts';
import { nodeSubtle } from './plan-on-disk.ts';
import { makeTempFolder } from './temp-tree.ts';

/** The moment every run of these tests happens at, and the quarantine folder it gives. */
export const NOW_MS = new Date(2026, 10, 21, 7, 5, 9).getTime();
export const FOLDER = 'Twinsift quarantine/2026-11-21 07-05-09';

/** A temporary folder for each test of a file. `path` is only good inside a test. */
export function folderPerTest(): { path: string } {
  const folder = { path: '' };
  let remove: () => Promise<void> = () => Promise.resolve();
  beforeEach(async () => {
    const made = await makeTempFolder();
    folder.path = made.path;
    remove = made.remove;
  });
  afterEach(async () => {
    await remove();
  });
  return folder;
}

export interface RunSetup {
  disk?: Partial<NodeDisk>;
  protection?: QuarantineRoot['protection'];
  /** Further roots beside `r`. */
  extra?: readonly (readonly [string, QuarantineRoot])[];
  journal?: MemoryJournal;
  signal?: AbortSignal;
  onProgress?: (progress: MoveProgress) => void;
}

export function rootAt(path: string, setup: RunSetup = {}): QuarantineRoot {
  const { handle } = openNodeDirectory(path, setup.disk);
  return {
    label: 'Photos',
    directory: handle,
    protection: setup.protection ?? 'normal',
  };
}

/** Runs a plan on a real folder, opened as root `r`. */
export async function runPlan(
  folder: string,
  plan: RemovalPlan,
  setup: RunSetup = {},
): Promise<readonly MoveResult[]> {
  const roots = new Map([
    [rootId('r'), rootAt(folder, setup)],
    ...(setup.extra ?? []).map(([id, root]) => [rootId(id), root] as const),
  ]);
  return await executePlan({
    plan,
    roots,
    journal: setup.journal ?? new MemoryJournal(),
    subtle: nodeSubtle,
    now: () => NOW_MS,
    signal: setup.signal ?? new AbortController().signal,
    onProgress: setup.onProgress ?? (() => undefined),
  });
}

/** `path: what happened` */
export function told(results: readonly MoveResult[]): string[] {
  return results.map((result) =>
    result.kind === 'moved'
      ? `${result.file.path}: moved`
      : `${result.file.path}: ${result.refusal.kind}`,
  );
}

/** Runs undo, or emptying, on every quarantine found on disk. `path: what happened (reason)` */
export async function forEachQuarantine(
  act: typeof undoQuarantine | typeof emptyQuarantine,
  folder: string,
  disk: Partial<NodeDisk> = {},
  signal = new AbortController().signal,
): Promise<string[]> {
  const { handle: directory } = openNodeDirectory(folder, disk);
  const lines: string[] = [];
  for (const found of await findQuarantines(directory)) {
    const results = await act({
      directory,
      folder: found.folder,
      subtle: nodeSubtle,
      signal,
      onProgress: () => undefined,
    });
    for (const result of results) {
      const why = 'reason' in result ? ` (${result.reason})` : '';
      lines.push(`${result.path}: ${result.kind}${why}`);
    }
  }
  return lines;
}

export async function undoAll(folder: string): Promise<string[]> {
  return await forEachQuarantine(undoQuarantine, folder);
}

/** Runs `act` once, just before the first operation that `when` picks. */
export function meanwhile(
  when: (operation: DiskOperation) => boolean,
  act: () => void,
): DiskFaults {
  let isDone = false;
  return new DiskFaults((operation) => {
    if (isDone || !when(operation)) return undefined;
    isDone = true;
    act();
    return undefined;
  });
}
