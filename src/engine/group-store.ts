import type { Group, GroupCategory, GroupId } from '../domain/group.ts';
import type { ListedGroup } from '../domain/listed-group.ts';
import { listPacked } from '../domain/packed-groups.ts';
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
 * at what changed; the order, a list of all of them, is made anew when it is asked for.
 */
export class GroupStore {
  private readonly groups = new Map<GroupId, ListedGroup>();
  private readonly strings = new SharedStrings();
  private readonly decoder = new TextDecoder();
  /** What changed since the order was made, and how it stands there. */
  private readonly changed = new Map<GroupId, ListedGroup | undefined>();
  private order: readonly ListedGroup[] = [];
  private sums: GroupTotals = NO_TOTALS;

  clear(): void {
    this.groups.clear();
    this.changed.clear();
    this.order = [];
    this.sums = NO_TOTALS;
  }

  apply({ upserts, removed }: Pick<GroupChanges, 'upserts' | 'removed'>): void {
    const sums = { ...this.sums, categories: { ...this.sums.categories } };
    const leave = (id: GroupId): void => {
      const known = this.groups.get(id);
      if (!this.changed.has(id)) this.changed.set(id, known);
      if (known !== undefined) addTo(sums, known, -1);
    };
    for (const id of removed) {
      leave(id);
      this.groups.delete(id);
    }
    this.strings.share([upserts.facts, upserts.shapes]);
    for (const group of listPacked(upserts, this.decoder)) {
      leave(group.id);
      addTo(sums, group, 1);
      this.groups.set(group.id, group);
    }
    this.sums = sums;
  }

  get(id: GroupId): Group | undefined {
    return this.groups.get(id)?.whole();
  }

  /** Largest saving first, then by id: the order does not depend on arrival. Never changed later. */
  sorted(): readonly ListedGroup[] {
    if (this.changed.size > 0) {
      const places = [...this.changed.values()]
        .filter((group) => group !== undefined)
        .map((group) => placeIn(this.order, group, 0))
        .sort((a, b) => a - b);
      this.order = this.merged(without(this.order, places));
      this.changed.clear();
    }
    return this.order;
  }

  totals(): GroupTotals {
    return this.sums;
  }

  /** What changed in its places among what is left of the order: looks at few of the others. */
  private merged(left: readonly ListedGroup[]): readonly ListedGroup[] {
    const fresh = [...this.changed.keys()]
      .map((id) => this.groups.get(id))
      .filter((group) => group !== undefined)
      .sort(compare);
    const parts: ListedGroup[][] = [];
    let taken = 0;
    for (const group of fresh) {
      const place = placeIn(left, group, taken);
      parts.push(left.slice(taken, place), [group]);
      taken = place;
    }
    return joined([...parts, left.slice(taken)]);
  }
}

/** Largest weight first, then by id. */
function compare(a: ListedGroup, b: ListedGroup): number {
  const byWeight = b.weightBytes - a.weightBytes;
  return byWeight === 0 ? (a.id < b.id ? -1 : 1) : byWeight;
}

/** How many of the order, from `from` on, stand before this one. */
function placeIn(
  order: readonly ListedGroup[],
  group: ListedGroup,
  from: number,
): number {
  let low = from;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = order[middle];
    if (other !== undefined && other !== group && compare(group, other) > 0)
      low = middle + 1;
    else high = middle;
  }
  return low;
}

function without(
  order: readonly ListedGroup[],
  places: readonly number[],
): readonly ListedGroup[] {
  if (places.length === 0) return order;
  const parts: ListedGroup[][] = [];
  let from = 0;
  for (const place of places) {
    parts.push(order.slice(from, place));
    from = place + 1;
  }
  return joined([...parts, order.slice(from)]);
}

/** As flat(), which takes several times as long. */
function joined(parts: readonly (readonly ListedGroup[])[]): ListedGroup[] {
  const all: ListedGroup[] = [];
  for (const part of parts) {
    for (const group of part) all.push(group);
  }
  return all;
}

/** Counts a group in, or out again. */
function addTo(
  sums: GroupTotals & { categories: Record<GroupCategory, number> },
  group: ListedGroup,
  sign: 1 | -1,
): void {
  sums.groups += sign;
  sums.categories[group.category] += sign;
  sums.freeableBytes += sign * group.weightBytes;
  sums.toMoveBytes += sign * group.toMoveBytes;
  sums.toMove += sign * group.toMove;
  sums.toMoveCompanions += sign * group.toMoveCompanions;
}
