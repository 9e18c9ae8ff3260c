import type { Group } from './group.ts';
import { groupFacts, groupFiles, type ListedGroup } from './listed-group.ts';

/** A group as lists have it, with this very object in it. */
export function testListed(group: Group): ListedGroup {
  return {
    ...groupFacts(group),
    files: () => groupFiles(group),
    whole: () => group,
  };
}
