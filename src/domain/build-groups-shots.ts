import type { GroupingRules } from './build-groups-input.ts';
import type { LiveVerdict } from './build-groups-stars.ts';
import type { KeeperCandidate } from './choose-keeper.ts';
import type { Companion, PhotoSummary } from './group.ts';
import { fileKey, type ContentHash } from './photo-id.ts';
import { relationRank } from './relation-words.ts';

/** A file with the edge that joins it to the keeper. */
export interface Ray {
  candidate: KeeperCandidate;
  verdict: LiveVerdict;
  /** The file of the keeper's shot that has its very bytes, when the edge is to that one. */
  counterpart?: Companion;
}

/**
 * Makes one row of each shot: the keeper's own companions are no members at all, and of several
 * files of another shot only the closest stays, standing for all of them.
 */
export function joinShots(
  keeper: KeeperCandidate,
  rays: readonly Ray[],
  input: GroupingRules,
): readonly Ray[] {
  const own = keeper.photo.companions ?? [];
  const hasShots =
    own.length > 0 ||
    rays.some(({ candidate }) => candidate.photo.companions !== undefined);
  if (!hasShots) return rays;
  const ownKeys = new Set(own.map(({ key }) => key));
  const rows = new Map<string, Ray[]>();
  for (const ray of rays) {
    const { photo } = ray.candidate;
    if (ownKeys.has(photo.key)) continue;
    const row =
      photo.shot === undefined ? photo.key : fileKey(photo.root, photo.shot);
    const joined = viaCounterpart(ray, own, input);
    rows.set(row, [...(rows.get(row) ?? []), joined]);
  }
  return [...rows.values()].flatMap((row) => leadOf(row) ?? []);
}

/** Companions of a photo whose bytes no file of the keeper's shot has. */
export function unmatchedIn(
  photo: PhotoSummary,
  keeper: PhotoSummary,
): readonly Companion[] {
  if (photo.companions === undefined) return [];
  const kept = new Set<ContentHash>([keeper.content]);
  for (const { content } of keeper.companions ?? []) {
    if (content !== undefined) kept.add(content);
  }
  return photo.companions.filter(
    ({ content }) => content === undefined || !kept.has(content),
  );
}

/** The same bytes as a file beside the keeper say more than being like the keeper. */
function viaCounterpart(
  ray: Ray,
  own: readonly Companion[],
  input: GroupingRules,
): Ray {
  const { candidate, verdict } = ray;
  if (verdict.relation.kind === 'identical-bytes') return ray;
  const { content } = candidate.photo;
  const counterpart = own.find((one) => one.content === content);
  if (counterpart === undefined) return ray;
  const { fingerprint } = candidate;
  const identity = input.edges.verdict(fingerprint, fingerprint);
  return identity.kind === 'rejected'
    ? ray
    : { candidate, verdict: identity, counterpart };
}

/** The closest file of a shot, with what a person decided about any of them. */
function leadOf(row: readonly Ray[]): Ray | undefined {
  const [lead, ...others] = [...row].sort(closestFirst);
  const decided = others.find(
    ({ candidate }) => candidate.decided !== undefined,
  )?.candidate.decided;
  return lead === undefined ||
    lead.candidate.decided !== undefined ||
    decided === undefined
    ? lead
    : { ...lead, candidate: { ...lead.candidate, decided } };
}

function closestFirst(a: Ray, b: Ray): number {
  const byRelation =
    relationRank(a.verdict.relation.kind) -
    relationRank(b.verdict.relation.kind);
  if (byRelation !== 0) return byRelation;
  const byBits =
    (a.verdict.evidence.pHash256Bits ?? 0) -
    (b.verdict.evidence.pHash256Bits ?? 0);
  if (byBits !== 0) return byBits;
  // The keeper's own kind: what stands side by side is then the same file of the shot.
  const byFile =
    Number(a.counterpart !== undefined) - Number(b.counterpart !== undefined);
  if (byFile !== 0) return byFile;
  return a.candidate.photo.key < b.candidate.photo.key ? -1 : 1;
}
