import type { ContentHash, FileKey, RootId } from '../../domain/photo-id.ts';
import {
  MANIFEST_VERSION,
  type ManifestItem,
  type ManifestSidecar,
  type QuarantineManifest,
} from '../../domain/quarantine-manifest.ts';
import type {
  JournalSidecar,
  RemovalJournal,
  StepState,
} from '../../domain/removal-journal.ts';
import type {
  MoveRefusal,
  MoveResult,
  PlannedFile,
  RemovalPlan,
} from '../../domain/removal-plan.ts';
import type { RootProtection } from '../../domain/root.ts';
import { writeManifest } from './quarantine-folder.ts';

/** An opened root. */
export interface QuarantineRoot {
  label: string;
  directory: FileSystemDirectoryHandle;
  protection: RootProtection;
}

export interface MoveProgress {
  /** Files with a result so far, of all: victims and what goes with them. */
  done: number;
  total: number;
  /** The victim being moved. */
  currentPath?: string;
}

export interface ExecuteOptions {
  plan: RemovalPlan;
  roots: ReadonlyMap<RootId, QuarantineRoot>;
  journal: RemovalJournal;
  subtle: SubtleCrypto;
  /** ms since 1970. */
  now: () => number;
  signal: AbortSignal;
  onProgress: (progress: MoveProgress) => void;
}

/** One victim, or a file that goes with one, on its way. `index` is its order within the plan. */
export interface Slot {
  index: number;
  groupIndex: number;
  file: PlannedFile;
  /** What must stay whole for it: the keeper, or the companion's own counterpart. */
  keeper: PlannedFile;
  /** The photo that a companion goes with; absent for a photo. */
  photo?: PlannedFile;
  /** Other files of the plan that move with it or not at all. */
  companions: readonly PlannedFile[];
  /** Present once it has been given a place. */
  item?: ManifestItem;
  state:
    | { kind: 'waiting' }
    | { kind: 'moved'; keptModifiedDate: boolean; notPutBack?: MoveRefusal }
    | { kind: 'refused'; refusal: MoveRefusal };
}

/** The quarantine of this run in one root. */
export interface RootQuarantine {
  directory: FileSystemDirectoryHandle;
  folder: string;
  manifest: QuarantineManifest;
  writtenMs: number;
}

/** A sidecar on its way; `begun` when the disk may have been touched. */
export interface RunSidecar extends JournalSidecar {
  text: string;
  state: 'waiting' | 'begun' | 'written';
}

/** Everything one run of a plan shares. */
export interface MoveRun {
  options: ExecuteOptions;
  slots: readonly Slot[];
  quarantines: Map<RootId, RootQuarantine>;
  /** By the key of the photo that each belongs to. */
  sidecars: Map<FileKey, RunSidecar>;
  /** Keepers of the plan by content: those a moved victim could be an alias of. */
  keepersByContent: ReadonlyMap<ContentHash, readonly PlannedFile[]>;
  isPermissionLost: boolean;
  /** Victims with a result, not counting those of the group being moved. */
  settledCount: number;
  /** Something is not as it should be: to be settled from disk at the next start. */
  needsSettling: boolean;
}

export function refuse(slot: Slot, refusal: MoveRefusal): void {
  slot.state = { kind: 'refused', refusal };
}

export function isWaiting(slot: Slot): boolean {
  return slot.state.kind === 'waiting';
}

/** The root's handle; only called for roots that were found when the run was prepared. */
export function directoryOf(
  run: MoveRun,
  file: PlannedFile,
): FileSystemDirectoryHandle {
  const root = run.options.roots.get(file.root);
  if (!root) throw new Error(`the folder of ${file.path} is not open`);
  return root.directory;
}

export function itemOf(slot: Slot): ManifestItem {
  if (!slot.item) throw new Error(`no place was given to ${slot.file.path}`);
  return slot.item;
}

export async function writeStep(
  run: MoveRun,
  slot: Slot,
  state: StepState,
  extra: { detail?: string; keptModifiedDate?: boolean } = {},
): Promise<void> {
  await run.options.journal.writeStep({
    planId: run.options.plan.id,
    index: slot.index,
    file: slot.file,
    keeper: slot.keeper,
    quarantinePath: itemOf(slot).quarantinePath,
    state,
    ...extra,
  });
}

/**
 * A manifest is a few hundred bytes an item and is written as a whole; after each group that would
 * be quadratic. Its first version names everything, so a late state costs nothing but a look.
 */
