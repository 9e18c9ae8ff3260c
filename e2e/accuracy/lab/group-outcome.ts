import type { Group } from '../../../src/domain/group.ts';
import type { FileKey } from '../../../src/domain/photo-id.ts';
import type { CopyOutcome, LabGroup } from './lab-results.ts';

/** A group with paths alone, to hand it over. */
export function labGroup(group: Group): LabGroup {
  return {
    keeper: group.keeper.path,
    isAbstained: group.keeperChoice.kind === 'abstained',
    members: group.members.map(({ photo, relation, evidence, state }) => ({
      path: photo.path,
      relation: relation.kind,
      rule: evidence.rule,
      isProposed: state === 'move',
    })),
  };
}

/** How a pair came out: the groups are those of an original and one copy of it. */
export function copyOutcome(
  groups: readonly Group[],
  originalKey: FileKey,
): CopyOutcome {
  const [group] = groups;
  const [member] = group?.members ?? [];
  if (group === undefined || member === undefined) return { kind: 'apart' };
  const { keeperChoice: choice } = group;
  return {
    kind: 'grouped',
    relation: member.relation.kind,
    keeper: group.keeper.key === originalKey ? 'original' : 'copy',
    isAbstained: choice.kind === 'abstained',
    isProposed: member.state === 'move',
    words:
      choice.kind === 'abstained'
        ? choice.words
        : choice.reasons.map(({ words }) => words).join('; '),
  };
}
