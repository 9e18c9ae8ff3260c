import type { ContentNode } from './build-groups-candidates.ts';
import type { GroupingInput } from './build-groups-input.ts';
import type { LiveVerdict, Star } from './build-groups-stars.ts';
import { explainKeeper, type KeeperCandidate } from './choose-keeper.ts';
import {
  groupId,
  type Group,
  type GroupMember,
  type KeeperChoice,
  type MemberState,
} from './group.ts';
import { categoryOf, relationRank, weakestRelation } from './relation-words.ts';

/** A file with the edge that joins it to the keeper. */
interface Ray {
  candidate: KeeperCandidate;
  verdict: LiveVerdict;
}

/** The keeper's other files, unless a person said that they are not duplicates of each other. */
function copiesOfKeeper(keeper: ContentNode, input: GroupingInput): Ray[] {
  if (
    keeper.photos.length < 2 ||
    input.decisions.isNotDuplicates(keeper.content, keeper.content)
  ) {
    return [];
  }
  const { fingerprint } = keeper.copies;
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
  const shared = {
    photo,
    relation,
    evidence,
    isBeingChecked: kind === 'needs-look',
  };
  // Protected files stay, whatever was decided before the folder was protected.
  if (photo.isProtected) {
    return { ...shared, state: 'keep', isDecided: decided === 'keep' };
  }
  return decided === undefined
    ? {
        ...shared,
        state: proposedState(keeper, choice, ray),
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
function rivals(star: Star, copies: readonly Ray[]): KeeperCandidate[] {
  const others = star.rays
    .filter(
      ({ verdict }) =>
        verdict.kind === 'accepted' && verdict.relation.kind !== 'similar-shot',
    )
    .map(({ node }) => node.best);
  return [...copies.map(({ candidate }) => candidate), ...others];
}

/**
 * The group of a star, without its links to other groups; undefined when the keeper has no
 * company. Every file of every content of the star is in it once.
 */
export function groupOfStar(
  star: Star,
  input: GroupingInput,
): Group | undefined {
  const keeper = star.keeper.best;
  const copies = copiesOfKeeper(star.keeper, input);
  const others = star.rays.flatMap(({ node, verdict }) =>
    node.photos.map((candidate) => ({ candidate, verdict })),
  );
  const rays: Ray[] = [...copies, ...others];
  if (rays.length === 0) return undefined;
  const keeperChoice = explainKeeper(keeper, rivals(star, copies));
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
    alsoSimilar: [],
  };
}
