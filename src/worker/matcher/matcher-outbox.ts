import type { Group, GroupId } from '../../domain/group.ts';
import type { GroupDiff } from './matcher-group-book.ts';

/** Groups in one answer, some 1 KB each: packing them takes 2 ms, taking them in less than one. */
export const GROUPS_PER_ANSWER = 100;

/** Removed ids in one answer. */
const REMOVALS_PER_ANSWER = 10_000;

/** Changes on their way to the page, the latest of each group, handed out in portions. */
export class MatcherOutbox {
  private readonly upserts = new Map<GroupId, Group>();
  private readonly removed = new Set<GroupId>();

  get isEmpty(): boolean {
    return this.upserts.size === 0 && this.removed.size === 0;
  }

  /** Adds later changes: they replace what waits of the same groups. */
  add({ upserts, removed }: GroupDiff): void {
    for (const id of removed) {
      this.upserts.delete(id);
      this.removed.add(id);
    }
    for (const group of upserts) {
      this.removed.delete(group.id);
      this.upserts.set(group.id, group);
    }
  }

  /** Adds later changes that go out before all that waits. */
  addFirst(diff: GroupDiff): void {
    const waiting = [...this.upserts];
    this.upserts.clear();
    this.add(diff);
    for (const [id, group] of waiting) {
      if (!this.upserts.has(id) && !this.removed.has(id)) {
        this.upserts.set(id, group);
      }
    }
  }

  /** The next portion: what goes, before what comes. */
  take(): GroupDiff {
    const removed = first(this.removed, REMOVALS_PER_ANSWER);
    for (const id of removed) this.removed.delete(id);
    if (this.removed.size > 0) return { upserts: [], removed };
    const upserts = first(this.upserts.values(), GROUPS_PER_ANSWER);
    for (const { id } of upserts) this.upserts.delete(id);
    return { upserts, removed };
  }
}

function first<Item>(items: Iterable<Item>, limit: number): Item[] {
  const list: Item[] = [];
  for (const item of items) {
    if (list.length === limit) break;
    list.push(item);
  }
  return list;
}
