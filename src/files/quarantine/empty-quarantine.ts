import type { ManifestItem } from '../../domain/quarantine-manifest.ts';
import { fileName, folderOf } from '../../domain/photo.ts';
import { detailOf } from './disk-refusal.ts';
import { holds } from './hash-file.ts';
import { withSidecars } from './move-run.ts';
import { lookAt, openFolder } from './open-by-path.ts';
import {
  readManifest,
  settleFolder,
  sidecarsOfItems,
} from './quarantine-folder.ts';
import type { QuarantineOptions } from './undo-quarantine.ts';

/** `path` is the original one; `reason` is a sentence. */
export type DeleteResult =
  | { kind: 'deleted'; path: string; companionOf?: string }
  | { kind: 'not-deleted'; path: string; reason: string };

/**
 * Deletes the files of one quarantine for good: only what its manifest lists, only where the bytes
 * are still those that were moved, and only while the photo kept in its stead is there (when that
 * lies in the same root), and a companion only after its photo. Everything else stays and is reported. Never part of moving: a later act.
 */
export async function emptyQuarantine(
  options: QuarantineOptions,
): Promise<readonly DeleteResult[]> {
  const { directory, folder, signal, onProgress } = options;
  const reading = await readManifest(directory, folder).catch(
    (error: unknown) => ({
      kind: 'unusable' as const,
      reason: detailOf(error),
    }),
  );
  if (reading.kind !== 'manifest') {
    const why = reading.kind === 'absent' ? 'it is not there' : reading.reason;
    const reason = `Its list of files cannot be used: ${why}. Nothing was deleted.`;
    return [{ kind: 'not-deleted', path: folder, reason }];
  }
  const { manifest } = reading;
  const pending = manifest.items.filter((item) => item.state !== 'restored');
  const results: DeleteResult[] = [];
  const remaining: ManifestItem[] = [];
  const stays = new Set<string>();
  for (const item of photosFirst(pending)) {
    const path = item.originalPath;
    onProgress({
      done: results.length,
      total: pending.length,
      currentPath: path,
    });
    const outcome = signal.aborted
      ? { reason: 'Stopped before its turn.', isThere: true }
      : item.companionOf !== undefined && stays.has(item.companionOf)
        ? { reason: staysWords(item.companionOf), isThere: true }
        : await deleteItem(options, item);
    if (!outcome) {
      const { companionOf } = item;
      results.push({
        kind: 'deleted',
        path,
        ...(companionOf === undefined ? {} : { companionOf }),
      });
      continue;
    }
    results.push({ kind: 'not-deleted', path, reason: outcome.reason });
    if (!outcome.isThere) continue;
    remaining.push(item);
    stays.add(path);
  }
  try {
    // The other sidecars are ordinary files from now on: there is nothing left to undo.
    const sidecars = sidecarsOfItems(manifest.sidecars ?? [], remaining);
    const settled = withSidecars(manifest, sidecars);
    await settleFolder(directory, folder, settled, remaining);
  } catch {
    // The list names more than is there; the next look at the disk finds that out.
  }
  onProgress({ done: pending.length, total: pending.length });
  return results;
}

function photosFirst(items: readonly ManifestItem[]): ManifestItem[] {
  const isPhoto = ({ companionOf }: ManifestItem) => companionOf === undefined;
  return [...items.filter(isPhoto), ...items.filter((item) => !isPhoto(item))];
}

function staysWords(photo: string): string {
  return `It belongs together with “${photo}”, which was not deleted.`;
}

/** undefined when it was deleted. `isThere`: it may still be in the quarantine. */
async function deleteItem(
  { directory, subtle }: QuarantineOptions,
  item: ManifestItem,
): Promise<{ reason: string; isThere: boolean } | undefined> {
  const { quarantinePath: path, keeper } = item;
  try {
    if (item.state === 'restoring') {
      const reason =
        'Putting it back was interrupted, so it was not deleted. Undo again first.';
      return { reason, isThere: true };
    }
    const entry = await lookAt(directory, path);
    if (entry.kind !== 'file') {
      const reason = 'It is no longer in the quarantine.';
      return { reason, isThere: false };
    }
    if (!(await holds(entry, item, subtle))) {
      const reason = 'It was changed in the quarantine, so it was not deleted.';
      return { reason, isThere: true };
    }
    if (keeper.isInSameRoot === true) {
      const kept = await lookAt(directory, keeper.path);
      if (kept.kind !== 'file') {
        const reason = `The photo kept in its stead is no longer at “${keeper.path}”. This may be the last copy, so it was not deleted.`;
        return { reason, isThere: true };
      }
    }
    const parent = await openFolder(directory, folderOf(path));
    await parent.removeEntry(fileName(path));
    return undefined;
  } catch (error) {
    const reason = `It could not be deleted (${detailOf(error)}).`;
    return { reason, isThere: true };
  }
}
