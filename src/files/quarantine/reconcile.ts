import type { RootId } from '../../domain/photo-id.ts';
import type {
  JournalEntry,
  JournalSidecar,
  RemovalJournal,
} from '../../domain/removal-journal.ts';
import { plannedFiles } from '../../domain/removal-plan.ts';
import { detailOf } from './disk-refusal.ts';
import { findMoves, type FoundMove, type OpenFolders } from './find-moves.ts';
import { newManifest } from './move-run.ts';
import { putBackUnsafe } from './put-back-unsafe.ts';
import { settleFolder } from './quarantine-folder.ts';
import { removeSidecar } from './sidecar-file.ts';

export interface ReconcileOptions extends OpenFolders {
  journal: RemovalJournal;
}

/** What became of one unfinished run. Paths are original ones. */
export type ReconcileResult =
  | {
      kind: 'settled';
      planId: string;
      /** In the quarantine, can be undone. */
      moved: readonly string[];
      /** In their place: not moved yet, or put back because their group was not in order. */
      inPlace: readonly string[];
      /** Neither in their place nor in the quarantine. */
      missing: readonly string[];
    }
  /** A folder it needs is not open. Nothing was looked at. */
  | { kind: 'waiting'; planId: string; root: RootId }
  /** The disk or the journal did not answer; it stays open. */
  | { kind: 'failed'; planId: string; reason: string };

/**
 * Settles every run the journal has as open, from what is on disk: to be called at start-up, while
 * no run is under way in any tab. May be interrupted and repeated at any point.
 */
export async function reconcile(
  options: ReconcileOptions,
): Promise<readonly ReconcileResult[]> {
  const results: ReconcileResult[] = [];
  for (const entry of await options.journal.entries()) {
    if (entry.state !== 'open') continue;
    try {
      results.push(await reconcileEntry(options, entry));
    } catch (error) {
      const { planId } = entry;
      results.push({ kind: 'failed', planId, reason: detailOf(error) });
    }
  }
  return results;
}

async function reconcileEntry(
  { journal, roots, subtle }: ReconcileOptions,
  entry: JournalEntry,
): Promise<ReconcileResult> {
  const { planId } = entry;
  const steps = await journal.steps(planId);
  // The keepers' folders too: without a look at the keeper nothing may stay in the quarantine.
  const needed = [
    ...entry.folders.map(({ root }) => root),
    ...steps.map(({ keeper }) => keeper.root),
  ];
  const closed = needed.find((root) => !roots.has(root));
  if (closed !== undefined) return { kind: 'waiting', planId, root: closed };

  const disk = { roots, subtle };
  const found = await findMoves(disk, entry, steps);
  const stuck = await putBackUnsafe(disk, entry.plan, found);
  const sidecars = await settleSidecars(disk, entry, found);
  for (const { root, path: folder } of entry.folders) {
    const opened = roots.get(root);
    if (!opened) continue;
    const remaining = found.filter(
      ({ at, step }) => at === 'quarantine' && step.file.root === root,
    );
    await settleFolder(
      opened.directory,
      folder,
      newManifest(
        entry.plan,
        opened.label,
        entry.createdMs,
        sidecars.filter((sidecar) => sidecar.root === root),
      ),
      remaining.map(({ item }) => ({ ...item, state: 'moved' })),
    );
  }
  for (const each of found) await note(journal, each);
  if (stuck !== undefined) return { kind: 'failed', planId, reason: stuck };
  await journal.setState(planId, 'done');
  const pathsAt = (at: FoundMove['at']) =>
    found.filter((each) => each.at === at).map(({ step }) => step.file.path);
  return {
    kind: 'settled',
    planId,
    moved: pathsAt('quarantine'),
    inPlace: pathsAt('source'),
    missing: pathsAt('missing'),
  };
}

/** Takes away the sidecars of groups that are in their place, and resolves to the others. */
async function settleSidecars(
  { roots, subtle }: OpenFolders,
  { plan, sidecars = [] }: JournalEntry,
  found: readonly FoundMove[],
): Promise<readonly JournalSidecar[]> {
  const moved = new Set(
    found
      .filter(({ at }) => at === 'quarantine')
      .map(({ step }) => step.file.key),
  );
  const used = new Set(
    plan.groups
      .filter((group) =>
        [...plannedFiles({ groups: [group] })].some(({ key }) =>
          moved.has(key),
        ),
      )
      .map(({ keeper }) => keeper.key),
  );
  const kept: JournalSidecar[] = [];
  for (const sidecar of sidecars) {
    const root = roots.get(sidecar.root);
    if (used.has(sidecar.keeper)) kept.push(sidecar);
    else if (root) await removeSidecar(root.directory, sidecar, subtle);
  }
  return kept;
}

async function note(
  journal: RemovalJournal,
  { step, at }: FoundMove,
): Promise<void> {
  if (at === 'quarantine') {
    if (step.state !== 'moved') {
      await journal.writeStep({ ...step, state: 'moved' });
    }
    return;
  }
  const detail =
    at === 'missing'
      ? 'neither in its place nor in the quarantine'
      : 'found in its place at start-up';
  const state = step.state === 'moved' ? 'rolled-back' : 'refused';
  await journal.writeStep({ ...step, state, detail });
}
