import { companionKind } from './companion-files.ts';
import type { Companion, GroupMember, PhotoSummary } from './group.ts';
import { fileName } from './photo.ts';

/**
 * What stays for a member, as it is shown beside it: the keeper, or the file of the keeper's shot
 * that has the member's very bytes. A RAW file stands beside its RAW, not beside the JPEG.
 */
export function keptFor(
  keeper: PhotoSummary,
  { photo, counterpart }: GroupMember,
): PhotoSummary {
  if (counterpart === undefined) return keeper;
  const { key, root, path, sizeBytes, modifiedMs } = counterpart;
  const others = keeper.companions?.filter((one) => one.key !== key) ?? [];
  const kept: PhotoSummary = {
    // The same bytes have the same content, format, size and EXIF.
    ...photo,
    key,
    root,
    path,
    sizeBytes,
    modifiedMs,
    isProtected: keeper.isProtected,
    companions: [asCompanion(keeper), ...others],
  };
  delete kept.sidecarNotes;
  if (keeper.sidecarNotes !== undefined)
    kept.sidecarNotes = keeper.sidecarNotes;
  return kept;
}

function asCompanion({
  root,
  path,
  sizeBytes,
  modifiedMs,
  key,
  content,
}: PhotoSummary): Companion {
  const kind = companionKind(fileName(path));
  return { root, path, sizeBytes, modifiedMs, key, content, kind };
}
