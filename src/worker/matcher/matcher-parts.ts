import type { ContentNode } from '../../domain/build-groups-candidates.ts';
import { groupsOfPart } from '../../domain/build-groups.ts';
import type { Group } from '../../domain/group.ts';
import type { Edge, EdgeEnd, KnownPart } from './matcher-edge-book.ts';
import type { MatcherEdges } from './matcher-edges.ts';
import { groupFinder } from './matcher-group-book.ts';
import type { MatcherNodes, Preparing } from './matcher-nodes.ts';

/** Contents with the groups made of them. */
export type MadePart = Omit<KnownPart, 'links'>;

/**
 * Parts that edges connect, with their groups. The same contents, connected by the same edges, give
 * the same groups, so a slider that comes back finds those that it left.
 */
export class MatcherParts {
  private readonly edges: MatcherEdges;
  private readonly nodes: MatcherNodes;

  constructor(edges: MatcherEdges, nodes: MatcherNodes) {
    this.edges = edges;
    this.nodes = nodes;
  }

  /** @param ends all that accepted or open edges connect with one of them */
  madeOf(ends: readonly EdgeEnd[], by: Preparing): MadePart {
    const [first] = ends;
    return first !== undefined && ends.length === 1
      ? this.madeOfOne(first, by)
      : this.madeOfSeveral(ends, by);
  }

  private madeOfOne(end: EdgeEnd, by: Preparing): MadePart {
    const prepared = this.nodes.of(end, by);
    const { nodes } = prepared;
    const groups = (prepared.alone ??= groupsOfPart(nodes, by.rules));
    return { nodes, groups, isWhole: isWhole(nodes, groups) };
  }

  private madeOfSeveral(ends: readonly EdgeEnd[], by: Preparing): KnownPart {
    const nodes: ContentNode[] = [];
    for (const end of ends) nodes.push(...this.nodes.of(end, by).nodes);
    const links = this.edges.linksAmong(ends);
    const known = links[0]?.part;
    if (known !== undefined && isStill(known, nodes, links)) return known;
    const groups = groupsOfPart(nodes, by.rules);
    // A copy, because an array that was pushed to keeps room for 16 more.
    const part = {
      nodes: [...nodes],
      links: links.length,
      groups,
      isWhole: isWhole(nodes, groups),
    };
    for (const link of links) link.part = part;
    return part;
  }
}

function isWhole(
  nodes: readonly ContentNode[],
  groups: readonly Group[],
): boolean {
  const [group, next] = groups;
  if (group === undefined) return true;
  if (next !== undefined) return false;
  const groupOf = groupFinder(groups);
  return nodes.every(({ content }) => groupOf(content) === group);
}

/** An edge that came to say something else does not lead to the part any more. */
function isStill(
  part: KnownPart,
  nodes: readonly ContentNode[],
  links: readonly Edge[],
): boolean {
  return (
    part.links === links.length &&
    part.nodes.length === nodes.length &&
    links.every((link) => link.part === part) &&
    (nodes.every((node, at) => node === part.nodes[at]) ||
      isSame(nodes, part.nodes))
  );
}

/** Whether two lists hold the same, in any order. */
function isSame(
  some: readonly ContentNode[],
  others: readonly ContentNode[],
): boolean {
  const known = new Set(others);
  return some.every((node) => known.has(node));
}
