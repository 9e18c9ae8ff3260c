import type { Group, GroupMember } from '../domain/group.ts';
import type { ListedGroup } from '../domain/listed-group.ts';
import type { FileKey } from '../domain/photo-id.ts';

/** The open member of a group: the one asked for, or the first. */
export function openMember(
  group: Group,
  file: FileKey | undefined,
): GroupMember | undefined {
  return (
    group.members.find(({ photo }) => photo.key === file) ?? group.members[0]
  );
}

/** The member before or after, staying within the group. */
export function besideMember(
  group: Group,
  from: GroupMember,
  step: 1 | -1,
): GroupMember | undefined {
  return group.members[group.members.indexOf(from) + step];
}

/** After a decision: the next member nobody has decided on, in a circle; none when all are done. */
export function nextUndecided(
  group: Group,
  from: GroupMember,
): GroupMember | undefined {
  const at = group.members.indexOf(from);
  const circle = [
    ...group.members.slice(at + 1),
    ...group.members.slice(0, Math.max(0, at)),
  ];
  return circle.find((member) => !member.isDecided);
}

/** The group before or after in the visible list; the first one where the open one is not in it. */
export function besideGroup(
  visible: readonly ListedGroup[],
  from: ListedGroup | undefined,
  step: 1 | -1,
): ListedGroup | undefined {
  const at = visible.findIndex(({ id }) => id === from?.id);
  return at < 0 ? visible[0] : visible[at + step];
}
