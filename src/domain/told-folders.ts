import type { FolderCounts, FolderTally } from './folder-tally.ts';

/** Below this share a folder is a folder with some copies, not a copy of another folder. */
const LEAST_SHARE = 0.5;
/** Of a single photo nothing need be said that its group does not say. */
const FEWEST_PHOTOS = 2;
/** Each statement about a part must be worth so much more, as a share of the folder's photos. */
const BETTER_BY = 0.1;

/** Stands for no folder. */
export const UNTOLD = -1;

/** What a statement about a folder is worth: its photos that are elsewhere, less those that are not. */
export function worthOf({ photos, contained }: FolderCounts): number {
  return 2 * contained - photos;
}

/** Folders that something is to be said of, by number. */
export interface ToldFolders {
  folders: readonly number[];
  /** Of each folder, by number: the told one that it is or lies in, else UNTOLD. */
  around: readonly number[];
}

/** What is best said of a folder and all that lies in it. */
interface Choice {
  /** It is said of the folder itself. */
  isTold: boolean;
  statements: number;
  worth: number;
}

/**
 * Chooses the folders that something is to be said of. No told folder lies in another: of a folder
 * and those in it, either the folder is told, or some of those in it are.
 *
 * A folder at least half of which is elsewhere too speaks for all that lies in it, unless folders
 * in it say it clearly better: what is said of them is worth more, by over a tenth of the folder's
 * photos for each of them. So it is where they leave out much that is only in the folder, and where
 * they are copies of each other. A folder with nothing but one other in it leaves the word to that
 * one, whose path says more.
 */
export function toldFolders(tally: FolderTally): ToldFolders {
  const { tree } = tally;
  const choices = bestChoices(tally);
  const folders: number[] = [];
  const around: number[] = [];
  for (let folder = 0; folder < tree.size; folder += 1) {
    const outer = around[tree.parentOf(folder)] ?? UNTOLD;
    const isTold = outer === UNTOLD && choices[folder]?.isTold === true;
    around.push(isTold ? folder : outer);
    if (isTold) folders.push(folder);
  }
  return { folders, around };
}

function bestChoices(tally: FolderTally): readonly Choice[] {
  const { tree } = tally;
  const choices = Array.from({ length: tree.size }, (): Choice => {
    return { isTold: false, statements: 0, worth: 0 };
  });
  const hasSolePart = new Set<number>();
  // Those within have the larger numbers, so they come first; until then a choice is what its parts say.
  for (let folder = tree.size - 1; folder >= 0; folder -= 1) {
    const choice = choices[folder];
    if (choice === undefined) continue;
    const parent = tree.parentOf(folder);
    const counts = tally.countsOf(folder);
    const isPlace = tally.hasRoots || !tree.isRoot(folder);
    const maySpeak = isPlace && !hasSolePart.has(folder) && isHalf(counts);
    if (maySpeak && !isBetter(choice, counts)) {
      Object.assign(choice, {
        isTold: true,
        statements: 1,
        worth: worthOf(counts),
      });
    }
    const outer = choices[parent];
    if (outer === undefined) continue;
    outer.statements += choice.statements;
    outer.worth += choice.worth;
    if (tally.countsOf(parent).photos === counts.photos) {
      hasSolePart.add(parent);
    }
  }
  return choices;
}

function isHalf({ photos, contained }: FolderCounts): boolean {
  return photos >= FEWEST_PHOTOS && contained >= photos * LEAST_SHARE;
}

/** Whether what is said of the parts is clearly better than to speak of the folder. */
function isBetter(parts: Choice, counts: FolderCounts): boolean {
  const gained = parts.worth - worthOf(counts);
  return gained > parts.statements * counts.photos * BETTER_BY;
}
