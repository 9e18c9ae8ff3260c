import { contentNode } from './build-groups-candidates.ts';
import { connectedParts } from './build-groups-components.ts';
import type { GroupingInput } from './build-groups-input.ts';
import { linkGroups } from './build-groups-links.ts';
import { groupOfStar } from './build-groups-members.ts';
import { cutIntoStars } from './build-groups-stars.ts';
import type { Group } from './group.ts';

export type {
  ContentCopies,
  EdgeSource,
  GroupingInput,
  PictureKey,
} from './build-groups-input.ts';

/**
 * Groups photos as stars around keepers (DESIGN §2.4): every member has an edge of its own to the
 * keeper, never one by way of another member, and no file is in two groups. Pure; the result is
 * the same whatever the order of the input.
 *
 * Parts that no edge connects do not influence each other, so grouping them apart gives the same
 * groups as grouping them together.
 *
 * @returns groups by id
 */
export function buildGroups(input: GroupingInput): Group[] {
  const nodes = input.contents.map((copies) => contentNode(copies, input));
  return connectedParts(nodes, input.edges)
    .flatMap((part) => {
      const stars = cutIntoStars(part, input);
      return linkGroups(
        stars.map((star) => ({ star, group: groupOfStar(star, input) })),
        input,
      );
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
