import type { Group } from '../domain/group.ts';
import { countOf } from './format-numbers.ts';

/**
 * What is left to decide in a group without a chosen keeper, beside the pair that its words name:
 * who else is in doubt, and what becomes of the rest. Undefined when the pair is all there is.
 */
export function doubtWords({
  keeperChoice,
  members,
}: Pick<Group, 'keeperChoice' | 'members'>): string | undefined {
  if (keeperChoice.kind === 'chosen') return undefined;
  const { rivals } = keeperChoice;
  const more = rivals.length - 1;
  const hasOthers = members.some(
    ({ photo, isDecided }) => !isDecided && !rivals.includes(photo.key),
  );
  const follows = 'what is proposed for the others follows from';
  if (more === 0)
    return hasOthers ? `Decide this first: ${follows} it.` : undefined;
  const inDoubt = `${countOf(more, 'more photo')} ${more === 1 ? 'is' : 'are'} in doubt here`;
  return hasOthers
    ? `${inDoubt}. Decide these first: ${follows} them.`
    : `${inDoubt}.`;
}
