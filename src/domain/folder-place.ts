import { fileKey, type FileKey, type RootId } from './photo-id.ts';
import type { FileFacts } from './photo.ts';

/** A folder at any depth of a chosen one; with the path '' the chosen one itself. */
export interface FolderPlace {
  root: RootId;
  /** Relative to the root, `/` between parts. */
  folder: string;
}

/** Whether a file lies in a place, at any depth. */
export function isIn(
  { root, path }: Pick<FileFacts, 'root' | 'path'>,
  place: FolderPlace,
): boolean {
  return (
    root === place.root &&
    (place.folder === '' || path.startsWith(`${place.folder}/`))
  );
}

/** Whether a place is another one or lies in it. */
export function isWithin(
  { root, folder }: FolderPlace,
  outer: FolderPlace,
): boolean {
  return folder === outer.folder
    ? root === outer.root
    : isIn({ root, path: folder }, outer);
}

/** No two places have the same. */
export function placeKey({ root, folder }: FolderPlace): FileKey {
  return fileKey(root, folder);
}
