import type { ContentNode } from './build-groups-candidates.ts';
import type { GroupingInput, PictureKey } from './build-groups-input.ts';
import { liveVerdict, type Star } from './build-groups-stars.ts';
import type { Group, GroupId } from './group.ts';
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

/** One direction only, so that both ends of a link agree on whether there is one. */
function isAccepted(
  a: ContentNode,
  b: ContentNode,
  input: GroupingInput,
): boolean {
  const [first, second] = a.content < b.content ? [a, b] : [b, a];
  return liveVerdict(first, second, input)?.kind === 'accepted';
}

/**
 * Adds "also similar via …": photos outside a group with an accepted edge into it. They are links
 * for the eye; nothing is ever moved because of one.
 */
export function linkGroups(
  grouped: readonly GroupedStar[],
  input: GroupingInput,
): Group[] {
  // Most parts are one star: nothing lies outside.
  if (grouped.length === 1) {
    return grouped.flatMap(({ group }) => group ?? []);
  }
  const groupOf = new Map<ContentHash, GroupId | undefined>();
  const byPicture = new Map<PictureKey, ContentNode[]>();
  for (const { star, group } of grouped) {
    for (const node of nodesOf(star)) {
      groupOf.set(node.content, group?.id);
      const same = byPicture.get(node.picture);
      if (same) same.push(node);
      else byPicture.set(node.picture, [node]);
    }
  }
  return grouped.flatMap(({ star, group }) => {
    if (group === undefined) return [];
    const links = new Map<ContentHash, Link>();
    const inside = nodesOf(star);
    const own = new Set(inside.map(({ content }) => content));
    const ownShots = companionKeys(group);
    const sorted = [...inside].sort((a, b) => (a.content < b.content ? -1 : 1));
    for (const node of sorted) {
      for (const other of nodesNear(node, byPicture, input)) {
        if (own.has(other.content) || links.has(other.content)) continue;
        if (ownShots.has(other.best.photo.key)) continue;
        if (!isAccepted(node, other, input)) continue;
        const id = groupOf.get(other.content);
        links.set(other.content, {
          photo: other.best.photo,
          via: node.best.photo.key,
          ...(id === undefined ? {} : { group: id }),
        });
      }
    }
    const alsoSimilar = [...links.values()].sort((a, b) =>
      a.photo.key < b.photo.key ? -1 : 1,
    );
    return [{ ...group, alsoSimilar }];
  });
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
  { edges }: GroupingInput,
): Generator<ContentNode> {
  yield* byPicture.get(node.picture) ?? [];
  for (const picture of edges.neighbours(node.picture)) {
    yield* byPicture.get(picture) ?? [];
  }
}
