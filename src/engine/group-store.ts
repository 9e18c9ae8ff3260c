import {
  bundleBytes,
  movableBytes,
  type Group,
  type GroupCategory,
  type GroupId,
  type GroupMember,
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

/** A group as it stands in the order. */
interface Placed {
  group: Group;
  weightBytes: number;
}

/**
 * The page's copy of the groups, kept up to date from the matcher's changes. A change costs a look
 * at what changed; the order, a list of all of them, is made anew when it is asked for.
 */
export class GroupStore {
  private readonly groups = new Map<GroupId, Group>();
  private readonly weights = new Map<GroupId, number>();
  private readonly strings = new SharedStrings();
  /** What changed since the order was made, and how it stands there. */
  private readonly changed = new Map<GroupId, Placed | undefined>();
  private order: readonly Group[] = [];
  private sums: GroupTotals = NO_TOTALS;

  clear(): void {
    this.groups.clear();
    this.weights.clear();
    this.changed.clear();
    this.order = [];
    this.sums = NO_TOTALS;
  }

  apply(changes: GroupChanges): void {
    const sums = { ...this.sums, categories: { ...this.sums.categories } };
    const leave = (id: GroupId): void => {
      const known = this.groups.get(id);
      this.noteChange(id, known);
      if (known !== undefined) addTo(sums, known, -1);
    };
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
  }

  get(id: GroupId): Group | undefined {
    return this.groups.get(id);
  }

  member(id: GroupId, key: FileKey): GroupMember | undefined {
    return this.groups.get(id)?.members.find((one) => one.photo.key === key);
  }

  /** Largest saving first, then by id: the order does not depend on arrival. Never changed later. */
  sorted(): readonly Group[] {
    if (this.changed.size > 0) {
      // Found by what was known of them when the order was made.
      const places = [...this.changed.values()]
        .filter((placed) => placed !== undefined)
        .map((placed) => placeIn(this.order, placed, 0, this.weightThen))
        .sort((a, b) => a - b);
      this.order = this.merged(without(this.order, places));
      this.changed.clear();
    }
    return this.order;
  }

  totals(): GroupTotals {
    return this.sums;
  }

  private noteChange(id: GroupId, known: Group | undefined): void {
    if (this.changed.has(id)) return;
    this.changed.set(
      id,
      known && { group: known, weightBytes: this.weightNow(known) },
    );
  }

  /** What changed in its places among what is left of the order: looks at few of the others. */
  private merged(left: readonly Group[]): readonly Group[] {
    const fresh = [...this.changed.keys()]
      .map((id) => this.groups.get(id))
      .filter((group) => group !== undefined)
      .map((group) => ({ group, weightBytes: this.weightNow(group) }))
      .sort((a, b) => compare(a, b.group, b.weightBytes));
    const parts: Group[][] = [];
    let taken = 0;
    for (const placed of fresh) {
      const place = placeIn(left, placed, taken, this.weightNow);
      parts.push(left.slice(taken, place), [placed.group]);
      taken = place;
    }
    // Copies whole parts at once, as flat() does not.
    return new Array<Group>().concat(...parts, left.slice(taken));
  }

  private readonly weightNow = ({ id }: Group): number =>
    this.weights.get(id) ?? 0;

  /** When the order was made. */
  private readonly weightThen = (group: Group): number =>
    this.changed.get(group.id)?.weightBytes ?? this.weightNow(group);
}

/** Largest weight first, then by id. */
function compare(a: Placed, b: Group, bWeightBytes: number): number {
  const byWeight = bWeightBytes - a.weightBytes;
  return byWeight === 0 ? (a.group.id < b.id ? -1 : 1) : byWeight;
}

/** How many of the order, from `from` on, stand before this one. */
function placeIn(
  order: readonly Group[],
  placed: Placed,
  from: number,
  weightOf: (group: Group) => number,
): number {
  let low = from;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = order[middle];
    if (
      other !== undefined &&
      other !== placed.group &&
      compare(placed, other, weightOf(other)) > 0
    )
      low = middle + 1;
    else high = middle;
  }
  return low;
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
