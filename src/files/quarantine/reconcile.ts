import { companionsOf } from '../../domain/bundle.ts';
import { fileName, folderOf } from '../../domain/photo.ts';
import { fileKey, type FileKey, type RootId } from '../../domain/photo-id.ts';
import type { ManifestItem } from '../../domain/quarantine-manifest.ts';
import type {
  JournalEntry,
  JournalSidecar,
  JournalStep,
  RemovalJournal,
} from '../../domain/removal-journal.ts';
import {
  plannedFiles,
  plannedToStay,
  type PlannedVictim,
  type RemovalPlan,
} from '../../domain/removal-plan.ts';
import { detailOf } from './disk-refusal.ts';
import { holds } from './hash-file.ts';
import { newManifest, type QuarantineRoot } from './move-run.ts';
import { lookAt } from './open-by-path.ts';
import { putBackAsIs } from './put-back.ts';
import { readManifest, settleFolder } from './quarantine-folder.ts';
import { settleItem } from './settle-item.ts';
import { removeSidecar } from './sidecar-file.ts';

export interface ReconcileOptions {
  journal: RemovalJournal;
  /** The folders that are open with write permission. */
  roots: ReadonlyMap<RootId, Omit<QuarantineRoot, 'protection'>>;
  subtle: SubtleCrypto;
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

/** One journalled move and where its file turned out to be. */
interface Found {
  step: JournalStep;
  item: ManifestItem;
  directory: FileSystemDirectoryHandle;
  at: 'source' | 'quarantine' | 'missing';
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

