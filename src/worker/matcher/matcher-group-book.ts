import type { Group, GroupId } from '../../domain/group.ts';
import type { ContentHash } from '../../domain/photo-id.ts';
import type { MatcherGroupChange } from './matcher-group-change.ts';

/** What the page has to be told. */
export interface GroupDiff {
  upserts: Group[];
  removed: GroupId[];
}

/** Where contents of one picture stand. */
export interface Seat {
  /** The groups that hold something of the picture, all of them; undefined before it was grouped. */
  groups: readonly Group[] | undefined;
}

/**
 * The groups as the page knows them. Contents are found by their picture's seat, which stays the
 * same while groups come and go: a slider that moves thousands of groups looks up no name.
 */
export class MatcherGroupBook {
  private readonly seats = new Map<ContentHash, Seat>();
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
    for (const group of this.seats.get(content)?.groups ?? []) {
      if (isIn(group, content)) return group;
    }
    return undefined;
  }

  /** Contents that share a group with this one, itself included; some may come twice. */
  companions(content: ContentHash): Iterable<ContentHash> {
    const group = this.groupOfContent(content);
    return group ? contentsOf(group) : [content];
  }

  /** From now on a content stands where this seat says. */
  seat(content: ContentHash, seat: Seat): void {
    this.seats.set(content, seat);
  }

  /** A content stands in no group. */
  unseat(content: ContentHash): void {
    this.seats.delete(content);
  }

  /**
   * Takes groups that are no more from the seats that still say them: of contents that have gone
   * themselves, and are to be regrouped later.
   */
  clear(gone: Iterable<Group>): void {
    for (const group of gone) {
      for (const content of contentsOf(group)) {
        const seat = this.seats.get(content);
        if (seat?.groups?.includes(group) !== true) continue;
        seat.groups = seat.groups.filter((one) => one !== group);
      }
    }
  }

  /** A change has been made: all seats that it concerns say so already. */
  note(change: MatcherGroupChange): GroupDiff {
    const { before, changed, upserts, removed } = change.result();
    this.onReplaced(before, changed);
    return { upserts, removed };
  }
}

/** Contents of several files come several times. */
function contentsOf({ keeper, members }: Group): ContentHash[] {
  return [keeper.content, ...members.map(({ photo }) => photo.content)];
}

/** Whether a group holds a content. */
export function isIn(
  { keeper, members }: Group,
  content: ContentHash,
): boolean {
  return (
    keeper.content === content ||
    members.some(({ photo }) => photo.content === content)
  );
}

/**
 * Says in which of some groups a content stands. Of the few photos that most groups hold it is
 * sought; where there are many, asking for each would take time by the square.
 */
export function groupFinder(
  groups: readonly Group[],
): (content: ContentHash) => Group | undefined {
  const [group, next] = groups;
  if (group === undefined) return () => undefined;
  if (next === undefined && group.members.length <= FEW_MEMBERS) {
    return (content) => (isIn(group, content) ? group : undefined);
  }
  const found = new Map<ContentHash, Group>();
  for (const one of groups) {
    for (const content of contentsOf(one)) found.set(content, one);
  }
  return (content) => found.get(content);
}

const FEW_MEMBERS = 16;
