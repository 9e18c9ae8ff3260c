import type { ContentNode } from './build-groups-candidates.ts';
import type { GroupingRules } from './build-groups-input.ts';
import { joinShots, unmatchedIn, type Ray } from './build-groups-shots.ts';
import type { LiveVerdict, Star } from './build-groups-stars.ts';
import {
  explainKeeper,
  type KeeperCandidate,
  type KeeperChange,
} from './choose-keeper.ts';
import {
  groupId,
  type Group,
  type GroupMember,
  type KeeperChoice,
  type MemberState,
} from './group.ts';
import { isSavedFromFirst } from './judge-edge-saving.ts';
import { categoryOf, relationRank, weakestRelation } from './relation-words.ts';

/** One for all groups: most have none. */
const NO_LINKS: Group['alsoSimilar'] = [];

/** The keeper's other files, unless a person said that they are not duplicates of each other. */
function copiesOfKeeper(keeper: ContentNode, input: GroupingRules): Ray[] {
  if (
    keeper.photos.length < 2 ||
    input.decisions.isNotDuplicates(keeper.content, keeper.content)
  ) {
    return [];
  }
  const { fingerprint } = keeper;
  const verdict = input.edges.verdict(fingerprint, fingerprint);
  if (verdict.kind === 'rejected') return [];
  return keeper.photos
    .filter((candidate) => candidate !== keeper.best)
    .map((candidate) => ({ candidate, verdict }));
}

/** A rule may propose moving it, if the keeper stands. */
function isProposable(
  keeper: KeeperCandidate,
  { candidate, verdict }: Ray,
): boolean {
  if (verdict.kind !== 'accepted') return false;
  // Only first frames were compared: two animations may differ in the others.
  if (keeper.photo.frameCount > 1 || candidate.photo.frameCount > 1) {
    return false;
  }
  return verdict.mayPreselect || verdict.relation.kind === 'identical-pixels';
}

function proposedState(
  keeper: KeeperCandidate,
  choice: KeeperChoice,
  ray: Ray,
): MemberState {
  if (ray.verdict.relation.kind === 'identical-bytes') return 'move';
  return choice.kind === 'chosen' && isProposable(keeper, ray)
    ? 'move'
    : 'undecided';
}

function member(
  keeper: KeeperCandidate,
  choice: KeeperChoice,
  ray: Ray,
): GroupMember {
  const { photo, decided } = ray.candidate;
  const { relation, evidence, kind } = ray.verdict;
  const unmatched = unmatchedIn(photo, keeper.photo);
  const shared = {
    photo,
    relation,
    evidence,
    isBeingChecked: kind === 'needs-look',
    ...(ray.counterpart === undefined ? {} : { counterpart: ray.counterpart }),
    ...(unmatched.length === 0 ? {} : { unmatched }),
  };
  // Protected files stay, whatever was decided before the folder was protected.
  if (photo.isProtected) {
    return { ...shared, state: 'keep', isDecided: decided === 'keep' };
  }
  return decided === undefined
    ? {
        ...shared,
        // What only this shot has is for a person to give away.
        state:
          unmatched.length > 0
            ? 'undecided'
            : proposedState(keeper, choice, ray),
        isDecided: false,
      }
    : { ...shared, state: decided, isDecided: true };
}

function closestFirst(a: GroupMember, b: GroupMember): number {
  const byRelation =
    relationRank(a.relation.kind) - relationRank(b.relation.kind);
  if (byRelation !== 0) return byRelation;
  const byBits =
    (a.evidence.pHash256Bits ?? 0) - (b.evidence.pHash256Bits ?? 0);
  if (byBits !== 0) return byBits;
  return a.photo.key < b.photo.key ? -1 : 1;
}

/** Copies whose loss the choice must weigh: looked at, and of the same picture. */
function rivalRays(star: Star): Star['rays'] {
  return star.rays.filter(
    ({ verdict }) =>
      verdict.kind === 'accepted' && verdict.relation.kind !== 'similar-shot',
  );
}

/** What lies between the two beside scaling and one saving. */
function changeOf(verdict: LiveVerdict): KeeperChange | undefined {
  if (verdict.kind !== 'accepted') return undefined;
  const { relation, evidence, mayPreselect } = verdict;
  switch (relation.kind) {
    case 'edited':
      return 'edited';
    case 'rotated-or-mirrored':
      return mayPreselect ? 'turned' : 'edited';
    case 're-encoded':
      return isSavedFromFirst(evidence.closeLook) ? undefined : 'resaved';
    default:
      return undefined;
  }
}

/**
 * The group of a star, without its links to other groups; undefined when the keeper has no
 * company. Every file of every content of the star is in it once.
 */
export function groupOfStar(
  star: Star,
  input: GroupingRules,
): Group | undefined {
  const keeper = star.keeper.best;
  const ofKeeper = copiesOfKeeper(star.keeper, input);
  const others = star.rays.flatMap(({ node, verdict }) =>
    node.photos.map((candidate) => ({ candidate, verdict })),
  );
  const rays = joinShots(keeper, [...ofKeeper, ...others], input);
  if (rays.length === 0) return undefined;
  // Parts of one shot are no rivals: a shot is weighed by the file that stands for it.
  const shown = new Set(rays.map(({ candidate }) => candidate.photo.key));
  const copies = ofKeeper.filter((ray) => shown.has(ray.candidate.photo.key));
  const weighed = rivalRays(star).filter(({ node }) =>
    shown.has(node.best.photo.key),
  );
  const keeperChoice = explainKeeper(
    keeper,
    [
      ...copies.map(({ candidate }) => candidate),
      ...weighed.map(({ node }) => node.best),
    ],
    new Map(
      weighed.flatMap(({ node, verdict }) => {
        const change = changeOf(verdict);
        return change === undefined ? [] : [[node.best, change] as const];
      }),
    ),
    input.keeperRules,
  );
  const members = rays
    .map((ray) => member(keeper, keeperChoice, ray))
    .sort(closestFirst);
  const weakest = weakestRelation(members.map(({ relation }) => relation.kind));
  return {
    id: groupId(star.keeper.content),
    category: categoryOf(weakest),
    keeper: keeper.photo,
    keeperChoice,
    members,
    alsoSimilar: NO_LINKS,
  };
}
