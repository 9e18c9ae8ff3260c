import type { Group, PhotoSummary } from './group.ts';
import type { FileKey } from './photo-id.ts';
import { readOnlyPlaceOf } from './read-only-places.ts';
import type { PlannedFile, PlannedGroup, RemovalPlan } from './removal-plan.ts';

/**
 * The plan for everything that is to be moved: members with the state `move` whose second look is
 * done and that lie in no protected folder and no read-only place. A keeper of any group is in no
 * victim set, and a victim is in one only. Touches nothing on disk. `nowMs` is ms since 1970.
 */
export function makeRemovalPlan(
  groups: readonly Group[],
  nowMs: number,
  id: string,
): RemovalPlan {
  const keepers = new Set(groups.map((group) => group.keeper.key));
  const taken = new Set<FileKey>();
  const planned: PlannedGroup[] = [];
  for (const group of groups) {
    const victims: PlannedFile[] = [];
    for (const { photo, state, isBeingChecked } of group.members) {
      if (state !== 'move' || isBeingChecked || photo.isProtected) continue;
      if (keepers.has(photo.key) || taken.has(photo.key)) continue;
      if (readOnlyPlaceOf(photo.path) !== undefined) continue;
      taken.add(photo.key);
      victims.push(plannedFile(photo));
    }
    if (victims.length > 0) {
      planned.push({ keeper: plannedFile(group.keeper), victims });
    }
  }
  return { id, createdMs: nowMs, groups: planned };
}

function plannedFile(photo: PhotoSummary): PlannedFile {
  const { key, root, path, sizeBytes, modifiedMs, content } = photo;
  return { key, root, path, sizeBytes, modifiedMs, content };
}
