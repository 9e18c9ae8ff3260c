import { folderHolders } from './folder-holders.ts';
import { withoutMirrors } from './folder-mirrors.ts';
import type { FolderPlace } from './folder-place.ts';
import { statementsInOrder, type FolderStatement } from './folder-statement.ts';
import { FolderTally, type FolderInput } from './folder-tally.ts';
import { fileKey, type FileKey } from './photo-id.ts';
import type { Steps } from './steps.ts';
import {
  toldFolders,
  UNTOLD,
  worthOf,
  type ToldFolders,
} from './told-folders.ts';
import { toldSpreads } from './told-spreads.ts';

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

/**
 * What is to be said of folders at any depth: those at least half of which is elsewhere too, none
 * within another (`toldFolders`), each with the place that holds the most of it (`folderHolders`).
 * Whole roots are looked at only where there are several.
 *
 * Where two say the same from two sides, the copy's word counts (`withoutMirrors`). First comes what
 * is worth most: photos that are elsewhere, less those that are only there (`statementsInOrder`).
 *
 * A step at a time: between two of them others may be heard, as long as the contents stay.
 */
export function* folderInsights(input: FolderInput): Steps<FolderInsight[]> {
  const tally = yield* FolderTally.of(input);
  const { tree } = tally;
  const told = toldFolders(tally);
  const spreads = yield* toldSpreads(tally, told);
  const holders = yield* folderHolders(tally, spreads);
  const statements = told.folders.map((folder): FolderStatement => {
    const counts = tally.countsOf(folder);
    const mostIn = holders.get(folder);
    return {
      folder,
      place: tree.place(folder),
      ...counts,
      worth: worthOf(counts),
      ...(mostIn
        ? { mostIn, heldBy: told.around[mostIn.folder] ?? UNTOLD }
        : {}),
    };
  });
  const said = withoutMirrors(statements, tree, told, spreads);
  const onlyHere = yield* photosOnlyIn(said, input, tally, told);
  return statementsInOrder(said).map(
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

/** Photos of each folder that are nowhere else, in the order of the contents. */
function* photosOnlyIn(
  statements: readonly FolderStatement[],
  { contents }: FolderInput,
  tally: FolderTally,
  { around }: ToldFolders,
): Steps<ReadonlyMap<number, FileKey[]>> {
  const onlyIn = new Map(
    statements.map(({ folder }) => [folder, [] as FileKey[]]),
  );
  if (onlyIn.size === 0) return onlyIn;
  let n = 0;
  for (const one of contents()) {
    // What lies with all that shows it in a told folder is not outside.
    const own = onlyIn.get(around[tally.spanOf(n)] ?? UNTOLD);
    for (const { root, path } of own ? one.files : []) {
      own?.push(fileKey(root, path));
    }
    n += 1;
    yield undefined;
  }
  return onlyIn;
}
