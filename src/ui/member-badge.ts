import type { IconName } from './components/icon.ts';
import type { Group, GroupMember } from '../domain/group.ts';

/** State by shape, word and colour; never by colour alone. */
export interface Badge {
  look: 'keep' | 'kept-too' | 'move' | 'undecided';
  icon: IconName;
  words: string;
}

/** An abstaining group has no keeper yet, only a first photo. */
export function keeperBadge(group: Group): Badge {
  return group.keeperChoice.kind === 'abstained'
    ? { look: 'undecided', icon: 'pin', words: 'Your choice' }
    : { look: 'keep', icon: 'pin', words: 'Keep' };
}

/** What will happen to a member. */
export function memberBadge(member: GroupMember): Badge {
  if (member.state === 'move')
    return { look: 'move', icon: 'away', words: 'Move' };
  if (member.state === 'keep')
    return { look: 'kept-too', icon: 'check', words: 'Keep too' };
  return member.isBeingChecked
    ? { look: 'undecided', icon: 'eye', words: 'Being checked' }
    : { look: 'undecided', icon: 'help', words: 'Undecided' };
}
