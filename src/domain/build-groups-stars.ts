import { connectedParts } from './build-groups-components.ts';
import type { ContentNode } from './build-groups-candidates.ts';
import type { GroupingRules } from './build-groups-input.ts';
import { chooseKeeper } from './choose-keeper.ts';
import { areOneShot } from './holds-more.ts';
import type { EdgeVerdict } from './judge-edge.ts';

/** An edge that is not rejected. */
export type LiveVerdict = Exclude<EdgeVerdict, { kind: 'rejected' }>;

/** A keeper and the contents that have an edge of their own to it. */
export interface Star {
  keeper: ContentNode;
  /** Without the keeper; empty when the keeper's own copies are the whole group. */
  rays: readonly { node: ContentNode; verdict: LiveVerdict }[];
}

/**
 * Cuts connected contents into stars: the best content takes all its direct neighbours, and what
 * is left over starts again. Each content is in exactly one star. Stars of one content are kept,
 * because the content may have several files.
 */
export function cutIntoStars(
  part: readonly ContentNode[],
  input: GroupingRules,
): Star[] {
  const stars: Star[] = [];
  const waiting: (readonly ContentNode[])[] = [part];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const star = starOf(next, input);
    stars.push(star);
    if (star.rays.length === next.length - 1) continue;
    const taken = new Set([star.keeper, ...star.rays.map(({ node }) => node)]);
    const left = next.filter((node) => !taken.has(node));
    if (left.length > 0) waiting.push(...connectedParts(left, input.edges));
  }
  return stars;
}

function starOf(part: readonly ContentNode[], input: GroupingRules): Star {
  const keeper = bestNode(part, input);
  const rays: { node: ContentNode; verdict: LiveVerdict }[] = [];
  if (part.length === 1) return { keeper, rays };
  const near = new Set(input.edges.neighbours(keeper.picture));
  for (const node of part) {
    if (node === keeper) continue;
    if (node.picture !== keeper.picture && !near.has(node.picture)) continue;
    const verdict = liveVerdict(keeper, node, input);
    if (verdict !== undefined) rays.push({ node, verdict });
  }
  return { keeper, rays };
}

function bestNode(
  nodes: readonly ContentNode[],
  { keeperRules }: GroupingRules,
): ContentNode {
  const [first] = nodes;
  if (first !== undefined && nodes.length === 1) return first;
  const best = chooseKeeper(
    nodes.map((node) => node.best),
    keeperRules,
  );
  const node = nodes.find((one) => one.best === best);
  if (node === undefined) throw new Error('the best is not one of them');
  return node;
}

/**
 * The verdict on an edge, or undefined when it is rejected, a person said "not the same", or the two
 * are a RAW and a picture of its full size. Where both lie in one folder, the edge makes one row of
 * the shot and its copies.
 */
export function liveVerdict(
  keeper: ContentNode,
  member: ContentNode,
  { decisions, edges }: GroupingRules,
): LiveVerdict | undefined {
  if (decisions.isNotDuplicates(keeper.content, member.content)) {
    return undefined;
  }
  if (
    areOneShot(keeper.fingerprint, member.fingerprint) &&
    !haveCommonShot(keeper, member)
  ) {
    return undefined;
  }
  const verdict = edges.verdict(keeper.fingerprint, member.fingerprint);
  return verdict.kind === 'rejected' ? undefined : verdict;
}

/** Whether a file of one content goes with a file of the other. */
function haveCommonShot(one: ContentNode, other: ContentNode): boolean {
  const files = new Set(other.photos.map(({ photo }) => photo.key));
  return one.photos.some(({ photo: { companions = [] } }) =>
    companions.some(({ key }) => files.has(key)),
  );
}
