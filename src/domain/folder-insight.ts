import { isCalledCopy } from './copy-folder-name.ts';
import { folderHolders, isNearlyAll } from './folder-holders.ts';
import { placeKey, type FolderPlace } from './folder-place.ts';
import {
  FolderTally,
  type FolderCounts,
  type FolderInput,
} from './folder-tally.ts';
import { fileKey, type FileKey } from './photo-id.ts';
import type { Steps } from './steps.ts';
import {
  toldFolders,
  UNTOLD,
  worthOf,
  type ToldFolders,
} from './told-folders.ts';

/** How much of a folder is elsewhere too. Counts are photos; their companions are not counted. */
export interface FolderInsight extends FolderPlace {
  photos: number;
  /** Photos with the same bytes, the same pixels or an accepted edge to a photo outside. */
  contained: number;
  /** The narrowest place outside that holds nearly as many of those as any. */
  mostIn?: FolderPlace & { photos: number };
  /** Photos that are nowhere else, by path. */
  onlyHere: readonly FileKey[];
}

/** Something to be said of a folder, with its number in the tree. */
interface Statement extends FolderCounts {
  folder: number;
  place: FolderPlace;
  worth: number;
  mostIn?: { folder: number; photos: number };
}

/**
 * What is to be said of folders at any depth: those at least half of which is elsewhere too, none
 * within another (`toldFolders`), each with the place that holds the most of it (`folderHolders`).
 * Whole roots are looked at only where there are several.
 *
 * Two folders that contain each other are both told, as a person may give up either. But where a
 * told folder is in a place, folders within that place are not said to be in that folder, unless
 * these are called copies, or else there is more to say of them: it would be the same copies from
 * the other side.
 *
 * First comes what is worth most: photos that are elsewhere, less those that are only there. Two
 * folders that contain each other come together, the copy first: the one that is called so, else
 * the one of whose photos the groups would keep fewer.
 *
 * A step at a time: between two of them others may be heard, as long as the contents stay.
 */
export function* folderInsights(input: FolderInput): Steps<FolderInsight[]> {
  const tally = yield* FolderTally.of(input);
  const { tree } = tally;
  const told = toldFolders(tally);
  const holders = yield* folderHolders(tally, told);
  const statements = told.folders.map((folder): Statement => {
    const counts = tally.countsOf(folder);
    const mostIn = holders.get(folder);
    return {
      folder,
      place: tree.place(folder),
      ...counts,
      worth: worthOf(counts),
      ...(mostIn ? { mostIn } : {}),
    };
  });
  const said = withoutMirrors(statements, tally, told);
  const onlyHere = yield* photosOnlyIn(said, input, tally, told);
  return inOrder(said, told).map(
    ({ folder, place, photos, contained, mostIn }) => ({
      ...place,
      photos,
      contained,
      ...(mostIn
        ? { mostIn: { ...tree.place(mostIn.folder), photos: mostIn.photos } }
        : {}),
      onlyHere: (onlyHere.get(folder) ?? []).sort(),
    }),
  );
}

/** Without those that say the same as another, seen from the place that holds it. */
function withoutMirrors(
  statements: readonly Statement[],
  { tree }: FolderTally,
  told: ToldFolders,
): Statement[] {
  const holders = holdersAmong(statements, told);
  return statements.filter((one) => {
    const other = holders.get(one);
    if (!one.mostIn || !other?.mostIn) return true;
    const outer = other.mostIn.folder;
    return (
      one.folder === outer ||
      !tree.isWithin(one.folder, outer) ||
      !isNearlyAll(one.mostIn.photos, one.contained) ||
      (byName(one, other) ?? other.worth - one.worth) < 0
    );
  });
}

/** Which of them holds the most of another, or has the place within that does. */
function holdersAmong(
  statements: readonly Statement[],
  { around }: ToldFolders,
): ReadonlyMap<Statement, Statement> {
  const byFolder = new Map(statements.map((one) => [one.folder, one]));
  const holders = new Map<Statement, Statement>();
  for (const one of statements) {
    const told = around[one.mostIn?.folder ?? UNTOLD] ?? UNTOLD;
    const holder = byFolder.get(told);
    if (holder) holders.set(one, holder);
  }
  return holders;
}

function inOrder(
  statements: readonly Statement[],
  told: ToldFolders,
): Statement[] {
  const holders = holdersAmong(statements, told);
  const ranked = statements.map((one) => {
    const other = holders.get(one);
    const isPair = other !== undefined && holders.get(other) === one;
    const pair = isPair ? [one, other].sort(copyFirst) : [one];
    const worth = Math.max(...pair.map((each) => each.worth));
    return { one, first: pair[0] ?? one, worth };
  });
  return ranked
    .sort((a, b) => {
      if (a.worth !== b.worth) return b.worth - a.worth;
      if (a.first === b.first) return a.one === a.first ? -1 : 1;
      return byPlace(a.first, b.first);
    })
    .map(({ one }) => one);
}

/** Of two folders that contain each other: which of them is the copy. */
function copyFirst(a: Statement, b: Statement): number {
  const called = byName(a, b);
  if (called !== undefined) return called;
  if (a.keepers !== b.keepers) return a.keepers - b.keepers;
  return a.worth === b.worth ? byPlace(a, b) : b.worth - a.worth;
}

/** Less than 0 where only the first is called a copy, more than 0 where only the second is. */
function byName(a: Statement, b: Statement): number | undefined {
  const [isCopyA, isCopyB] = [a, b].map(({ place }) =>
    isCalledCopy(place.folder),
  );
  if (isCopyA === isCopyB) return undefined;
  return isCopyA === true ? -1 : 1;
}

function byPlace(a: Statement, b: Statement): number {
  return placeKey(a.place) < placeKey(b.place) ? -1 : 1;
}

/** Photos of each folder that are nowhere else, in the order of the contents. */
function* photosOnlyIn(
  statements: readonly Statement[],
  { contents }: FolderInput,
  tally: FolderTally,
  { around }: ToldFolders,
): Steps<ReadonlyMap<number, FileKey[]>> {
  const onlyIn = new Map(
    statements.map(({ folder }) => [folder, [] as FileKey[]]),
  );
  if (onlyIn.size === 0) return onlyIn;
  let n = 0;
  for (const { files } of contents()) {
    // What lies with all that shows it in a told folder is not outside.
    const own = onlyIn.get(around[tally.spanOf(n)] ?? UNTOLD);
    if (own) for (const { root, path } of files) own.push(fileKey(root, path));
    n += 1;
    yield undefined;
  }
  return onlyIn;
}
