import {
  bundleBytes,
  movableBytes,
  type Group,
  type GroupCategory,
  type GroupId,
  type GroupMember,
  type PhotoSummary,
} from '../domain/group.ts';
import type { FileKey } from '../domain/photo-id.ts';
import type { GroupChanges } from '../protocol/matcher-protocol.ts';
import type { GroupTotals } from './app-state.ts';
import { SharedStrings } from './shared-strings.ts';

export const NO_TOTALS: GroupTotals = {
  groups: 0,
  toMove: 0,
  toMoveCompanions: 0,
  toMoveBytes: 0,
  freeableBytes: 0,
  categories: { identical: 0, 're-saved': 0, edited: 0, similar: 0 },
};

/**
 * The page's copy of the groups, kept up to date from the matcher's changes. A change costs a look
 * at what changed and one copy of the list.
 */
export class GroupStore {
  private readonly groups = new Map<GroupId, Group>();
  private readonly weights = new Map<GroupId, number>();
  private readonly strings = new SharedStrings();
  private order: readonly Group[] = [];
  private sums: GroupTotals = NO_TOTALS;

  clear(): void {
    this.groups.clear();
    this.weights.clear();
    this.order = [];
    this.sums = NO_TOTALS;
  }

  apply(changes: GroupChanges): void {
    const sums = { ...this.sums, categories: { ...this.sums.categories } };
    const leave = (id: GroupId): void => {
      const known = this.groups.get(id);
      if (known !== undefined) addTo(sums, known, -1);
    };
    // Found by what is known of them before the changes.
    const left = without(this.order, this.placesOf(changes));
    for (const id of changes.removed) {
      leave(id);
      this.groups.delete(id);
      this.weights.delete(id);
    }
    for (const group of changes.upserts) {
      leave(group.id);
      addTo(sums, group, 1);
      this.strings.share(group);
      this.groups.set(group.id, group);
      this.weights.set(group.id, weightBytes(group));
    }
    this.sums = sums;
    this.order = this.merged(left, changes.upserts);
  }

  get(id: GroupId): Group | undefined {
    return this.groups.get(id);
  }

  member(id: GroupId, key: FileKey): GroupMember | undefined {
    return this.groups.get(id)?.members.find((one) => one.photo.key === key);
  }

  /** A photo of any group. */
  photo(key: FileKey): PhotoSummary | undefined {
    for (const { keeper, members } of this.groups.values()) {
      const found =
        keeper.key === key
          ? keeper
          : members.find(({ photo }) => photo.key === key)?.photo;
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  /** Largest saving first, then by id: the order does not depend on arrival. Never changed later. */
  sorted(): readonly Group[] {
    return this.order;
  }

  totals(): GroupTotals {
    return this.sums;
  }

  /** Where the groups stand that are to go or to be replaced, in rising order. */
  private placesOf({ removed, upserts }: GroupChanges): number[] {
    const places = new Set<number>();
    for (const id of [...removed, ...upserts.map((group) => group.id)]) {
      const known = this.groups.get(id);
      if (known) places.add(this.placeIn(this.order, known, 0));
    }
    return [...places].sort((a, b) => a - b);
  }

  /** These in their places among what is left of the order: looks at few of the others. */
  private merged(
    left: readonly Group[],
    added: readonly Group[],
  ): readonly Group[] {
    const fresh = added
      .filter((group) => this.groups.get(group.id) === group)
      .sort((a, b) => this.compare(a, b));
    const parts: Group[][] = [];
    let taken = 0;
    for (const group of fresh) {
      const place = this.placeIn(left, group, taken);
      parts.push(left.slice(taken, place), [group]);
      taken = place;
    }
    // Copies whole parts at once, as flat() does not.
    return new Array<Group>().concat(...parts, left.slice(taken));
  }

  /** How many of them, from `from` on, stand before this one. */
  private placeIn(order: readonly Group[], group: Group, from: number): number {
    let low = from;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = order[middle];
      if (other !== undefined && this.compare(other, group) < 0)
        low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private compare(a: Group, b: Group): number {
    const byWeight =
      (this.weights.get(b.id) ?? 0) - (this.weights.get(a.id) ?? 0);
    return byWeight === 0 ? (a.id < b.id ? -1 : 1) : byWeight;
  }
}

/** Copies whole parts at once: a look at each of 80,000 groups would take some ms. */
function without(
  order: readonly Group[],
  places: readonly number[],
): readonly Group[] {
  if (places.length === 0) return order;
  const parts: Group[][] = [];
  let from = 0;
  for (const place of places) {
    parts.push(order.slice(from, place));
    from = place + 1;
  }
  return new Array<Group>().concat(...parts, order.slice(from));
}

/** Counts a group in, or out again. */
function addTo(
  sums: GroupTotals & { categories: Record<GroupCategory, number> },
  group: Group,
  sign: 1 | -1,
): void {
  sums.groups += sign;
  sums.categories[group.category] += sign;
  sums.freeableBytes += sign * weightBytes(group);
  sums.toMoveBytes += sign * movableBytes(group);
  for (const { photo, state } of group.members) {
    if (state !== 'move') continue;
    sums.toMove += sign;
    sums.toMoveCompanions += sign * (photo.companions?.length ?? 0);
  }
}

/** Everything but the keeper; protected copies cannot be moved. Steady while deciding. */
function weightBytes(group: Group): number {
  return group.members
    .filter((member) => !member.photo.isProtected)
    .reduce((sum, member) => sum + bundleBytes(member.photo), 0);
}
