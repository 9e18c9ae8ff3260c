import {
  movableBytes,
  type Group,
  type GroupId,
  type GroupMember,
  type PhotoSummary,
} from '../domain/group.ts';
import type { FileKey } from '../domain/photo-id.ts';
import type { GroupChanges } from '../protocol/matcher-protocol.ts';
import type { GroupTotals } from './app-state.ts';

export const NO_TOTALS: GroupTotals = {
  groups: 0,
  toMove: 0,
  toMoveBytes: 0,
  freeableBytes: 0,
};

/** The page's copy of the groups, kept up to date from the matcher's changes. */
export class GroupStore {
  private readonly groups = new Map<GroupId, Group>();

  clear(): void {
    this.groups.clear();
  }

  apply(changes: GroupChanges): void {
    for (const id of changes.removed) {
      this.groups.delete(id);
    }
    for (const group of changes.upserts) {
      this.groups.set(group.id, group);
    }
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

  /** Largest saving first, then by id: the order does not depend on arrival. */
  sorted(): Group[] {
    const weights = new Map<GroupId, number>();
    for (const group of this.groups.values()) {
      weights.set(group.id, weightBytes(group));
    }
    return [...this.groups.values()].sort((a, b) => {
      const byWeight = (weights.get(b.id) ?? 0) - (weights.get(a.id) ?? 0);
      return byWeight === 0 ? (a.id < b.id ? -1 : 1) : byWeight;
    });
  }

  totals(): GroupTotals {
    const totals = { ...NO_TOTALS };
    for (const group of this.groups.values()) {
      totals.groups += 1;
      totals.freeableBytes += weightBytes(group);
      totals.toMoveBytes += movableBytes(group);
      totals.toMove += group.members.filter(
        (member) => member.state === 'move',
      ).length;
    }
    return totals;
  }
}

/** Everything but the keeper; protected copies cannot be moved. Steady while deciding. */
function weightBytes(group: Group): number {
  return group.members
    .filter((member) => !member.photo.isProtected)
    .reduce((sum, member) => sum + member.photo.sizeBytes, 0);
}
