import type { Group, GroupMember } from './group.ts';
import {
  fileKey,
  type ContentHash,
  type FileKey,
  type RootId,
} from './photo-id.ts';
import type { FileFacts } from './photo.ts';
import type { Steps } from './steps.ts';

/** A chosen folder (`folder` is '') or one directly in it. */
export interface FolderPlace {
  root: RootId;
  folder: string;
}

/** How much of a folder is elsewhere too. Counts are photos; their companions are not counted. */
export interface FolderInsight extends FolderPlace {
  photos: number;
  /** Photos with the same bytes, the same pixels or an accepted edge to a photo outside. */
  contained: number;
  /** The folder that holds the most of those. */
  mostIn?: FolderPlace & { photos: number };
  /** Photos that are nowhere else, by path. */
  onlyHere: readonly FileKey[];
}

/** What the insight is made from. */
export interface FolderInput {
  contents: Iterable<{ content: ContentHash; files: readonly FileFacts[] }>;
  /** Several folders are open: then each of them may be in another. */
  hasRoots: boolean;
  groupOf: (content: ContentHash) => Group | undefined;
}

/** Below this share a folder is a folder with some copies, not a copy of another folder. */
const LEAST_SHARE = 0.5;
/** Of a single photo nothing need be said that its group does not say. */
const FEWEST_PHOTOS = 2;

interface Tally {
  place: FolderPlace;
  photos: number;
  contained: number;
  into: Map<FileKey, Count>;
  onlyHere: FileKey[];
}

/**
 * Folders at least half of which is elsewhere too, the fullest contained first. Looked at are the
 * chosen folders, where there are several, and the folders directly in them. A step at a time:
 * between two of them others may be heard, as long as the contents stay.
 */
export function* folderInsights(input: FolderInput): Steps<FolderInsight[]> {
  const { hasRoots } = input;
  const tallies = new Map<FileKey, Tally>();
  for (const { content, files } of input.contents) {
    const near = equalsOf(content, files, input.groupOf(content));
    for (const file of files) {
      for (const place of placesOf(file, hasRoots)) {
        const outside = near.filter((other) => !isIn(other, place));
        count(tallyOf(tallies, place), file, outside, hasRoots);
      }
    }
    yield undefined;
  }
  return [...tallies.values()]
    .filter(
      ({ photos, contained }) =>
        photos >= FEWEST_PHOTOS && contained >= photos * LEAST_SHARE,
    )
    .map(insightOf)
    .sort(fullestFirst);
}

function fullestFirst(a: FolderInsight, b: FolderInsight): number {
  const byShare = b.contained / b.photos - a.contained / a.photos;
  if (byShare !== 0) return byShare;
  if (a.contained !== b.contained) return b.contained - a.contained;
  return placeKey(a) < placeKey(b) ? -1 : 1;
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

/** An edge that says "the same photo", looked at and accepted. */
export function isSamePhoto({
  isBeingChecked,
  relation,
}: GroupMember): boolean {
  return !isBeingChecked && relation.kind !== 'similar-shot';
}

/** All files that show what these show: themselves, and those with a direct edge. */
function equalsOf(
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

function placesOf(
  { root, path }: FileFacts,
  hasRoots: boolean,
): readonly FolderPlace[] {
  const slash = path.indexOf('/');
  return [
    ...(slash > 0 ? [{ root, folder: path.slice(0, slash) }] : []),
    ...(hasRoots ? [{ root, folder: '' }] : []),
  ];
}

function placeKey({ root, folder }: FolderPlace): FileKey {
  return fileKey(root, folder);
}

function tallyOf(tallies: Map<FileKey, Tally>, place: FolderPlace): Tally {
  const key = placeKey(place);
  const known = tallies.get(key);
  if (known) return known;
  const made = {
    place,
    photos: 0,
    contained: 0,
    into: new Map<FileKey, Count>(),
    onlyHere: [],
  };
  tallies.set(key, made);
  return made;
}

function count(
  tally: Tally,
  file: FileFacts,
  outside: readonly FileFacts[],
  hasRoots: boolean,
): void {
  tally.photos += 1;
  if (outside.length === 0) {
    tally.onlyHere.push(fileKey(file.root, file.path));
    return;
  }
  tally.contained += 1;
  const places = new Map<FileKey, FolderPlace>();
  for (const other of outside) {
    for (const place of placesOf(other, hasRoots)) {
      // A folder is no news within the folder that it lies in.
      if (isAround(place, tally.place)) continue;
      places.set(placeKey(place), place);
    }
  }
  for (const [key, place] of places) {
    const known = tally.into.get(key);
    if (known) known.photos += 1;
    else tally.into.set(key, { ...place, photos: 1 });
  }
}

function isAround(outer: FolderPlace, inner: FolderPlace): boolean {
  return outer.root === inner.root && outer.folder === '';
}

function insightOf(tally: Tally): FolderInsight {
  const { place, photos, contained, into, onlyHere } = tally;
  const [most] = [...into.values()].sort(mostFirst);
  return {
    ...place,
    photos,
    contained,
    ...(most === undefined ? {} : { mostIn: most }),
    onlyHere: onlyHere.sort(),
  };
}

type Count = FolderPlace & { photos: number };

/** Of two places with as many, the narrower one says more. */
function mostFirst(a: Count, b: Count): number {
  if (a.photos !== b.photos) return b.photos - a.photos;
  if (a.folder === '' && b.folder !== '') return 1;
  if (a.folder !== '' && b.folder === '') return -1;
  return placeKey(a) < placeKey(b) ? -1 : 1;
}
