import type { Group, GroupId } from '../../domain/group.ts';
import type { ContentHash } from '../../domain/photo-id.ts';
import { isSameGroup } from '../../domain/same-group.ts';

/** What the page has to be told. */
export interface GroupDiff {
  upserts: Group[];
  removed: GroupId[];
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

/** Contents of several files come several times. */
function contentsOf({ keeper, members }: Group): ContentHash[] {
  return [keeper.content, ...members.map(({ photo }) => photo.content)];
}

/** The groups as the page knows them. */
export class MatcherGroupBook {
  private readonly groupOf = new Map<ContentHash, Group>();
  private readonly onReplaced: (
    before: Iterable<Group>,
    made: readonly Group[],
  ) => void;

  /** @param onReplaced is told of all groups that go, come, or come in another's place */
  constructor(
    onReplaced: (before: Iterable<Group>, made: readonly Group[]) => void,
  ) {
    this.onReplaced = onReplaced;
  }

  /** The group that a content stands in. */
  groupOfContent(content: ContentHash): Group | undefined {
    return this.groupOf.get(content);
  }

  /** Contents that share a group with this one, itself included; some may come twice. */
  companions(content: ContentHash): Iterable<ContentHash> {
    const group = this.groupOf.get(content);
    return group ? contentsOf(group) : [content];
  }

  /**
   * Puts new groups in the place of others.
   *
   * @param before every group that holds something of what was regrouped; emptied of those that
   *   stay as they are
   */
  replace(before: Set<Group>, made: readonly Group[]): GroupDiff {
    const changed: Group[] = [];
    const upserts: Group[] = [];
    for (const group of made) {
      const old = this.groupKeptBy(group.keeper.content);
      if (old !== undefined && (old === group || isUnchanged(old, group))) {
        before.delete(old);
        continue;
      }
      changed.push(group);
      if (!old || !isSameGroup(old, group)) upserts.push(told(group));
    }
    this.put(before, changed);
    this.onReplaced(before, changed);
    const removed: GroupId[] = [];
    for (const { id, keeper } of before) {
      if (!this.groupKeptBy(keeper.content)) removed.push(id);
    }
    return { upserts, removed };
  }

  /** The id of a group is that of its keeper's content. */
  private groupKeptBy(content: ContentHash): Group | undefined {
    const group = this.groupOf.get(content);
    return group?.keeper.content === content ? group : undefined;
  }

  private put(before: Iterable<Group>, changed: readonly Group[]): void {
    for (const group of changed) {
      for (const content of contentsOf(group)) this.groupOf.set(content, group);
    }
    // Afterwards, so that a place in the maps is not given up and taken anew.
    for (const group of before) {
      for (const content of contentsOf(group)) {
        if (this.groupOf.get(content) === group) this.groupOf.delete(content);
      }
    }
  }
}