const MANIFEST_INTERVAL_MS = 2000;

/** Writes the manifests whose last version is old enough. */
export async function writeManifestsInTime(run: MoveRun): Promise<void> {
  for (const quarantine of run.quarantines.values()) {
    const nowMs = run.options.now();
    if (nowMs - quarantine.writtenMs < MANIFEST_INTERVAL_MS) continue;
    await writeManifestNow(run, quarantine);
  }
}

export async function writeManifestNow(
  run: MoveRun,
  quarantine: RootQuarantine,
): Promise<void> {
  const { directory, folder, manifest } = quarantine;
  await writeManifest(directory, folder, manifest);
  quarantine.writtenMs = run.options.now();
}

/** What the manifest says of a file before it is moved. */
export function newItem({
  file,
  keeper,
  quarantinePath,
  keeperLabel,
  companionOf,
}: {
  file: PlannedFile;
  keeper: PlannedFile;
  quarantinePath: string;
  /** Of the keeper's root; empty where it is not known. */
  keeperLabel: string;
  /** Path of the photo that the file goes with. */
  companionOf: string | undefined;
}): ManifestItem {
  return {
    originalPath: file.path,
    quarantinePath,
    sizeBytes: file.sizeBytes,
    sha256: file.content,
    modifiedMs: file.modifiedMs,
    ...(companionOf === undefined ? {} : { companionOf }),
    keeper: {
      path: keeper.path,
      rootLabel: keeperLabel,
      sha256: keeper.content,
      isInSameRoot: keeper.root === file.root,
    },
    state: 'intended',
  };
}

/** A manifest without items for one root. */
export function newManifest(
  plan: RemovalPlan,
  rootLabel: string,
  createdMs: number,
  sidecars: readonly ManifestSidecar[],
): QuarantineManifest {
  const manifest: QuarantineManifest = {
    program: 'Twinsift',
    version: MANIFEST_VERSION,
    planId: plan.id,
    createdMs,
    rootLabel,
    items: [],
  };
  return withSidecars(manifest, sidecars);
}

/** The same manifest with these sidecars instead of its own. */
export function withSidecars(
  manifest: QuarantineManifest,
  sidecars: readonly ManifestSidecar[],
): QuarantineManifest {
  const { program, version, planId, createdMs, rootLabel, items } = manifest;
  const bare = { program, version, planId, createdMs, rootLabel, items };
  if (sidecars.length === 0) return bare;
  return {
    ...bare,
    sidecars: sidecars.map(({ path, keeperPath, sizeBytes, sha256 }) => ({
      path,
      keeperPath,
      sizeBytes,
      sha256,
    })),
  };
}

/** `group`: the slots being moved now; counting all of them at each file would be quadratic. */
export function reportProgress(
  run: MoveRun,
  group: readonly Slot[] = [],
  currentPath?: string,
): void {
  const ofGroup = group.filter((slot) => !isWaiting(slot)).length;
  run.options.onProgress({
    done: run.settledCount + ofGroup,
    total: run.slots.length,
    ...(currentPath === undefined ? {} : { currentPath }),
  });
}

/** Where the notes of the slot's photo are now. */
function sidecarWritten(
  run: MoveRun,
  { groupIndex, photo }: Slot,
): { sidecarPath?: string } {
  const group = run.options.plan.groups[groupIndex];
  const sidecar = group && run.sidecars.get(group.keeper.key);
  return photo === undefined && sidecar?.state === 'written'
    ? { sidecarPath: sidecar.path }
    : {};
}

/** The results in the order of the plan, one for each victim, followed by its companions. */
export function resultsOf(run: MoveRun): readonly MoveResult[] {
  return run.slots.map((slot): MoveResult => {
    const { file, state, photo } = slot;
    const shared =
      photo === undefined ? { file } : { file, companionOf: photo.key };
    switch (state.kind) {
      case 'moved':
        return {
          kind: 'moved',
          ...shared,
          quarantinePath: itemOf(slot).quarantinePath,
          keptModifiedDate: state.keptModifiedDate,
          ...(state.notPutBack ? { notPutBack: state.notPutBack } : {}),
          ...sidecarWritten(run, slot),
        };
      case 'refused':
        return { kind: 'refused', ...shared, refusal: state.refusal };
      case 'waiting':
        return { kind: 'refused', ...shared, refusal: { kind: 'cancelled' } };
    }
  });
}
