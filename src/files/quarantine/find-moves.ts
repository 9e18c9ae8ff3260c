import type { FileKey, RootId } from '../../domain/photo-id.ts';
import type { ManifestItem } from '../../domain/quarantine-manifest.ts';
import type {
  JournalEntry,
  JournalStep,
} from '../../domain/removal-journal.ts';
import type { RemovalPlan } from '../../domain/removal-plan.ts';
import { newItem, type QuarantineRoot } from './move-run.ts';
import { lookAt } from './open-by-path.ts';
import { putBackAsIs } from './put-back.ts';
import { readManifest } from './quarantine-folder.ts';
import { settleItem } from './settle-item.ts';

/** What an unfinished run is settled on. */
export interface OpenFolders {
  /** The folders that are open with write permission. */
  roots: ReadonlyMap<RootId, Omit<QuarantineRoot, 'protection'>>;
  subtle: SubtleCrypto;
}

/** One journalled move and where its file turned out to be. */
export interface FoundMove {
  step: JournalStep;
  item: ManifestItem;
  directory: FileSystemDirectoryHandle;
  at: 'source' | 'quarantine' | 'missing';
}

/** Where the files of all steps of a run are. Puts back one that was changed while it was moved. */
export async function findMoves(
  { roots, subtle }: OpenFolders,
  entry: JournalEntry,
  steps: readonly JournalStep[],
): Promise<FoundMove[]> {
  const found: FoundMove[] = [];
  const photos = photosOf(entry.plan);
  for (const { root, path: folder } of entry.folders) {
    const opened = roots.get(root);
    if (!opened) continue;
    const items = await itemsOf(opened, folder, steps, root, photos);
    for (const [step, item] of items) {
      found.push(await find(opened.directory, step, item, subtle));
    }
  }
  return found;
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
        newItem({
          ...step,
          keeperLabel: step.keeper.root === root ? label : '',
          companionOf: photos.get(step.file.key),
        }),
    ]);
}

async function find(
  directory: FileSystemDirectoryHandle,
  step: JournalStep,
  item: ManifestItem,
  subtle: SubtleCrypto,
): Promise<FoundMove> {
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
