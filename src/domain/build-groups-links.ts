import { groupBy } from './group-by.ts';
import type { ContentNode } from './build-groups-candidates.ts';
import type { GroupingRules, PictureKey } from './build-groups-input.ts';
import {
  liveVerdict,
  type LiveVerdict,
  type Star,
} from './build-groups-stars.ts';
import type { Group, GroupId, OpenLink } from './group.ts';
import { inverseTransform } from './judge-edge-geometry.ts';
import type { ContentHash, FileKey } from './photo-id.ts';

type Link = Group['alsoSimilar'][number];

/** A star and the group made of it, if it has company. */
export interface GroupedStar {
  star: Star;
  group: Group | undefined;
}

function nodesOf({ keeper, rays }: Star): ContentNode[] {
  return [keeper, ...rays.map(({ node }) => node)];
}

/** An edge from a node inside a group to one outside. */
interface Edge {
  inside: ContentNode;
  outside: ContentNode;
  verdict: LiveVerdict;
}

/** Judged in one direction only, so that both ends of a link agree on whether there is one. */
function edgeBetween(
  inside: ContentNode,
  outside: ContentNode,
  input: GroupingRules,
): Edge | undefined {
  const isForward = inside.content < outside.content;
  const verdict = isForward
    ? liveVerdict(inside, outside, input)
    : liveVerdict(outside, inside, input);
  return verdict && { inside, outside, verdict };
}

function bitsOf({ verdict: { evidence } }: Edge): number {
  return evidence.pHash256Bits ?? 0;
}

/** Closest first, whatever the order of the files. */
function compareEdges(a: Edge, b: Edge): number {
  const byBits = bitsOf(a) - bitsOf(b);
  if (byBits !== 0) return byBits;
  return a.inside.content < b.inside.content ? -1 : 1;
}

/**
 * Adds "also similar via …": photos outside a group with an accepted edge into it. They are links
 * for the eye; nothing is ever moved because of one.
 */
export function linkGroups(
  grouped: readonly GroupedStar[],
  input: GroupingRules,
): Group[] {
  // Most parts are one star: nothing lies outside.
  const [first] = grouped;
  if (grouped.length === 1) return first?.group ? [first.group] : [];
  const groupOf = new Map<ContentHash, GroupId | undefined>();
  for (const { star, group } of grouped) {
    for (const { content } of nodesOf(star)) groupOf.set(content, group?.id);
  }
  const nodes = grouped.flatMap(({ star }) => nodesOf(star));
  const byPicture = groupBy(nodes, ({ picture }) => picture);
  return grouped.flatMap(({ star, group }) => {
    if (group === undefined) return [];
    const nearest = edgesOutOf(star, group, byPicture, input);
    const alsoSimilar: Link[] = [];
    const openLinks: OpenLink[] = [];
    for (const edge of nearest) {
      if (edge.verdict.kind === 'accepted') {
        const id = groupOf.get(edge.outside.content);
        alsoSimilar.push({
          photo: edge.outside.best.photo,
          via: edge.inside.best.photo.key,
          ...(id === undefined ? {} : { group: id }),
        });
      } else openLinks.push(openLink(edge));
    }
    return [
      {
        ...group,
        alsoSimilar,
        ...(openLinks.length === 0 ? {} : { openLinks }),
      },
    ];
  });
}

/**
 * For each content outside that is near a member, its closest edge that no look has refused. So
 * at most one look at a time is asked for each, the closest first, until one of them accepts it.
 */
function edgesOutOf(
  star: Star,
  group: Group,
  byPicture: ReadonlyMap<PictureKey, readonly ContentNode[]>,
  input: GroupingRules,
): Edge[] {
  const inside = nodesOf(star);
  const own = new Set(inside.map(({ content }) => content));
  const ownShots = companionKeys(group);
  const nearest = new Map<ContentHash, Edge>();
  for (const node of inside) {
    for (const other of nodesNear(node, byPicture, input)) {
      if (own.has(other.content) || ownShots.has(other.best.photo.key))
        continue;
      const edge = edgeBetween(node, other, input);
      const known = nearest.get(other.content);
      if (edge && (!known || compareEdges(edge, known) < 0)) {
        nearest.set(other.content, edge);
      }
    }
  }
  return [...nearest.values()].sort((a, b) =>
    a.outside.best.photo.key < b.outside.best.photo.key ? -1 : 1,
  );
}

function openLink({ inside, outside, verdict }: Edge): OpenLink {
  const isForward = inside.content < outside.content;
  const { transform } = verdict.relation;
  return {
    inside: inside.best.photo,
    outside: outside.best.photo,
    transform: isForward ? transform : inverseTransform(transform),
    pHash256Bits: verdict.evidence.pHash256Bits ?? 0,
  };
}

/** Files that stand in the group already, as companions of its photos. */
function companionKeys({ keeper, members }: Group): ReadonlySet<FileKey> {
  const keys = new Set<FileKey>();
  for (const { companions } of [keeper, ...members.map((one) => one.photo)]) {
    for (const { key } of companions ?? []) keys.add(key);
  }
  return keys;
}

function* nodesNear(
  node: ContentNode,
  byPicture: ReadonlyMap<PictureKey, readonly ContentNode[]>,
  { edges }: GroupingRules,
): Generator<ContentNode> {
  yield* byPicture.get(node.picture) ?? [];
  for (const picture of edges.neighbours(node.picture)) {
    yield* byPicture.get(picture) ?? [];
  }
}
