import type { ContentNode } from './build-groups-candidates.ts';
import { pictureKey, type GroupingRules } from './build-groups-input.ts';
import { joinShots, unmatchedIn, type Ray } from './build-groups-shots.ts';
import type { LiveVerdict, Star } from './build-groups-stars.ts';
import type { KeeperCandidate } from './choose-keeper-rule.ts';
import { explainKeeper } from './explain-keeper.ts';
import { moreIn } from './holds-more.ts';
import type { KeeperChange, KeeperOutline } from './explain-keeper-doubt.ts';
import { NO_FLAWS } from './choose-keeper-flaws.ts';
import {
  groupId,
  type Group,
  type GroupMember,
  type KeeperChoice,
  type MemberState,
} from './group.ts';
import type { FileKey } from './photo-id.ts';
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
  const { kind } = verdict.relation;
  if (moreIn(keeper.photo, candidate.photo, kind)) return false;
  return verdict.mayPreselect || kind === 'identical-pixels';
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

/** The one that the words about the keeper name comes first, then the others in doubt with it. */
function rivalsFirst(
  members: readonly GroupMember[],
  choice: KeeperChoice,
): readonly GroupMember[] {
  if (choice.kind === 'chosen') return members;
  const { rivals } = choice;
  const rank = ({ photo }: GroupMember): number => {
    const at = rivals.indexOf(photo.key);
    return at < 0 ? 2 : Math.min(at, 1);
  };
  return members.toSorted((a, b) => rank(a) - rank(b));
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

/**
 * The file that speaks for a content: its loss is settled by one that stays, open by one that may go.
 * @param shown those that are rows of the group, with what was decided about their shots
 */
function speakerOf(
  { photos, best }: ContentNode,
  shown: ReadonlyMap<FileKey, KeeperCandidate>,
): KeeperCandidate {
  const own = photos.flatMap(({ photo }) => shown.get(photo.key) ?? []);
  return (
    own.find(({ decided, photo }) => decided === 'keep' || photo.isProtected) ??
    own.find(({ decided }) => decided === undefined) ??
    best
  );
}

/** A copy whose loss the choice must weigh: looked at, and of the same picture. */
interface Rival {
  candidate: KeeperCandidate;
  verdict: LiveVerdict;
}

function rivalsOf(
  star: Star,
  shown: ReadonlyMap<FileKey, KeeperCandidate>,
): Rival[] {
  return star.rays
    .filter(
      ({ node, verdict }) =>
        verdict.kind === 'accepted' &&
        verdict.relation.kind !== 'similar-shot' &&
        shown.has(node.best.photo.key),
    )
    .map(({ node, verdict }) => ({
      candidate: speakerOf(node, shown),
      verdict,
    }));
}

/** What lies between the two beside scaling and one saving. */
function changeOf(verdict: LiveVerdict): KeeperChange | undefined {
  if (verdict.kind !== 'accepted') return undefined;
  const { relation, evidence, mayPreselect } = verdict;
  switch (relation.kind) {
    case 'edited':
      return 'edited';
    case 'other':
      return 'unknown';
    case 'rotated-or-mirrored':
      return mayPreselect ? 'turned' : 'edited';
    case 're-encoded':
      return isSavedFromFirst(evidence.closeLook) ? undefined : 'resaved';
    default:
      return undefined;
  }
}

/** What the keeper shows of the scene beside one rival; beside all, where these were not seen together. */
function outlineBeside(
  { picture, best }: ContentNode,
  { fingerprint }: KeeperCandidate,
  { edges }: GroupingRules,
): KeeperOutline {
  const { flaws } = best;
  // Most keepers are whole beside all, and so beside each.
  if (!flaws.isCropped && !flaws.isPerhapsFramed) return flaws;
  const beside = pictureKey(fingerprint);
  if (beside === picture) return NO_FLAWS;
  const seen = edges.flaws(picture, beside);
  return seen.isLooked ? seen : flaws;
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
  const shown = new Map(
    rays.map(({ candidate }) => [candidate.photo.key, candidate]),
  );
  const copies = ofKeeper.filter((ray) => shown.has(ray.candidate.photo.key));
  const rivals = rivalsOf(star, shown);
  const keeperChoice = explainKeeper(
    keeper,
    [
      ...copies.map(({ candidate }) => candidate),
      ...rivals.map(({ candidate }) => candidate),
    ],
    {
      changes: new Map(
        rivals.flatMap(({ candidate, verdict }) => {
          const change = changeOf(verdict);
          return change === undefined ? [] : [[candidate, change] as const];
        }),
      ),
      outlineBeside: (rival) => outlineBeside(star.keeper, rival, input),
    },
    input.keeperRules,
  );
  const members = rivalsFirst(
    rays.map((ray) => member(keeper, keeperChoice, ray)).sort(closestFirst),
    keeperChoice,
  );
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
