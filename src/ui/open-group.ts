import type { Group, GroupId } from '../domain/group.ts';
import type { ListedGroup } from '../domain/listed-group.ts';
import { groupNear, visibleGroups, type GroupFilter } from './review-list.ts';

/** What the review is asked to show. */
export interface OpenGroupWish {
  groups: readonly ListedGroup[];
  filter: GroupFilter;
  /** What the address names; the group may have another id by now. */
  name: string | undefined;
  /** With no name, the first of the list is open. */
  opensFirst: boolean;
}

/**
 * Which group of the review is open, and where it stands, while groups come, go and change their
 * ids. Looks through all groups only when they, the filter or the place have changed.
 */
export class OpenGroup {
  /** The groups that pass the filter. */
  visible: readonly ListedGroup[] = [];
  /** The open group as the list has it. */
  listed: ListedGroup | undefined;
  /** All of it: the same object as long as the group is the same. */
  group: Group | undefined;
  /** What `visible` was made from. */
  private shown: Pick<OpenGroupWish, 'groups' | 'filter'> | undefined;
  /** Where the open group stood, for when it is gone. */
  private lastIndex = 0;

  follow(wish: OpenGroupWish): void {
    const { groups, filter } = wish;
    if (this.shown?.groups !== groups || this.shown.filter !== filter) {
      this.visible = visibleGroups(groups, filter);
      this.shown = { groups, filter };
    }
    const found = this.find(wish);
    if (found !== this.listed) this.group = found?.whole();
    this.listed = found;
    this.lastIndex = this.place ?? this.lastIndex;
  }

  /** The id of the open group, when it is not the one that was asked for. */
  otherThan(name: string | undefined): GroupId | undefined {
    return this.group?.id === name ? undefined : this.group?.id;
  }

  /** The group in the list that is named so; most often the open one. */
  named(name: string | undefined): ListedGroup | undefined {
    return this.listed?.id === name
      ? this.listed
      : this.visible.find(({ id }) => id === name);
  }

  /** Its place in the list; undefined when none is open or the filter hides it. */
  get place(): number | undefined {
    const { listed, visible } = this;
    if (listed === undefined) return undefined;
    if (visible[this.lastIndex] === listed) return this.lastIndex;
    const place = visible.indexOf(listed);
    return place < 0 ? undefined : place;
  }

  private find({
    groups,
    name,
    opensFirst,
  }: OpenGroupWish): ListedGroup | undefined {
    if (name === undefined) return opensFirst ? this.visible[0] : undefined;
    const known = this.visible[this.lastIndex];
    if (known?.id === name) return known;
    const { group, lastIndex } = this;
    // It may stand elsewhere now, or have another id: most often not far from where it stood.
    const found = groupNear(groups, lastIndex, (one) =>
      group?.id === name
        ? one.id === name || one.files().includes(group.keeper.key)
        : one.id === name,
    );
    if (found !== undefined) return found;
    const keeper = group?.id === name ? undefined : group?.keeper.key;
    return (
      (keeper &&
        groupNear(groups, lastIndex, (one) => one.files().includes(keeper))) ??
      this.visible[Math.min(lastIndex, this.visible.length - 1)]
    );
  }
}
