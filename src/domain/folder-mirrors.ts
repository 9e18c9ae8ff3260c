import { isCalledCopy } from './copy-folder-name.ts';
import { isNearlyAll } from './folder-holders.ts';
import { byName, byPlace, type FolderStatement } from './folder-statement.ts';
import type { FolderTree } from './folder-tree.ts';
import { groupBy } from './group-by.ts';
import type { ToldFolders } from './told-folders.ts';
import type { ToldSpreads } from './told-spreads.ts';

/**
 * Leaves out what says the same as other statements, from the other side: that the library is in
 * its backups. Two folders that contain each other are both told, as a person may give up either.
 *
 * - A folder may hold several told ones in which nearly all that is elsewhere of it is. Those are
 *   told that are copies, either it or they: what is called a copy, else that of whose photos the
 *   groups would keep fewer, in doubt they.
 * - Parts of the place that holds a folder are not said to be in that folder, unless they are
 *   called copies and it is not, or are called alike and worth more.
 */
export function withoutMirrors(
  statements: readonly FolderStatement[],
  tree: FolderTree,
  told: ToldFolders,
  spreads: ToldSpreads,
): FolderStatement[] {
  const left = withoutHubsOrHeld(statements, told, spreads);
  const byFolder = new Map(left.map((one) => [one.folder, one]));
  return left.filter((one) => {
    const holder = byFolder.get(one.heldBy ?? -1);
    if (!holder?.mostIn || !isAllHeld(one)) return true;
    const outer = holder.mostIn.folder;
    return (
      one.folder === outer ||
      !tree.isWithin(one.folder, outer) ||
      (byName(one, holder) ?? holder.worth - one.worth) < 0
    );
  });
}

/** Of a folder and several that it holds, which hold all of it that is elsewhere, one side stays. */
function withoutHubsOrHeld(
  statements: readonly FolderStatement[],
  told: ToldFolders,
  spreads: ToldSpreads,
): FolderStatement[] {
  const heldBy = groupBy(statements, (one) => one.heldBy);
  const left = new Set(statements);
  const hubs = statements
    .filter(({ folder }) => heldBy.has(folder))
    .sort((a, b) => (a.worth === b.worth ? byPlace(a, b) : b.worth - a.worth));
  for (const hub of hubs) {
    const held = (heldBy.get(hub.folder) ?? []).filter((one) => left.has(one));
    if (held.length < 2 || !left.has(hub)) continue;
    if (!isNearlyAll(sharedBy(hub, held, told, spreads), hub.contained))
      continue;
    if (!isCopyOf(hub, held)) left.delete(hub);
    else for (const one of held.filter(isAllHeld)) left.delete(one);
  }
  return [...left];
}

/** Nearly all of it that is elsewhere is in one place. */
function isAllHeld({ mostIn, contained }: FolderStatement): boolean {
  return mostIn !== undefined && isNearlyAll(mostIn.photos, contained);
}

/** Files of a folder that are in any of others too. */
function sharedBy(
  { folder }: FolderStatement,
  others: readonly FolderStatement[],
  { around }: ToldFolders,
  spreads: ToldSpreads,
): number {
  const wanted = new Set(others.map((one) => one.folder));
  return (spreads.get(folder) ?? [])
    .filter(({ everywhere }) =>
      everywhere.some((place) => wanted.has(around[place] ?? -1)),
    )
    .reduce((sum, { photos }) => sum + photos, 0);
}

/** Whether a folder is the copy of several, rather than they of it. */
function isCopyOf(
  hub: FolderStatement,
  held: readonly FolderStatement[],
): boolean {
  const isCalled = isCalledCopy(hub.place.folder);
  const areCalled = held.some(({ place }) => isCalledCopy(place.folder));
  if (isCalled !== areCalled) return isCalled;
  return hub.keepers < held.reduce((sum, { keepers }) => sum + keepers, 0);
}
