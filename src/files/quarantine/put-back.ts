import type { ManifestItem } from '../../domain/quarantine-manifest.ts';
import type { MoveRefusal } from '../../domain/removal-plan.ts';
import { refusalOf } from './disk-refusal.ts';
import { hashFile } from './hash-file.ts';
import { lookAt } from './open-by-path.ts';
import { relocateFile } from './relocate-file.ts';

/** `refused`: the file is still in the quarantine, as far as the disk answers. */
export type PutBackResult =
  { kind: 'back' } | { kind: 'refused'; refusal: MoveRefusal };

/**
 * Moves one file of the quarantine to where it was, whatever its content is now: for rolling back.
 * Never overwrites what is there.
 */
export async function putBackAsIs(
  directory: FileSystemDirectoryHandle,
  item: Pick<ManifestItem, 'originalPath' | 'quarantinePath'>,
  subtle: SubtleCrypto,
): Promise<PutBackResult> {
  try {
    const entry = await lookAt(directory, item.quarantinePath);
    if (entry.kind !== 'file') {
      return { kind: 'refused', refusal: { kind: 'victim-missing' } };
    }
    const sha256 = await hashFile(entry.file, subtle);
    const result = await relocateFile({
      directory,
      from: item.quarantinePath,
      to: item.originalPath,
      expected: { sizeBytes: entry.file.size, sha256 },
      subtle,
    });
    if (result.kind === 'relocated' || result.at === 'target') {
      return { kind: 'back' };
    }
    return { kind: 'refused', refusal: result.refusal };
  } catch (error) {
    return { kind: 'refused', refusal: refusalOf(error) };
  }
}
