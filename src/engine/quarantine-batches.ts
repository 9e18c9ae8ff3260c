import type { QuarantineManifest } from '../domain/quarantine-manifest.ts';
import type { JournalEntry, JournalStep } from '../domain/removal-journal.ts';
import type { RootId } from '../domain/photo-id.ts';
import type { QuarantineBatch } from './app-state.ts';

const SAMPLE_PATHS = 5;

/** One quarantine folder found on disk. */
export interface FoundFolder {
  root: RootId;
  rootLabel: string;
  folder: string;
  manifest: QuarantineManifest;
}

/** One line per move, though it may lie in several roots. Newest first. */
export function batchesOf(
  found: readonly FoundFolder[],
  reconciled: ReadonlySet<string>,
): QuarantineBatch[] {
  const byPlan = new Map<string, FoundFolder[]>();
  for (const folder of found) {
    const { planId } = folder.manifest;
    byPlan.set(planId, [...(byPlan.get(planId) ?? []), folder]);
  }
  const batches: QuarantineBatch[] = [];
  for (const [planId, folders] of byPlan) {
    const items = folders.flatMap(({ manifest }) =>
      manifest.items.filter(({ state }) => state !== 'restored'),
    );
    const sidecarCount = folders.reduce(
      (sum, { manifest }) => sum + (manifest.sidecars?.length ?? 0),
      0,
    );
    if (items.length > 0 || sidecarCount > 0) {
      batches.push({
        planId,
        createdMs: Math.min(...folders.map((one) => one.manifest.createdMs)),
        ...counts(items.map(({ companionOf }) => companionOf !== undefined)),
        sidecarCount,
        bytes: items.reduce((sum, item) => sum + item.sizeBytes, 0),
        places: folders
          .filter(({ manifest }) => manifest.items.length > 0)
          .map(({ rootLabel, folder }) => `${rootLabel}/${folder}`),
        roots: folders.map(({ root }) => root),
        samplePaths: items
          .slice(0, SAMPLE_PATHS)
          .map(({ originalPath }) => originalPath),
        wasReconciled: reconciled.has(planId),
      });
    }
  }
  return batches.sort((a, b) => b.createdMs - a.createdMs);
}

function counts(
  areCompanions: readonly boolean[],
): Pick<QuarantineBatch, 'fileCount' | 'companionCount'> {
  const companionCount = areCompanions.filter(Boolean).length;
  return { fileCount: areCompanions.length - companionCount, companionCount };
}

/** A move known from the journal whose folder is not open: undo needs the folder first. */
export function batchFromJournal(
  entry: JournalEntry,
  steps: readonly JournalStep[],
  labelOf: (root: RootId) => string,
): QuarantineBatch | undefined {
  const moved = steps.filter(({ state }) => state === 'moved');
  const companions = new Set(
    entry.plan.groups.flatMap(({ victims }) =>
      victims.flatMap((victim) =>
        (victim.companions ?? []).map(({ key }) => key),
      ),
    ),
  );
  const [first] = entry.folders;
  if (moved.length === 0 || first === undefined) {
    return undefined;
  }
  return {
    planId: entry.planId,
    createdMs: entry.createdMs,
    ...counts(moved.map(({ file }) => companions.has(file.key))),
    sidecarCount: entry.sidecars?.length ?? 0,
    bytes: moved.reduce((sum, { file }) => sum + file.sizeBytes, 0),
    places: entry.folders.map(({ root, path }) => `${labelOf(root)}/${path}`),
    roots: entry.folders.map(({ root }) => root),
    samplePaths: moved.slice(0, SAMPLE_PATHS).map(({ file }) => file.path),
    wasReconciled: false,
    needsRoot: labelOf(first.root),
  };
}
