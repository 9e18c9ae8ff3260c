import type { Group, GroupId } from '../../domain/group.ts';
import { isSameGroup } from '../../domain/same-group.ts';

/** What a change comes to. */
export interface ChangedGroups {
  /** Groups that are no more, or have another in their place. */
  before: ReadonlySet<Group>;
  /** Groups that come. */
  changed: readonly Group[];
  /** Of those that come, what the page is told: where they say something else than before. */
  upserts: Group[];
  /** Of those that go without another in their place. */
  removed: GroupId[];
}

/** Groups on their way: all that go are taken, all that are made are put. */
export class MatcherGroupChange {
  /** Groups that are no more, or have another in their place. */
  readonly before = new Set<Group>();
  /** Of those before, the ones whose keeper keeps a group again. */
  private readonly followed = new Set<Group>();
  private readonly changed: Group[] = [];
  private readonly upserts: Group[] = [];

  /** This group holds something that is grouped anew. */
  take(group: Group): void {
    this.before.add(group);
  }

  /**
   * @param old the group that the same keeper kept before; it must have been taken
   * @returns the group that stands from now on: the one before, where it comes out the same
   */
  put(group: Group, old: Group | undefined): Group {
    if (old !== undefined) {
      if (old === group || isUnchanged(old, group)) {
        this.before.delete(old);
        return old;
      }
      this.followed.add(old);
    }
    this.changed.push(group);
    if (!old || !isSameGroup(old, group)) this.upserts.push(told(group));
    return group;
  }

  result(): ChangedGroups {
    const { before, changed, upserts, followed } = this;
    const removed: GroupId[] = [];
    for (const group of before) {
      if (!followed.has(group)) removed.push(group.id);
    }
    return { before, changed, upserts, removed };
  }
}

/** Without the links that wait for a second look: only the matcher's checks ask for those. */
function told(group: Group): Group {
  const { openLinks, ...rest } = group;
  return openLinks === undefined ? group : rest;
}

/** Nothing is to be done where one comes in the place of the other. */
function isUnchanged(before: Group, group: Group): boolean {
  return (
    before.openLinks === undefined &&
    group.openLinks === undefined &&
    isSameGroup(before, group)
  );
}
