import { contentNode, type ContentNode } from './build-groups-candidates.ts';
import { connectedParts } from './build-groups-components.ts';
import type {
  GroupingInput,
  GroupingRules,
  PictureKey,
} from './build-groups-input.ts';
import { linkGroups } from './build-groups-links.ts';
import { groupOfStar } from './build-groups-members.ts';
import { cutIntoStars } from './build-groups-stars.ts';
import type { Group } from './group.ts';

export type {
  ContentCopies,
  EdgeSource,
  GroupingInput,
  GroupingRules,
  PictureKey,
} from './build-groups-input.ts';

/**
 * Groups photos as stars around keepers: every member has an edge of its own to the
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
    .flatMap((part) => groupsOfPart(part, input))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/**
 * The groups of some prepared contents. For those who know already which contents belong together:
 * all that edges connect with one of them must be among them.
 *
 * @returns groups in any order
 */
export function groupsOfPart(
  part: readonly ContentNode[],
  rules: GroupingRules,
): Group[] {
  const [first] = part;
  // Most pictures of a library whose threshold was lowered: there is nothing to weigh.
  if (first === undefined) return [];
  if (part.length === 1 && first.photos.length === 1) return [];
  const own = part.length > MANY_CONTENTS ? withKnownNeighbours(rules) : rules;
  const grouped = cutIntoStars(part, own).map((star) => ({
    star,
    group: groupOfStar(star, own),
  }));
  return linkGroups(grouped, own);
}

/** After each star that is cut from a part, all that is left of it is gone over. */
const MANY_CONTENTS = 16;

/** The same edges; each picture's neighbours are asked for once. */
function withKnownNeighbours(rules: GroupingRules): GroupingRules {
  const { edges } = rules;
  const known = new Map<PictureKey, readonly PictureKey[]>();
  return {
    ...rules,
    edges: {
      neighbours: (picture) => {
        let found = known.get(picture);
        if (found === undefined) {
          found = [...edges.neighbours(picture)];
          known.set(picture, found);
        }
        return found;
      },
      verdict: (keeper, member) => edges.verdict(keeper, member),
      flaws: (picture, beside) => edges.flaws(picture, beside),
    },
  };
}
