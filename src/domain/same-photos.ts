import type { Group, GroupMember } from './group.ts';
import type { ContentHash } from './photo-id.ts';
import type { FileFacts } from './photo.ts';

/** An edge that says "the same photo", looked at and accepted. */
export function isSamePhoto({
  isBeingChecked,
  relation,
}: GroupMember): boolean {
  return (
    !isBeingChecked &&
    relation.kind !== 'similar-shot' &&
    relation.kind !== 'other'
  );
}

/**
 * All files that show what these show: themselves, and those with a direct edge. Some may come
 * twice.
 *
 * @param files all files with this content
 * @param group the one that the content stands in
 */
export function photosShowing(
  content: ContentHash,
  files: readonly FileFacts[],
  group: Group | undefined,
): readonly FileFacts[] {
  if (group === undefined) return files;
  const { keeper, members } = group;
  const same = members.filter(isSamePhoto);
  if (keeper.content === content) {
    return [...files, ...same.map(({ photo }) => photo)];
  }
  if (!same.some(({ photo }) => photo.content === content)) return files;
  const ofKeeper = same
    .map(({ photo }) => photo)
    .filter((photo) => photo.content === keeper.content);
  return [...files, keeper, ...ofKeeper];
}
