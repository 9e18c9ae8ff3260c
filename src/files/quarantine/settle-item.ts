import type { ManifestItem } from '../../domain/quarantine-manifest.ts';
import { holds } from './hash-file.ts';
import { lookAt } from './open-by-path.ts';
import { removeLeftovers, type Whereabouts } from './where-is.ts';

/**
 * Finds out from disk where the file of a manifest item is, whatever was interrupted: `source` is
 * its original path, `target` its place in the quarantine. Copies that an interrupted move or
 * restore left half-made are taken away, but only where the same bytes stay in the other place.
 * Throws when the disk does not answer.
 */
export async function settleItem(
  directory: FileSystemDirectoryHandle,
  item: ManifestItem,
  subtle: SubtleCrypto,
): Promise<Whereabouts> {
  const [original, quarantined] = [item.originalPath, item.quarantinePath];
  const source = await lookAt(directory, original);
  const target = await lookAt(directory, quarantined);
  // Written down as moved, and both are there: somebody put another file in its old place.
  const mayBeLeftover = item.state !== 'moved';
  const shared = { directory, expected: item, subtle };
  if (
    (target.kind !== 'file' || mayBeLeftover) &&
    (await holds(source, item, subtle))
  ) {
    await removeLeftovers({ ...shared, from: original, to: quarantined });
    return 'source';
  }
  if (target.kind !== 'file') return 'unknown';
  if (!(await holds(target, item, subtle))) {
    return source.kind === 'absent' ? 'changed-target' : 'unknown';
  }
  if (item.state === 'restoring') {
    await removeLeftovers({ ...shared, from: quarantined, to: original });
  }
  return 'target';
}
