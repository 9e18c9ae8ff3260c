import type { Group, GroupMember } from '../domain/group.ts';
import type { FileKey } from '../domain/photo-id.ts';
import { fileName } from '../domain/photo.ts';
import type { AppEngine } from '../engine/app-engine.ts';
import type { ReviewCommand } from './review-keys.ts';
import { besideMember } from './review-walk.ts';

/** What a person decides about a member. */
export type DecisionCommand = Extract<
  ReviewCommand,
  'keep' | 'move' | 'swap' | 'not-same'
>;

const DECISIONS: readonly ReviewCommand[] = [
  'keep',
  'move',
  'swap',
  'not-same',
];

export function isDecision(command: ReviewCommand): command is DecisionCommand {
  return DECISIONS.includes(command);
}

/** What follows on the screen. */
export interface DecisionEcho {
  /** Said to those who do not see it. */
  words: string;
  /** On to what is undecided; the same photo; or another one of the group. */
  next: 'advance' | 'stay' | { select: FileKey | undefined };
  /** The picture goes to where things are counted that leave. */
  isLeaving?: boolean;
}

/** Tells the engine, and says what follows on the screen. */
export function decideMember(
  engine: AppEngine,
  command: DecisionCommand,
  group: Group,
  member: GroupMember,
): DecisionEcho {
  const { key, path, isProtected } = member.photo;
  const name = fileName(path);
  switch (command) {
    case 'keep':
      void engine.keep(group.id, key);
      return { words: `${name} stays`, next: 'advance' };
    case 'move':
      if (isProtected)
        return {
          words: `${name} is in a protected folder, so it stays`,
          next: 'stay',
        };
      void engine.move(group.id, key);
      return {
        words: `${name} will be moved aside`,
        next: 'advance',
        isLeaving: true,
      };
    case 'swap':
      void engine.makeKeeper(group.id, key);
      // The former keeper is what one wants to see beside the new one.
      return {
        words: `${name} is the one to keep now`,
        next: { select: group.keeper.key },
      };
    case 'not-same':
      void engine.notDuplicates(group.id, key);
      return {
        words: `${name} is not the same photo`,
        next: { select: besideMember(group, member, 1)?.photo.key },
      };
  }
}
