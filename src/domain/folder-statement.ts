import { isCalledCopy } from './copy-folder-name.ts';
import type { FolderHolder } from './folder-holders.ts';
import { placeKey, type FolderPlace } from './folder-place.ts';
import type { FolderCounts } from './folder-tally.ts';

/** Something to be said of a folder. Folders are numbers of a tree. */
export interface FolderStatement extends FolderCounts {
  folder: number;
  place: FolderPlace;
  worth: number;
  /** The place that holds the most of it. */
  mostIn?: FolderHolder;
  /** The told folder that this place is or lies in, if any. */
  heldBy?: number;
}

/**
 * What is worth most comes first. Two folders that contain each other come together, the copy
 * first: the one that is called so, else the one of whose photos the groups would keep fewer.
 */
export function statementsInOrder(
  statements: readonly FolderStatement[],
): FolderStatement[] {
  const byFolder = new Map(statements.map((one) => [one.folder, one]));
  const ranked = statements.map((one) => {
    const other = byFolder.get(one.heldBy ?? -1);
    const pair = other?.heldBy === one.folder ? [one, other] : [one];
    const worth = Math.max(...pair.map((each) => each.worth));
    return { one, first: pair.sort(copyFirst)[0] ?? one, worth };
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
function copyFirst(a: FolderStatement, b: FolderStatement): number {
  const called = byName(a, b);
  if (called !== undefined) return called;
  if (a.keepers !== b.keepers) return a.keepers - b.keepers;
  return a.worth === b.worth ? byPlace(a, b) : b.worth - a.worth;
}

/** Less than 0 where only the first is called a copy, more than 0 where only the second is. */
export function byName(
  a: FolderStatement,
  b: FolderStatement,
): number | undefined {
  const [isCopyA, isCopyB] = [a, b].map(({ place }) =>
    isCalledCopy(place.folder),
  );
  if (isCopyA === isCopyB) return undefined;
  return isCopyA === true ? -1 : 1;
}

export function byPlace(a: FolderStatement, b: FolderStatement): number {
  return placeKey(a.place) < placeKey(b.place) ? -1 : 1;
}