  const found: Found[] = [];
  const photos = photosOf(entry.plan);
  for (const { root, path: folder } of entry.folders) {
    const opened = roots.get(root);
    if (!opened) continue;
    const items = await itemsOf(opened, folder, steps, root, photos);
    for (const [step, item] of items) {
      found.push(await find(opened.directory, step, item, subtle));
    }
  }
  const stuck = await putBackUnsafe(
    { journal, roots, subtle },
    entry.plan,
    found,
  );
  const sidecars = await settleSidecars({ roots, subtle }, entry, found);
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
  const pathsAt = (at: Found['at']) =>
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
  { roots, subtle }: Omit<ReconcileOptions, 'journal'>,
  { plan, sidecars = [] }: JournalEntry,
  found: readonly Found[],
): Promise<readonly JournalSidecar[]> {
  const moved = new Set(
    found
      .filter(({ at }) => at === 'quarantine')
      .map(({ step }) => step.file.key),
  );
  const used = new Set(
    plan.groups
      .filter((group) =>
        plannedFiles({ groups: [group] }).some(({ key }) => moved.has(key)),
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

/** The photo of each companion, by the companion's key. */
function photosOf({ groups }: RemovalPlan): ReadonlyMap<FileKey, string> {
  return new Map(
    groups.flatMap(({ victims }) =>
      victims.flatMap(({ path, companions = [] }) =>
        companions.map(({ key }) => [key, path] as const),
      ),
    ),
  );
}

/** The journalled steps of one root with their manifest items; made anew where there is none. */
async function itemsOf(
  { directory, label }: Omit<QuarantineRoot, 'protection'>,
  folder: string,
  steps: readonly JournalStep[],
  root: RootId,
  photos: ReadonlyMap<FileKey, string>,
): Promise<[JournalStep, ManifestItem][]> {
  const reading = await readManifest(directory, folder);
  const known = new Map(
    reading.kind === 'manifest'
      ? reading.manifest.items.map((item) => [item.quarantinePath, item])
      : [],
  );
  return steps
    .filter((step) => step.file.root === root)
    .map((step) => [
      step,
      known.get(step.quarantinePath) ??
        itemFromStep(step, label, photos.get(step.file.key)),
    ]);
}

function itemFromStep(
  { file, keeper, quarantinePath }: JournalStep,
  label: string,
  companionOf: string | undefined,
): ManifestItem {
  const isInSameRoot = keeper.root === file.root;
  return {
    originalPath: file.path,
    quarantinePath,
    sizeBytes: file.sizeBytes,
    sha256: file.content,
    modifiedMs: file.modifiedMs,
    ...(companionOf === undefined ? {} : { companionOf }),
    keeper: {
      path: keeper.path,
      rootLabel: isInSameRoot ? label : '',
      sha256: keeper.content,
      isInSameRoot,
    },
    state: 'intended',
  };
}

async function find(
  directory: FileSystemDirectoryHandle,
  step: JournalStep,
  item: ManifestItem,
  subtle: SubtleCrypto,
): Promise<Found> {
  const shared = { step, item, directory };
  switch (await settleItem(directory, item, subtle)) {
    case 'source':
      return { ...shared, at: 'source' };
    case 'target':
      return { ...shared, at: 'quarantine' };
    case 'changed-target': {
      // Written to at the very moment of the move: not what was scanned, so it does not stay.
      const back = await putBackAsIs(directory, item, subtle);
      return { ...shared, at: back.kind === 'back' ? 'source' : 'quarantine' };
    }
    case 'unknown': {
      const original = await lookAt(directory, item.originalPath);
      const quarantined = await lookAt(directory, item.quarantinePath);
      if (quarantined.kind === 'file') return { ...shared, at: 'quarantine' };
      const isThere = original.kind === 'file';
      return { ...shared, at: isThere ? 'source' : 'missing' };
    }
  }
}

/**
 * Resolves to why a file that must go back could not, when trying again may help.
 *
 * The checks the interrupted run could not make any more: each keeper is whole, no victim was a
 * keeper under another name, companions are together. What fails them goes back.
 */
async function putBackUnsafe(
  { roots, subtle }: ReconcileOptions,
  plan: RemovalPlan,
  found: readonly Found[],
): Promise<string | undefined> {
  const keepers = plannedToStay(plan);
  const isBroken = new Map<FileKey, boolean>();
  const brokenKeeper = async ({ file, keeper }: JournalStep) => {
    const aliases = keepers.filter((each) => each.content === file.content);
    for (const each of [keeper, ...aliases]) {
      const known = isBroken.get(each.key);
      const broken = known ?? !(await isWhole(roots, each, subtle));
      isBroken.set(each.key, broken);
      if (broken) return true;
    }
    return false;
  };
  const together = filesTogether(plan);
  const inQuarantine = new Set(
    found
      .filter(({ at }) => at === 'quarantine')
      .map(({ step }) => step.file.key),
  );
  const isSplit = ({ file }: JournalStep) =>
    (together.get(file.key) ?? []).some((key) => !inQuarantine.has(key));
  let stuck: string | undefined;
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    stuck = undefined;
    for (const each of found) {
      if (each.at !== 'quarantine') continue;
      const isFine = !(await brokenKeeper(each.step)) && !isSplit(each.step);
      if (isFine) continue;
      const { directory, item } = each;
      const back = await putBackAsIs(directory, item, subtle);
      if (back.kind === 'back') {
        each.at = 'source';
        inQuarantine.delete(each.step.file.key);
        isChanged = true;
      } else if (back.refusal.kind !== 'target-exists') {
        stuck = `${item.originalPath} could not be put back`;
      }
    }
  }
  return stuck;
}

async function isWhole(
  roots: ReconcileOptions['roots'],
  keeper: JournalStep['keeper'],
  subtle: SubtleCrypto,
): Promise<boolean> {
  const root = roots.get(keeper.root);
  if (!root) return false;
  const expected = { sizeBytes: keeper.sizeBytes, sha256: keeper.content };
  return await holds(
    await lookAt(root.directory, keeper.path),
    expected,
    subtle,
  );
}

/** For each file of a plan the others that must be where it is. */
function filesTogether({
  groups,
}: RemovalPlan): ReadonlyMap<FileKey, readonly FileKey[]> {
  const together = new Map<FileKey, readonly FileKey[]>();
  const victims = groups.flatMap((group) => group.victims);
  const byFolder = new Map<FileKey, PlannedVictim[]>();
  for (const victim of victims) {
    const folder = fileKey(victim.root, folderOf(victim.path));
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), victim]);
  }
  for (const victim of victims) {
    const folder = folderOf(victim.path);
    const beside = byFolder.get(fileKey(victim.root, folder)) ?? [];
    const others = new Set((victim.companions ?? []).map(({ key }) => key));
    // Photos of one shot may each have a keeper of their own.
    const names = beside.map(({ path }) => fileName(path));
    for (const name of companionsOf(fileName(victim.path), names)) {
      others.add(
        fileKey(victim.root, folder === '' ? name : `${folder}/${name}`),
      );
    }
    const all = [victim.key, ...others];
    together.set(victim.key, [...others]);
    for (const { key } of victim.companions ?? []) {
      together.set(
        key,
        all.filter((other) => other !== key),
      );
    }
  }
  return together;
}

async function note(
  journal: RemovalJournal,
  { step, at }: Found,
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
